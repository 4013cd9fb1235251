//! Schemas of OpenAPI 3.0 as those of JSON Schema 2020-12.

use serde_json::{Map, Value, json};
use signet::openapi::{Dialect, Keyword, Role};

use super::Null;

/// The media type of bytes of any kind.
const BYTES: &str = "application/octet-stream";

/// Rewrites a schema, in which all others are rewritten.
pub(super) fn rewrite(schema: &mut Value, null: Null) {
    let Value::Object(keywords) = schema else { return };
    keywords.retain(|name, _| !is_foreign(name));
    types(keywords);
    bounds(keywords, "minimum", "exclusiveMinimum");
    bounds(keywords, "maximum", "exclusiveMaximum");
    if let Some(example) = keywords.remove("example") {
        keywords.insert("examples".to_owned(), json!([example]));
    }
    content(keywords);
    if keywords.remove("nullable") == Some(json!(true)) {
        null.write(schema);
    }
}

/// Writes the subschemas that say nothing but `nullable`, and mean `null` alone, as such.
pub(super) fn units(keywords: &mut Map<String, Value>) {
    let is_unit =
        |schema: &Value| schema.as_object().is_some_and(|schema| schema.len() == 1) && schema["nullable"] == true;
    for list in ["oneOf", "anyOf"] {
        let subschemas = keywords.get_mut(list).and_then(Value::as_array_mut);
        for unit in subschemas.into_iter().flatten().filter(|subschema| is_unit(subschema)) {
            *unit = json!({ "type": "null" });
        }
    }
}

/// Says whether a schema is one of bytes, and nothing else.
pub(super) fn is_file(schema: &Value) -> bool {
    schema["contentMediaType"] == BYTES
}

/// Says whether only later versions have a keyword, so that OpenAPI 3.0 ignores it. Signet reads the others of these there too.
fn is_foreign(name: &str) -> bool {
    if ["const", "contentMediaType"].contains(&name) {
        return false;
    }
    let role = |keyword: Keyword, dialect| keyword.role(dialect) == Role::Foreign;
    Keyword::named(name).is_some_and(|keyword| role(keyword, Dialect::V30) && !role(keyword, Dialect::V31))
}

/// Several types make any JSON of a schema of OpenAPI 3.0, which has no lists of types.
fn types(keywords: &mut Map<String, Value>) {
    let values = |types: &Vec<Value>| types.iter().filter(|ty| **ty != "null").count();
    if keywords.get("type").and_then(Value::as_array).is_some_and(|types| values(types) != 1) {
        let is_kept = |name: &str| Keyword::named(name).is_none_or(Keyword::is_for_people) || name == "nullable";
        keywords.retain(|name, _| is_kept(name));
    }
}

/// Bounds that are outside themselves are a flag in OpenAPI 3.0, and numbers later.
fn bounds(keywords: &mut Map<String, Value>, inclusive: &str, exclusive: &str) {
    match keywords.get(exclusive) {
        Some(Value::Bool(true)) => {
            keywords.remove(exclusive);
            if let Some(bound) = keywords.remove(inclusive) {
                keywords.insert(exclusive.to_owned(), bound);
            }
        }
        Some(Value::Bool(false)) => {
            keywords.remove(exclusive);
        }
        _ => {}
    }
}

/// What a string stands for is a format in OpenAPI 3.0 and has keywords later.
fn content(keywords: &mut Map<String, Value>) {
    if keywords.get("type").is_none_or(|ty| ty != "string") {
        return;
    }
    let (name, value) = match keywords.get("format").and_then(Value::as_str) {
        Some("binary") => ("contentMediaType", BYTES),
        Some("byte") => ("contentEncoding", "base64"),
        _ => return,
    };
    keywords.remove("format");
    keywords.insert(name.to_owned(), json!(value));
}
