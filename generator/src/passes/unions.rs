//! How the types of a union are told apart: by a tag, by what they look like, or by how much of a value they know.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Alternative, Api, Constraint, Dispatch, Enumeration, Index, Kind, Object, Presence, Primitive, TagPlace, Type,
    TypeId, Union, Values, Why,
};

use super::components::components;
use super::shapes;

/// Settles every union.
pub(super) fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    for id in inner_first(api) {
        let Kind::Union(union) = &api.types[id].kind else { continue };
        let union = union.clone();
        let kind = match &union.dispatch {
            Dispatch::Tag { property, mapping, fallback } => {
                let (property, mapping, fallback) = (property.clone(), mapping.clone(), *fallback);
                Kind::Union(tagged(api, union, property, mapping, fallback))
            }
            Dispatch::Shape(_) | Dispatch::Choice => untagged(api, id, union, diagnostics),
            Dispatch::Event(_) => Kind::Union(union),
        };
        api.types[id].kind = kind;
        never_null(api, id);
        give_tags(api, id);
    }
}

/// Lists all types, the variants of a union before it, wherever the document has them.
fn inner_first(api: &Api) -> Vec<TypeId> {
    let is_seen_through = |ty: &Type| matches!(ty.kind, Kind::Union(_) | Kind::Newtype(_));
    let variants = |ty: &Type| {
        let children = if is_seen_through(ty) { ty.kind.children() } else { Vec::new() };
        children.into_iter().map(Index::position).collect()
    };
    let edges: Vec<Vec<usize>> = api.types.values().map(variants).collect();
    let mut order = Vec::new();
    for circle in components(&edges) {
        let mut ids: Vec<TypeId> = circle.into_iter().map(TypeId::from_position).collect();
        ids.sort_by_cached_key(|id| api.types[*id].hint.key());
        order.extend(ids);
    }
    order
}

/// Completes the mapping of a discriminator: a type that it does not name has the tag that it declares as a constant,
/// or by its own name.
fn tagged(
    api: &Api,
    mut union: Union,
    property: String,
    mut mapping: Vec<(String, usize)>,
    fallback: Option<usize>,
) -> Union {
    let listed = listed(api, &union, &property);
    for (position, variant) in union.variants.iter().enumerate() {
        if mapping.iter().any(|(_, known)| *known == position) {
            // The name of a schema stays a tag of it, whatever else a mapping calls it.
            if let Some(name) = variant.name.as_ref().filter(|name| may_be(api, variant.ty, &property, name))
                && !mapping.iter().any(|(known, _)| known == name)
            {
                mapping.push((name.clone(), position));
            }
            continue;
        }
        let own = own_tags(api, variant.ty, &property);
        let alike = || listed.iter().find(|tag| letters(tag) == letters(&variant.hint)).cloned().map(|tag| vec![tag]);
        let exclusive = || exclusive(api, &union, position, &property);
        // A parent that lists its tags has none beside them.
        let is_listed = position > 0 || listed.is_empty() || listed.contains(&variant.hint);
        let implicit = || if is_listed { vec![variant.hint.clone()] } else { Vec::new() };
        for tag in own.or_else(alike).or_else(exclusive).unwrap_or_else(implicit) {
            if !mapping.iter().any(|(known, _)| *known == tag) {
                mapping.push((tag, position));
            }
        }
    }
    // The parent itself has the values that it lists and that no child has.
    for tag in listed {
        if !mapping.iter().any(|(known, _)| *known == tag) {
            mapping.push((tag, 0));
        }
    }
    for position in 0..union.variants.len() {
        let Some(variant) = union.variants.get(position).cloned() else { continue };
        let own: Vec<usize> =
            (0..mapping.len()).filter(|at| mapping.get(*at).is_some_and(|(_, to)| *to == position)).collect();
        for (number, at) in own.iter().enumerate() {
            let Some((tag, to)) = mapping.get_mut(*at) else { continue };
            let place = tag_place(api, variant.ty, &property, tag);
            // A type that does not know its tag is one variant a tag, since nothing else would remember which it was.
            let split = own.len() > 1 && matches!(place, TagPlace::Added(_));
            let (hint, key) = if split {
                (unused(&union, tag), format!("{}={tag}", variant.key))
            } else {
                (variant.hint.clone(), variant.key.clone())
            };
            let named = Alternative { tag: place, hint, key, ..variant.clone() };
            if number == 0 {
                if let Some(first) = union.variants.get_mut(position) {
                    *first = named;
                }
            } else if split {
                *to = union.variants.len();
                union.variants.push(named);
            }
        }
    }
    // Nothing is written where a value had no tag.
    if let Some(fallback) = fallback.and_then(|position| union.variants.get_mut(position)) {
        fallback.tag = TagPlace::Declared;
    }
    union.dispatch = Dispatch::Tag { property, mapping, fallback };
    union
}

