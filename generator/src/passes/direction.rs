//! Which types requests carry and which responses do, and what that makes of their properties.

use crate::ir::{Api, Direction, Index, Kind, Type, TypeId, Usage};

/// Marks the types that requests and responses carry; a webhook is read as a response is.
pub(super) fn mark(api: &mut Api) {
    for position in 0..api.types.len() {
        api.types[TypeId::from_position(position)].usage = Usage::default();
    }
    let requests = api.operations.values().flat_map(crate::ir::Operation::request_types).collect();
    let responses = api.operations.values().flat_map(crate::ir::Operation::response_types);
    let responses = responses.chain(api.webhooks.iter().map(|webhooks| webhooks.event)).collect();
    spread(api, requests, |usage| std::mem::replace(&mut usage.request, true));
    spread(api, responses, |usage| std::mem::replace(&mut usage.response, true));
}

/// Takes the duty to be there from properties that one side does not have, and gives objects a place for properties that are
/// required and not declared.
///
/// One type serves both ways. What only responses have is not demanded of a type that some request carries, and what only
/// requests have is not demanded of one that some response carries.
pub(super) fn relax(api: &mut Api) {
    for position in 0..api.types.len() {
        let ty = &mut api.types[TypeId::from_position(position)];
        let (usage, hint, origin) = (ty.usage, ty.hint.inside("additional property"), ty.origin.clone());
        let Kind::Object(object) = &mut ty.kind else { continue };
        for field in object.fields.values_mut() {
            let lacking = match field.direction {
                Direction::Both => false,
                Direction::Response => usage.request,
                Direction::Request => usage.response,
            };
            if lacking {
                field.presence = field.presence.relaxed();
            }
        }
        if object.additional.is_none() && !object.undeclared.is_empty() {
            let any = api.types.push(Type::any(hint, origin));
            if let Kind::Object(object) = &mut api.types[TypeId::from_position(position)].kind {
                object.additional = Some(any);
            }
        }
    }
}

/// Marks all that is reached from some types; `mark` says whether a type was marked before.
fn spread(api: &mut Api, mut open: Vec<TypeId>, mark: impl Fn(&mut Usage) -> bool) {
    while let Some(id) = open.pop() {
        if !mark(&mut api.types[id].usage) {
            open.extend(api.types[id].kind.children());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ir::{Kind, Object, Primitive};

    use super::super::fixture::Fixture;
    use super::{mark, relax};

    #[test]
    fn what_is_required_and_not_declared_has_a_place_in_responses_too() {
        let mut fixture = Fixture::default();
        let text = fixture.primitive(Primitive::String);
        let object = Object { undeclared: vec!["kind".to_owned()], ..Object::default() };
        let page = fixture.named("Page", Kind::Object(object));
        let other = fixture.object("Other", &[("id!", text)]);
        fixture.get(Vec::new(), page);
        mark(&mut fixture.0);
        relax(&mut fixture.0);
        let keeps = |ty| matches!(&fixture.0.types[ty].kind, Kind::Object(object) if object.additional.is_some());
        assert!(keeps(page) && !keeps(other));
    }
}
