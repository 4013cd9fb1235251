//! Values that a document shows: a schema flows in, an instance made of its examples, defaults and enums flows out.

use serde_json::{Map, Value, json};

/// How deep an instance of a recursive schema goes; near the end lists are empty, which ends every circle.
const DEPTH: usize = 12;
const END: usize = 5;

/// The schema that a reference names, or the schema itself. A colon after the reference is a slip of the pen.
#[must_use]
pub fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolved(document, target(document, reference)),
        None => schema,
    }
}

/// What stands where a reference points to.
#[must_use]
pub fn target<'d>(document: &'d Value, reference: &str) -> &'d Value {
    document.pointer(reference.trim_start_matches('#').trim_end_matches(':')).unwrap_or(&Value::Null)
}

/// The properties that an object and its parts declare, and the names it requires.
#[must_use]
pub fn members<'d>(document: &'d Value, schema: &'d Value) -> (Map<String, Value>, Vec<&'d str>) {
    let schema = resolved(document, schema);
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let (more, names) = members(document, part);
        properties.extend(more);
        required.extend(names);
    }
    properties.extend(schema["properties"].as_object().cloned().unwrap_or_default());
    required.extend(schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str));
    (properties, required)
}

/// An instance of a schema, with every property that it declares.
#[must_use]
pub fn example(document: &Value, schema: &Value) -> Value {
    within(document, schema, DEPTH)
}

fn within(document: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolved(document, schema);
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some((tag, reference)) = variants(document, schema).first() {
        return tagged(document, schema, tag, reference, depth);
    }
    let (properties, _) = members(document, schema);
    if !properties.is_empty() {
        let inner = |property| within(document, property, depth.saturating_sub(1));
        return properties.iter().map(|(name, property)| (name.clone(), inner(property))).collect();
    }
    if let [part] = schema["allOf"].as_array().map_or(&[][..], Vec::as_slice) {
        return within(document, part, depth);
    }
    let shown = [&schema["example"], &schema["default"]];
    let shown = |fits: fn(&Value) -> bool| shown.iter().find(|value| fits(value)).map(|value| (*value).clone());
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("boolean"), _) => shown(Value::is_boolean).unwrap_or(json!(true)),
        (Some("integer"), _) => shown(Value::is_i64).unwrap_or(json!(7)),
        (Some("number"), _) => shown(Value::is_i64).unwrap_or(json!(1.5)),
        (Some("string"), Some("uuid")) => json!("f47ac10b-58cc-4372-a567-0e02b2c3d479"),
        (Some("string"), Some("date")) => json!("2024-02-29"),
        (Some("string"), Some("date-time")) => json!("2024-02-29T12:00:00Z"),
        (Some("string"), Some("byte")) => json!("AAEC"),
        (Some("string"), _) => shown(Value::is_string).unwrap_or(json!("text")),
        (Some("array"), _) if depth <= END => json!([]),
        (Some("array"), _) => json!([within(document, &schema["items"], depth - 1)]),
        _ => json!({}),
    }
}

/// The tags of a union, each with the reference that it leads to.
#[must_use]
pub fn variants<'d>(document: &'d Value, schema: &'d Value) -> Vec<(&'d str, &'d str)> {
    let mapping = resolved(document, schema)["discriminator"]["mapping"].as_object();
    let tags = mapping.into_iter().flatten();
    tags.filter_map(|(tag, reference)| Some((tag.as_str(), reference.as_str()?))).collect()
}

/// An instance of a union with a tag.
#[must_use]
pub fn variant(document: &Value, schema: &Value, tag: &str, reference: &str) -> Value {
    tagged(document, schema, tag, reference, DEPTH)
}

fn tagged(document: &Value, schema: &Value, tag: &str, reference: &str, depth: usize) -> Value {
    let mut value = within(document, target(document, reference), depth.saturating_sub(1));
    if let (Some(name), Some(members)) = (schema["discriminator"]["propertyName"].as_str(), value.as_object_mut()) {
        members.insert(name.to_owned(), json!(tag));
    }
    value
}