/// The tags that a parent schema lists, whose children have a name that may be spelled otherwise.
fn listed(api: &Api, union: &Union, property: &str) -> Vec<String> {
    let parent = union.variants.first().filter(|_| union.inherits).map(|variant| &api.types[api.resolved(variant.ty)]);
    let Some(Kind::Object(object)) = parent.map(|ty| &ty.kind) else { return Vec::new() };
    values(api, object, property).into_iter().flatten().map(str::to_owned).collect()
}

/// The values that a type lists for its tag and no other type of the union does, where its name is not among them.
fn exclusive(api: &Api, union: &Union, position: usize, property: &str) -> Option<Vec<String>> {
    let listed = |variant: &Alternative| match &api.types[api.resolved(variant.ty)].kind {
        Kind::Object(object) => values(api, object, property),
        _ => None,
    };
    let variant = union.variants.get(position).filter(|_| !union.inherits)?;
    let own = listed(variant).filter(|own| !own.contains(variant.hint.as_str()))?;
    let others = union.variants.iter().enumerate().filter(|(at, _)| *at != position);
    let taken: BTreeSet<&str> = others.filter_map(|(_, other)| listed(other)).flatten().collect();
    let left: Vec<String> = own.difference(&taken).map(|tag| (*tag).to_owned()).collect();
    (!left.is_empty()).then_some(left)
}

/// A name without case and without separators.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns whether a type declares the tag's property, without listing other values for it.
fn may_be(api: &Api, ty: TypeId, property: &str, tag: &str) -> bool {
    match &api.types[api.resolved(ty)].kind {
        Kind::Object(object) if object.fields.contains_key(property) => {
            values(api, object, property).is_none_or(|values| values.contains(tag))
        }
        _ => false,
    }
}

/// Gives new objects of a parent schema and its children their tags, where they have only one.
fn give_tags(api: &mut Api, id: TypeId) {
    let Kind::Union(Union { variants, dispatch: Dispatch::Tag { property, mapping, .. }, inherits: true, .. }) =
        &api.types[id].kind
    else {
        return;
    };
    let tag_of = |position: usize, variant: &Alternative| {
        let own = || mapping.iter().filter(|(_, to)| *to == position).map(|(tag, _)| tag);
        let mapped: Vec<&String> = own().filter(|tag| Some(*tag) != variant.name.as_ref()).collect();
        match mapped.as_slice() {
            [] => own().next().cloned(),
            [only] => Some((*only).clone()),
            _ => None,
        }
    };
    let tags: Vec<(TypeId, Option<String>)> =
        variants.iter().enumerate().map(|(at, variant)| (api.resolved(variant.ty), tag_of(at, variant))).collect();
    let property = property.clone();
    for (ty, tag) in tags {
        let Kind::Object(object) = &api.types[ty].kind else { continue };
        let Some(field) = object.fields.get(&property).filter(|field| field.presence == Presence::Required) else {
            continue;
        };
        let is_text = matches!(
            &api.types[api.resolved(field.ty)],
            Type {
                kind: Kind::Primitive(Primitive::String) | Kind::Enumeration(Enumeration { values: Values::Texts, .. }),
                secret: false,
                ..
            }
        );
        if let Kind::Object(object) = &mut api.types[ty].kind
            && let Some(field) = object.fields.get_mut(&property)
        {
            field.tag = tag.filter(|_| is_text);
        }
    }
}

