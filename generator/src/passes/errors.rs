//! The error bodies that the operations of a tag document: one set for each tag, whether it has any or not.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::ir::{Api, Content, ErrorSet, Kind, MediaType, Operation};

/// Gives each operation the set of its first tag, or of the one that it was released with; operations without a tag share
/// one.
pub(super) fn collect(api: &mut Api) {
    let used: BTreeSet<Option<&String>> = api.operations.values().map(Operation::defining_tag).collect();
    let tags = api.tags.iter().map(|tag| Some(&tag.name)).chain([None]).filter(|tag| used.contains(tag));
    let sets: Vec<ErrorSet> = tags.map(|tag| set(api, tag)).collect();
    for set in sets {
        let tag = set.tag.clone();
        let id = api.error_sets.push(set);
        for operation in api.operations.values_mut().filter(|operation| operation.defining_tag() == tag.as_ref()) {
            operation.error_set = Some(id);
        }
    }
}

fn set(api: &Api, tag: Option<&String>) -> ErrorSet {
    let operations = api.operations.values().filter(|operation| operation.defining_tag() == tag);
    let responses = operations.flat_map(|operation| operation.responses.errors());
    let contents = responses.flat_map(|(_, response)| response.readable()).map(MediaType::content);
    let mut bodies = api.keyed(contents);
    bodies.sort_by_cached_key(|key, content| (Reverse(demands(api, *content)), key.clone()));
    let recognized = bodies.values().filter(|content| demands(api, **content).is_some()).count();
    ErrorSet { tag: tag.cloned(), bodies, recognized }
}

/// How much a body demands of the JSON that is read as it; none: it is not recognized by its shape, since everything fits.
fn demands(api: &Api, content: Content) -> Option<usize> {
    let Content::Typed(ty) = content else { return None };
    match &api.types[api.resolved(ty)].kind {
        Kind::Any(_) => None,
        Kind::Map(_) => Some(0),
        Kind::Object(object) => Some(object.fields.values().filter(|field| field.presence.is_required()).count()),
        Kind::Primitive(_)
        | Kind::Array(_)
        | Kind::Tuple(_)
        | Kind::Enumeration(_)
        | Kind::Union(_)
        | Kind::Newtype(_) => Some(usize::MAX),
    }
}
