//! Random arguments of a document's operations: values in JSON that its schemas allow, edge cases among them.

use serde_json::{Map, Value, json};

use crate::examples::{members, resolved, target, variants};
use crate::random::Random;

/// How deep a value goes; below, it has only required properties and empty lists.
const DEPTH: usize = 6;

/// Strings that are easily changed by escaping.
const TEXTS: [&str; 14] = [
    "ETH",
    "",
    "a b",
    "a+b&c=d",
    "é",
    "中文😀",
    "~*'()!",
    " +&=/?#%;,:@$[]{}\\|\"<>^`",
    "a\nb\tc\u{0}\u{7f}\u{2028}",
    "%41%2f",
    "a.b-c_d",
    "null",
    "0012",
    "../a",
];

/// An operation of a document.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'d> {
    document: &'d Value,
    item: &'d Value,
    node: &'d Value,
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Parameter<'d> {
    /// Its name on the wire.
    pub name: &'d str,
    /// Whether it is part of the path.
    pub is_path: bool,
    /// Whether it must be given.
    pub is_required: bool,
    /// The schema of its values, without references.
    pub schema: &'d Value,
}

impl<'d> Operation<'d> {
    /// Finds an operation by method and path: `GET /oauth/token`.
    #[must_use]
    pub fn find(document: &'d Value, key: &str) -> Option<Self> {
        let (method, path) = key.split_once(' ')?;
        let item = document["paths"].get(path)?;
        let node = item.get(method.to_lowercase())?;
        Some(Self { document, item, node })
    }

    /// Returns its `operationId`.
    #[must_use]
    pub fn id(&self) -> &'d str {
        self.node["operationId"].as_str().unwrap()
    }

    /// Returns the parameters in its path and query.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'d>> {
        let lists = [&self.item["parameters"], &self.node["parameters"]];
        let document = self.document;
        lists.into_iter().flat_map(|list| list.as_array().into_iter().flatten()).map(move |parameter| {
            let parameter = resolved(document, parameter);
            Parameter {
                name: parameter["name"].as_str().unwrap(),
                is_path: parameter["in"] == "path",
                is_required: parameter["required"] == true,
                schema: resolved(document, &parameter["schema"]),
            }
        })
    }

    /// Returns random arguments by their names: those of the path and query that are required, and some of the others.
    #[must_use]
    pub fn arguments(&self, random: &mut Random) -> Map<String, Value> {
        let mut arguments = Map::new();
        for parameter in self.parameters() {
            if parameter.is_required || random.coin() {
                let mut value = value(self.document, parameter.schema, DEPTH, random);
                // An empty segment makes another path, which clients refuse.
                if parameter.is_path && value == "" {
                    value = json!("..a");
                }
                arguments.insert(parameter.name.to_owned(), value);
            }
        }
        arguments
    }

    /// Returns a random body, where it has one in JSON.
    #[must_use]
    pub fn body(&self, random: &mut Random) -> Option<Value> {
        let body = resolved(self.document, self.node.get("requestBody")?);
        Some(value(self.document, body["content"]["application/json"].get("schema")?, DEPTH, random))
    }
}

fn value(document: &Value, schema: &Value, depth: usize, random: &mut Random) -> Value {
    let schema = resolved(document, schema);
    if let Some(values) = schema["enum"].as_array() {
        return random.of(values).clone();
    }
    let tags = variants(document, schema);
    if let (Some(property), false) = (schema["discriminator"]["propertyName"].as_str(), tags.is_empty()) {
        let (tag, reference) = random.of(&tags);
        let mut chosen = value(document, target(document, reference), depth.saturating_sub(1), random);
        chosen[property] = json!(tag);
        return chosen;
    }
    let (properties, required) = members(document, schema);
    if !properties.is_empty() {
        let mut object = Map::new();
        for (name, property) in &properties {
            if required.contains(&name.as_str()) || (depth > 0 && random.coin()) {
                object.insert(name.clone(), value(document, property, depth.saturating_sub(1), random));
            }
        }
        return Value::Object(object);
    }
    if let [part] = schema["allOf"].as_array().map_or(&[][..], Vec::as_slice) {
        return value(document, part, depth, random);
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(random.coin()),
        Some("integer") => integer(schema, random),
        Some("number") => random.of(&[json!(0.1), json!(-1.5e300), json!(5e-324), json!(3), json!(1e21)]).clone(),
        Some("string") => text(schema, random),
        Some("array") => {
            let (least, most) = (schema["minItems"].as_u64().unwrap_or(0), schema["maxItems"].as_u64().unwrap_or(3));
            let spread = if depth == 0 { 0 } else { most.saturating_sub(least).min(3) };
            let count = least + random.bits() % (spread + 1);
            (0..count).map(|_| value(document, &schema["items"], depth.saturating_sub(1), random)).collect()
        }
        _ => random.of(&[json!({}), json!({ "any": [1, "é", { "x": false }] })]).clone(),
    }
}

fn integer(schema: &Value, random: &mut Random) -> Value {
    let whole = if schema["format"] == "int32" { i32::MIN.into()..=i32::MAX.into() } else { i64::MIN..=i64::MAX };
    let least = schema["minimum"].as_i64().unwrap_or(*whole.start());
    let most = schema["maximum"].as_i64().unwrap_or(*whole.end());
    json!(random.of(&[least, most, 0, -1, 7, 9_007_199_254_740_993]).clamp(&least, &most))
}

fn text(schema: &Value, random: &mut Random) -> Value {
    let shown = ["example", "default"].into_iter().find_map(|key| schema[key].as_str());
    match (schema["format"].as_str(), shown) {
        (Some("uuid"), _) => {
            let (high, low) = (random.bits(), random.bits());
            let [a, b, c, d] = [high >> 32, high >> 16 & 0xFFFF, high & 0xFFFF, low >> 48];
            json!(format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{:012x}", low & 0xFFFF_FFFF_FFFF))
        }
        (Some("date"), _) => json!(random.of(&["2024-02-29", "0001-01-01", "9999-12-31"])),
        (Some("date-time"), _) => json!("2024-02-29T23:59:59Z"),
        (_, Some(shown)) if schema["pattern"].is_string() || random.coin() => json!(shown),
        _ => {
            let length = |bound: &str| schema[bound].as_u64().and_then(|length| usize::try_from(length).ok());
            let text = random.of(&TEXTS).chars().take(length("maxLength").unwrap_or(usize::MAX));
            let text: String = text.collect();
            let missing = length("minLength").unwrap_or(0).saturating_sub(text.chars().count());
            json!(text + &"x".repeat(missing))
        }
    }
}
