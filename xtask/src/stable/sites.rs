//! The places of a document that can be edited without a change to what is not there.

use signet::diagnostics::push_step;
use signet::source::percent_decode;

use super::value::Value;

/// Keys whose objects hold values by name: what is in them is no keyword.
const NAMED: [&str; 22] = [
    "callbacks",
    "content",
    "definitions",
    "encoding",
    "examples",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securityDefinitions",
    "securitySchemes",
    "variables",
    "webhooks",
    "dependentSchemas",
];

/// Keys whose values are data and no part of the description.
const DATA: [&str; 6] = ["const", "default", "enum", "example", "value", "security"];

/// The methods of a path item.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Says whether the value of a key may be looked into; `named` where the object holds values by name.
pub fn is_described(key: &str, named: bool) -> bool {
    named || !DATA.contains(&key) && !key.starts_with("x-")
}

/// Says whether the object under a key holds values by name.
pub fn holds_names(key: &str, named: bool) -> bool {
    !named && NAMED.contains(&key)
}

/// Paths to places, by what they are.
#[derive(Clone, Debug, Default)]
pub struct Sites {
    /// Schemas with properties.
    pub objects: Vec<Vec<String>>,
    /// Those of them that no other schema is put together with: what one part says of a property changes what is made of it.
    pub alone: Vec<Vec<String>>,
    /// Schemas with several values, all of them strings.
    pub enumerations: Vec<Vec<String>>,
    /// Operations.
    pub operations: Vec<Vec<String>>,
    /// The names of the schemas.
    pub schemas: Vec<String>,
    /// The names of the tags that operations have.
    pub tags: Vec<String>,
}

