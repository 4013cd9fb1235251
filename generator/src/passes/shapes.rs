//! What values of a union's types look like: kinds of JSON values, and properties that only one of them has.

use crate::ir::{Api, Field, JsonKind, Kind, Object, Primitive, Test, TypeId, Union, Values};

use super::unions::resolved;

/// The tests by which the types are told apart; `None` where some value may be of two of them.
pub(super) fn tests(api: &Api, union: &Union) -> Option<Vec<Test>> {
    let types: Vec<TypeId> = union.variants.iter().map(|variant| resolved(api, variant.ty)).collect();
    let mut plain = Vec::new();
    let mut objects: Vec<(usize, Option<&Object>)> = Vec::new();
    for (variant, ty) in types.iter().enumerate() {
        match kind(&api.types[*ty].kind)? {
            JsonKind::Object => objects.push((variant, known_keys(&api.types[*ty].kind))),
            kind => plain.push(Test { kind, key: None, variant }),
        }
    }
    let repeated = |test: &Test| plain.iter().filter(|other| other.kind == test.kind).count() > 1;
    if plain.iter().any(repeated) {
        return None;
    }
    let mut tests = plain;
    let mut last = None;
    for (variant, object) in &objects {
        let others: Vec<Option<&Object>> =
            objects.iter().filter(|(other, _)| other != variant).map(|(_, object)| *object).collect();
        match object.and_then(|object| telling_key(object, &others)) {
            Some(key) => tests.push(Test { kind: JsonKind::Object, key: Some(key), variant: *variant }),
            None if last.is_none() => last = Some(*variant),
            None => return None,
        }
    }
    // Objects without a telling key come last: what has none of the keys of the others.
    tests.extend(last.map(|variant| Test { kind: JsonKind::Object, key: None, variant }));
    Some(tests)
}

/// The kind that all values of a type have.
fn kind(kind: &Kind) -> Option<JsonKind> {
    Some(match kind {
        Kind::Primitive(Primitive::Boolean) => JsonKind::Boolean,
        Kind::Primitive(primitive) if primitive.is_text() => JsonKind::String,
        Kind::Enumeration(values) if values.values == Values::Texts => JsonKind::String,
        Kind::Primitive(_) | Kind::Enumeration(_) => JsonKind::Number,
        Kind::Array(_) => JsonKind::Array,
        Kind::Map(_) | Kind::Object(_) => JsonKind::Object,
        Kind::Union(_) | Kind::Newtype(_) | Kind::Any => return None,
    })
}

fn known_keys(kind: &Kind) -> Option<&Object> {
    match kind {
        Kind::Object(object) => Some(object),
        _ => None,
    }
}

/// A property that an object must have and that no other may have.
fn telling_key(object: &Object, others: &[Option<&Object>]) -> Option<String> {
    let required = |(_, field): &(&String, &Field)| field.presence.is_required();
    let own = |(name, _): &(&String, &Field)| others.iter().flatten().all(|other| !other.fields.contains_key(*name));
    object.fields.iter().filter(required).find(own).map(|(name, _)| name.clone())
}