/// Removes `null` from tags: a value without a tag is read as the tag that the union writes.
fn never_null(api: &mut Api, id: TypeId) {
    let Kind::Union(Union { variants, dispatch: Dispatch::Tag { property, .. }, .. }) = &api.types[id].kind else {
        return;
    };
    let property = property.clone();
    let optional = variants.iter().filter(|variant| matches!(variant.tag, TagPlace::Optional(_)));
    let types: Vec<TypeId> = optional.map(|variant| api.resolved(variant.ty)).collect();
    for ty in types {
        if let Kind::Object(object) = &mut api.types[ty].kind
            && let Some(field) = object.fields.get_mut(&property)
        {
            field.presence = Presence::Optional;
        }
    }
}

/// Makes a hint that no variant has yet.
fn unused(union: &Union, tag: &str) -> String {
    let taken = |hint: &str| union.variants.iter().any(|variant| variant.hint == hint);
    let mut hint = tag.to_owned();
    let mut number = 2_u32;
    while taken(&hint) {
        hint = format!("{tag} {number}");
        number += 1;
    }
    hint
}

/// The tags of a type: the constant of its property, or the tags of the union that it is.
fn own_tags(api: &Api, ty: TypeId, property: &str) -> Option<Vec<String>> {
    match &api.types[api.resolved(ty)].kind {
        Kind::Object(object) => {
            let values = values(api, object, property)?;
            (values.len() == 1).then(|| values.into_iter().map(str::to_owned).collect())
        }
        Kind::Union(Union { dispatch: Dispatch::Tag { property: inner, mapping, .. }, .. }) if inner == property => {
            Some(mapping.iter().map(|(tag, _)| tag.clone()).collect())
        }
        _ => None,
    }
}

/// The texts, numbers or booleans that a property of an object may be, as a reader sees them in its place.
pub(super) fn values<'a>(api: &'a Api, object: &Object, property: &str) -> Option<BTreeSet<&'a str>> {
    let field = object.fields.get(property)?;
    let ty = &api.types[api.resolved(field.ty)];
    match &ty.kind {
        Kind::Enumeration(Enumeration { values, variants }) => {
            variants.iter().map(|variant| tag(&variant.wire_name, *values)).collect()
        }
        Kind::Primitive(Primitive::Boolean) => ty.constraints.iter().find_map(|constraint| match constraint {
            Constraint::Constant(value) => Some(BTreeSet::from([value.0.as_str()])),
            _ => None,
        }),
        _ => None,
    }
}

/// The text by which a value is recognized as a tag: strings without their quotes, others as JSON has them. A string that
/// JSON escapes is none.
fn tag(wire_name: &str, values: Values) -> Option<&str> {
    match values {
        Values::Texts | Values::Integers => Some(wire_name),
        Values::Literals => match wire_name.strip_prefix('"') {
            Some(text) => text.strip_suffix('"').filter(|text| !text.contains('\\')),
            None => Some(wire_name),
        },
    }
}

/// Says who writes the tag of a value.
fn tag_place(api: &Api, ty: TypeId, property: &str, tag: &str) -> TagPlace {
    match &api.types[api.resolved(ty)].kind {
        Kind::Object(object) => match object.fields.get(property) {
            Some(field) if field.presence.is_required() || is_no_text(api, field.ty) => TagPlace::Declared,
            Some(_) => TagPlace::Optional(tag.to_owned()),
            None => TagPlace::Added(tag.to_owned()),
        },
        // A union inside a union: only where no type of it has the property.
        Kind::Union(inner) if inner.variants.iter().all(|variant| lacks(api, variant.ty, property)) => {
            TagPlace::Added(tag.to_owned())
        }
        _ => TagPlace::Declared,
    }
}

/// Says whether values of a type are numbers or booleans, which a union does not write, since its tags are texts.
fn is_no_text(api: &Api, ty: TypeId) -> bool {
    match &api.types[api.resolved(ty)].kind {
        Kind::Enumeration(known) => known.values != Values::Texts,
        Kind::Primitive(primitive) => !primitive.is_text(),
        _ => false,
    }
}

