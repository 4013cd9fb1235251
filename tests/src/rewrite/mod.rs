//! Documents of OpenAPI 3.0 written in a later version, with the same meaning.

mod null;
mod objects;
mod schema;

pub use null::Null;

use serde_json::{Map, Value, json};
use signet::Request;
use signet::diagnostics::Diagnostics;
use signet::source::{self, Input};

use objects::Object;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The version that the document declares.
    pub version: &'static str,
    /// How its schemas say that `null` is a value.
    pub null: Null,
}

/// A document of OpenAPI 3.0, with its overlays applied.
#[derive(Clone, Debug)]
pub struct Document {
    root: Value,
}

impl Document {
    /// Loads the document of a request; `None` for one of another version, and for one that is in several files.
    #[must_use]
    pub fn load(request: &Request) -> Option<Self> {
        let Request { limits, inputs, overlays, roots, .. } = request;
        let (_, tree) = source::load_within(limits, inputs, overlays, roots, &mut Diagnostics::new());
        let tree = tree.filter(|tree| tree.files().next().is_none())?;
        let root = tree.root().to_json();
        let is_3_0 = root["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
        is_3_0.then_some(Self { root })
    }

    /// The document as it is.
    #[must_use]
    pub fn input(&self) -> Input {
        input(&self.root)
    }

    /// The document in another spelling.
    #[must_use]
    pub fn rewritten(&self, spelling: Spelling) -> Input {
        let mut root = self.root.clone();
        root["openapi"] = json!(spelling.version);
        rewrite(Object::Document, &mut root, "", spelling);
        input(&root)
    }
}

/// Extensions that documents may not use are gone after loading.
fn input(root: &Value) -> Input {
    Input { trust_extensions: true, ..Input::text("document.json", root.to_string()) }
}

/// Rewrites an object, which stands under a key, and all objects in it.
fn rewrite(object: Object, value: &mut Value, key: &str, spelling: Spelling) {
    let Value::Object(fields) = value else { return };
    if fields.get("$ref").is_some_and(Value::is_string) && object != Object::PathItem {
        // OpenAPI 3.0 ignores what is beside a reference; later versions do not.
        fields.retain(|name, _| name == "$ref");
        return;
    }
    if object == Object::Schema {
        schema::units(fields);
    }
    for (name, field) in fields.iter_mut() {
        object.visit(name, field, &mut |inner, key, value| rewrite(inner, value, key, spelling));
    }
    match object {
        Object::Schema => schema::rewrite(value, spelling.null),
        Object::MediaType => media_type(fields, key),
        Object::Example => example(fields, spelling),
        _ => {}
    }
}

/// A body of bytes needs no schema.
fn media_type(fields: &mut Map<String, Value>, content_type: &str) {
    if content_type == "application/octet-stream" && fields.get("schema").is_some_and(schema::is_file) {
        fields.remove("schema");
    }
}

/// OpenAPI 3.2 has a field for a value as it is in JSON.
fn example(fields: &mut Map<String, Value>, spelling: Spelling) {
    if spelling.version.starts_with("3.2")
        && let Some(value) = fields.remove("value")
    {
        fields.insert("dataValue".to_owned(), value);
    }
}