impl Sites {
    /// Finds all places of a document.
    pub fn of(document: &Value) -> Self {
        let mut sites = Self::default();
        sites.walk(document, false, &mut Vec::new());
        let schemas = document.get("components").and_then(|components| components.get("schemas"));
        sites.schemas = schemas.into_iter().flat_map(Value::entries).map(|(name, _)| name.clone()).collect();
        for (path, item) in document.get("paths").into_iter().flat_map(Value::entries) {
            for (method, operation) in item.entries().iter().filter(|(key, _)| METHODS.contains(&key.as_str())) {
                if operation.get("responses").is_some() {
                    sites.operations.push(["paths", path, method].map(str::to_owned).to_vec());
                }
                let tags = operation.get("tags").into_iter().flat_map(Value::items).filter_map(Value::as_str);
                sites.tags.extend(tags.map(str::to_owned));
            }
        }
        let mut parts = Vec::new();
        referenced_parts(document, &mut parts);
        let is_part = |path: &Vec<String>| match path.as_slice() {
            [components, schemas, name, ..] if components == "components" && schemas == "schemas" => {
                parts.contains(name)
            }
            _ => false,
        };
        // What a reference leads into is a part of what refers to it.
        let mut referenced = Vec::new();
        referenced_places(document, &mut referenced);
        let is_referenced = |path: &Vec<String>| {
            let mut pointer = String::new();
            for step in path {
                push_step(&mut pointer, step);
            }
            referenced
                .iter()
                .any(|place| place.strip_prefix(&pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        };
        sites.operations.retain(|path| !is_referenced(path));
        // The members of an event are those of its stream, whatever else a schema says of them.
        sites.objects.retain(|path| !path.contains(&"itemSchema".to_owned()));
        sites.objects.retain(|path| path.first().is_some_and(|first| first == "components") || !is_referenced(path));
        let alone = sites.objects.iter().filter(|path| !path.contains(&"allOf".to_owned()) && !is_part(path));
        sites.alone = alone.cloned().collect();
        sites.tags.sort();
        sites.tags.dedup();
        sites
    }

    fn walk(&mut self, value: &Value, named: bool, path: &mut Vec<String>) {
        if !named {
            let is_object = value.get("properties").is_some_and(|properties| !properties.entries().is_empty());
            if is_object && value.get("discriminator").is_none() {
                self.objects.push(path.clone());
            }
            let values = value.get("enum").map(Value::items).unwrap_or_default();
            if values.len() > 2 && values.iter().all(|value| value.as_str().is_some_and(|text| !text.is_empty())) {
                self.enumerations.push(path.clone());
            }
        }
        let children = value.entries().iter().map(|(key, child)| (key.clone(), child));
        for (key, child) in children.filter(|(key, _)| is_described(key, named)) {
            let by_name = holds_names(&key, named);
            path.push(key);
            self.walk(child, by_name, path);
            path.pop();
        }
        for (position, child) in value.items().iter().enumerate() {
            path.push(position.to_string());
            self.walk(child, false, path);
            path.pop();
        }
    }
}

/// Collects the names of the schemas that `allOf` refers to.
fn referenced_parts(value: &Value, found: &mut Vec<String>) {
    let parts = value.get("allOf").into_iter().flat_map(Value::items).filter_map(|part| part.get("$ref")?.as_str());
    found.extend(parts.filter_map(|reference| Some(reference.rsplit_once('/')?.1.to_owned())));
    value.entries().iter().for_each(|(_, child)| referenced_parts(child, found));
    value.items().iter().for_each(|child| referenced_parts(child, found));
}

/// Collects the places within operations that references lead to.
fn referenced_places(value: &Value, found: &mut Vec<String>) {
    let place = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    found.extend(place.filter(|place| place.starts_with("/paths/")).map(percent_decode));
    value.entries().iter().for_each(|(_, child)| referenced_places(child, found));
    value.items().iter().for_each(|child| referenced_places(child, found));
}

/// The arrays whose order does not matter. In `allOf`, the first part is what the others narrow.
const UNORDERED: [&str; 6] = ["tags", "parameters", "oneOf", "anyOf", "enum", "required"];

/// Makes an order that depends on the seed alone, of all objects and of the arrays whose order does not matter. Where a
/// reference leads to a position in such an array, arrays keep their order.
pub fn shuffle(value: &mut Value, random: &mut fastrand::Rng) {
    let has_order = refers_to_positions(value);
    shuffle_within(value, (false, has_order), random);
}

/// Says whether a reference leads to a position in an array.
fn refers_to_positions(value: &Value) -> bool {
    let is_position = |reference: &str| {
        let steps: Vec<&str> = reference.split('/').collect();
        steps.windows(2).any(|pair| {
            matches!(pair, [list, position] if UNORDERED.contains(list) && position.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    value.get("$ref").and_then(Value::as_str).is_some_and(is_position)
        || value.entries().iter().any(|(_, child)| refers_to_positions(child))
        || value.items().iter().any(refers_to_positions)
}

fn shuffle_within(value: &mut Value, (named, has_order): (bool, bool), random: &mut fastrand::Rng) {
    match value {
        Value::Object(entries) => {
            for (key, child) in entries.iter_mut().filter(|(key, _)| is_described(key, named)) {
                shuffle_within(child, (holds_names(key, named), has_order), random);
            }
            for (key, child) in entries.iter_mut() {
                if let Value::Array(items) = child
                    && !named
                    && !has_order
                    && UNORDERED.contains(&key.as_str())
                {
                    random.shuffle(items);
                }
            }
            random.shuffle(entries);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| shuffle_within(item, (false, has_order), random)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        Value::from(json!({
            "paths": { "/a": { "get": { "tags": ["A"], "responses": {}, "servers": [1, 2, 3, 4, 5] } } },
            "components": { "schemas": {
                "enum": { "properties": { "default": { "enum": ["a", "b", "c"] } }, "example": { "tags": ["a", "b", "c", "d"] } },
                "tagged": { "properties": { "kind": {} }, "discriminator": { "propertyName": "kind" } }
            } }
        }))
    }

    #[test]
    fn places_are_found_by_what_they_are_and_not_by_their_names() {
        let sites = Sites::of(&document());
        let shown = |paths: &[Vec<String>]| paths.iter().map(|path| path.join("/")).collect::<Vec<_>>();
        assert_eq!(shown(&sites.objects), ["components/schemas/enum"]);
        assert_eq!(shown(&sites.enumerations), ["components/schemas/enum/properties/default"]);
        assert_eq!(shown(&sites.operations), ["paths//a/get"]);
        assert_eq!((sites.schemas, sites.tags), (vec!["enum".to_owned(), "tagged".to_owned()], vec!["A".to_owned()]));
    }

    #[test]
    fn shuffling_leaves_orders_that_say_something() {
        let texts: Vec<String> = (0..20)
            .map(|seed| {
                let mut document = document();
                shuffle(&mut document, &mut fastrand::Rng::with_seed(seed));
                document.json()
            })
            .collect();
        assert!(texts.iter().all(|text| text.contains(r#""servers":[1,2,3,4,5]"#)));
        assert!(texts.iter().all(|text| text.contains(r#"{"tags":["a","b","c","d"]}"#)));
        assert!(texts.iter().any(|text| !text.contains(r#"["a","b","c"]"#)));
        assert!(
            texts.iter().any(|text| text.starts_with(r#"{"components""#))
                && texts.iter().any(|text| text.starts_with(r#"{"paths""#))
        );
    }
}