fn lacks(api: &Api, ty: TypeId, property: &str) -> bool {
    matches!(&api.types[api.resolved(ty)].kind, Kind::Object(object) if !object.fields.contains_key(property))
}

/// Finds out how types without a discriminator differ.
fn untagged(api: &Api, id: TypeId, mut union: Union, diagnostics: &mut Diagnostics) -> Kind {
    // What the document leaves open is kept as it comes anyway, and must not hide what it says.
    let said = union.variants.len();
    union
        .variants
        .retain(|variant| !matches!(api.types[api.resolved(variant.ty)].kind, Kind::Any(Why::Unsaid | Why::Reported)));
    if union.variants.is_empty() {
        return Kind::Any(Why::Unsaid);
    }
    let allows_any = union.variants.len() < said;
    union.open |= allows_any;
    if let Some(text) = texts(api, &union).filter(|_| !union.open) {
        return text;
    }
    if let Some((property, mapping)) = inferred(api, &union) {
        union.dispatch = Dispatch::Tag { property, mapping, fallback: None };
        // Others have another tag.
        union.open = allows_any;
        return Kind::Union(union);
    }
    let shapes = shapes::tests(api, &union);
    if shapes.as_ref().is_none_or(|shapes| shapes.ambiguous) && union.variants.len() > 1 {
        diagnostics.push(
            Diagnostic::new(Code::Ambiguous, "the variants of a union cannot be told apart")
                .at(&api.types[id].origin, "this union")
                .cost("a value becomes the first of the variants that declare most of its properties")
                .help("add a `discriminator` in an overlay"),
        );
    }
    union.dispatch = shapes.map_or(Dispatch::Choice, |shapes| Dispatch::Shape(shapes.tests));
    Kind::Union(union)
}

/// Several ways to limit a text are still one text; lists of values are one list, which is open anyway. Only where each way
/// has a different format are they told apart.
fn texts(api: &Api, union: &Union) -> Option<Kind> {
    let mut values = Enumeration::default();
    let mut plain = None;
    for variant in &union.variants {
        let ty = &api.types[api.resolved(variant.ty)];
        match &ty.kind {
            Kind::Primitive(Primitive::String) if !ty.secret => plain = plain.or(Some(variant.ty)),
            Kind::Primitive(primitive) if !ty.secret && primitive.is_text() => {}
            Kind::Enumeration(own) if own.values == Values::Texts => {
                let known = |name: &str| values.variants.iter().any(|variant| variant.wire_name == name);
                let new: Vec<_> = own.variants.iter().filter(|own| !known(&own.wire_name)).cloned().collect();
                values.variants.extend(new);
            }
            _ => return None,
        }
    }
    if values.variants.is_empty() { plain.map(Kind::Newtype) } else { Some(Kind::Enumeration(values)) }
}

/// A property that every type requires, with values that no two of them share.
fn inferred(api: &Api, union: &Union) -> Option<(String, Vec<(String, usize)>)> {
    let objects: Vec<&Object> = union
        .variants
        .iter()
        .map(|variant| match &api.types[api.resolved(variant.ty)].kind {
            Kind::Object(object) => Some(object),
            _ => None,
        })
        .collect::<Option<_>>()?;
    for (property, _) in objects.first()?.fields.iter().filter(|(_, field)| field.presence.is_required()) {
        let mut mapping: Vec<(String, usize)> = Vec::new();
        let fits = objects.iter().enumerate().all(|(position, object)| {
            let required = object.fields.get(property).is_some_and(|field| field.presence.is_required());
            let Some(values) = values(api, object, property).filter(|values| required && !values.is_empty()) else {
                return false;
            };
            let shared = values.iter().any(|value| mapping.iter().any(|(known, _)| known == value));
            mapping.extend(values.into_iter().map(|value| (value.to_owned(), position)));
            !shared
        });
        if fits {
            return Some((property.clone(), mapping));
        }
    }
    None
}

#[cfg(test)]
mod tests;
