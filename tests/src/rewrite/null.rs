//! The ways in which schemas of JSON Schema say that `null` is a value.

use serde_json::{Map, Value, json};
use signet::openapi::Keyword;

/// How a schema says that `null` is a value too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// `type: [string, 'null']`
    Types,
    /// `anyOf: [{ type: string }, { type: 'null' }]`
    AnyOf,
    /// `oneOf: [{ type: string }, { const: null }]`
    OneOf,
    /// `anyOf: [{ type: string }, { enum: [null] }]`
    Values,
    /// `nullable: true`, which later versions do not have and documents write.
    Nullable,
}

/// Keywords that say nothing of the value and stay outside of the list of subschemas.
const OUTSIDE: [&str; 6] = ["default", "deprecated", "readOnly", "writeOnly", "examples", "externalDocs"];

impl Null {
    /// All ways.
    pub const ALL: [Self; 5] = [Self::Types, Self::AnyOf, Self::OneOf, Self::Values, Self::Nullable];

    /// Lets `null` be a value of a schema.
    pub(super) fn write(self, schema: &mut Value) {
        let Value::Object(keywords) = schema else { return };
        match self {
            Self::Types => types(keywords),
            Self::AnyOf => choice(keywords, "anyOf", json!({ "type": "null" })),
            Self::OneOf => choice(keywords, "oneOf", json!({ "const": Value::Null })),
            Self::Values => choice(keywords, "anyOf", json!({ "enum": [Value::Null] })),
            Self::Nullable => {
                keywords.insert("nullable".to_owned(), json!(true));
            }
        }
    }
}

/// Adds `null` to the types and values of a schema; one that combines others gets a subschema for it.
fn types(keywords: &mut Map<String, Value>) {
    for list in ["oneOf", "anyOf"] {
        if let Some(Value::Array(subschemas)) = keywords.get_mut(list) {
            subschemas.push(json!({ "type": "null" }));
            return;
        }
    }
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(ty) = keywords.get("type").cloned().or_else(|| implied(keywords).map(Value::from)) {
        let mut types = ty.as_array().cloned().unwrap_or_else(|| vec![ty]);
        if !types.contains(&json!("null")) {
            types.push(json!("null"));
        }
        keywords.insert("type".to_owned(), types.into());
    } else if !keywords.contains_key("enum") {
        choice(keywords, "oneOf", json!({ "type": "null" }));
    }
}

/// The type of a schema without `type`: JSON Schema allows `null` beside `properties`, and other types too.
fn implied(keywords: &Map<String, Value>) -> Option<&'static str> {
    let has = |names: &[&str]| names.iter().any(|name| keywords.contains_key(*name));
    if has(&["properties", "additionalProperties"]) && !has(&["allOf"]) {
        return Some("object");
    }
    has(&["items"]).then_some("array")
}

/// Makes a schema the first of two subschemas, of which the other is `null`.
fn choice(keywords: &mut Map<String, Value>, list: &str, other: Value) {
    let is_outside = |name: &str| {
        OUTSIDE.contains(&name) || Keyword::named(name).is_some_and(Keyword::is_for_people) && name != "title"
    };
    let (outside, mut inside): (Map<_, _>, Map<_, _>) =
        std::mem::take(keywords).into_iter().partition(|(name, _)| is_outside(name));
    // An `allOf` of one reference is how OpenAPI 3.0 writes keywords beside it.
    let only = match inside.get_mut("allOf") {
        Some(Value::Array(all)) if all.len() == 1 && all[0]["$ref"].is_string() => all.pop(),
        _ => None,
    };
    let inside = only.filter(|_| inside.len() == 1).unwrap_or_else(|| inside.into());
    *keywords = outside;
    keywords.insert(list.to_owned(), Value::Array(vec![inside, other]));
}
