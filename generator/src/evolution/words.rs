//! Types in words, for reports.

use crate::ir::{Api, Hint, Kind, Primitive, TypeId};

/// Finds the first texts that differ, where they are read in pairs.
pub(super) fn differing<'t>(old: &'t [String], new: &'t [String]) -> (&'t str, &'t str) {
    let mut pairs = old.iter().zip(new);
    pairs.find(|(one, other)| one != other).map_or(("", ""), |(one, other)| (one, other))
}

/// How deep the description of a type goes.
const DEEPEST: usize = 4;
/// How many properties of an object are named.
const MOST_NAMES: usize = 3;

/// Describes a type in a few words.
pub(super) fn described(api: &Api, id: TypeId) -> String {
    within(api, id, DEEPEST)
}

fn within(api: &Api, id: TypeId, depth: usize) -> String {
    let ty = &api.types[api.resolved(id)];
    if let Hint::Component(name) | Hint::File { name, .. } = &ty.hint {
        return name.clone();
    }
    let Some(depth) = depth.checked_sub(1) else { return "…".to_owned() };
    match &ty.kind {
        Kind::Primitive(primitive) => word(*primitive).to_owned(),
        Kind::Array(inner) => format!("array of {}", within(api, *inner, depth)),
        Kind::Tuple(tuple) => {
            let elements: Vec<String> = tuple.elements.iter().map(|element| within(api, *element, depth)).collect();
            format!("array of [{}]", elements.join(", "))
        }
        Kind::Map(inner) => format!("map of {}", within(api, *inner, depth)),
        Kind::Object(object) => {
            let mut names: Vec<&str> = object.fields.keys().map(String::as_str).take(MOST_NAMES + 1).collect();
            if names.len() > MOST_NAMES {
                names.truncate(MOST_NAMES);
                names.push("…");
            }
            if names.is_empty() { "object".to_owned() } else { format!("object of {}", names.join(", ")) }
        }
        Kind::Enumeration(values) => {
            let values: Vec<&str> = values.variants.iter().map(|variant| variant.wire_name.as_str()).collect();
            format!("one of {}", values.join(", "))
        }
        Kind::Union(union) => {
            let variants: Vec<String> = union.variants.iter().map(|variant| within(api, variant.ty, depth)).collect();
            variants.join(" or ")
        }
        Kind::Newtype(_) | Kind::Any(_) => "any value".to_owned(),
    }
}

/// Says whether programs give a required value.
pub(super) const fn given(is_argument: bool) -> &'static str {
    if is_argument { "an argument" } else { "sent automatically" }
}

const fn word(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Null => "null",
        Primitive::Boolean => "boolean",
        Primitive::Int8 => "integer (int8)",
        Primitive::Int16 => "integer (int16)",
        Primitive::Int32 => "integer (int32)",
        Primitive::Int64 => "integer",
        Primitive::Uint8 => "integer (uint8)",
        Primitive::Uint16 => "integer (uint16)",
        Primitive::Uint32 => "integer (uint32)",
        Primitive::Uint64 => "integer (uint64)",
        Primitive::Double => "number",
        Primitive::String => "string",
        Primitive::Date => "string (date)",
        Primitive::DateTime => "string (date-time)",
        Primitive::Uuid => "string (uuid)",
        Primitive::Base64 => "string (base64)",
    }
}
