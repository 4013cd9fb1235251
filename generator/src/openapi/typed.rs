//! Objects of fixed shape, typed by `openapiv3` on shallow copies.

use serde::de::DeserializeOwned;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, Tree, View};

use super::Server;
use super::objects::Object;
use super::shape::fitting;

/// What a broken object costs that is one of several.
const LEFT_OUT: &str = "it is left out";

/// What an API is called that has no title.
const UNTITLED: &str = "API";

/// Reads `info` as far as it can be read: a title is no reason to do without an API.
pub(super) fn info(tree: &Tree, diagnostics: &mut Diagnostics) -> openapiv3::Info {
    let root = tree.root();
    let info = root.get("info").and_then(|info| tree.follow(&info).ok());
    if info.is_none() {
        diagnostics.push(
            Diagnostic::warning(Code::Malformed, "the document has no `info`")
                .at(&root.origin(), "`info` with `title` and `version` is expected here")
                .help(format!("the API is called `{UNTITLED}`")),
        );
    }
    let mut text = |key: &str| {
        // Documents of several files keep long texts elsewhere.
        let said = info.as_ref()?.get(key)?;
        let value = tree.follow(&said).unwrap_or_else(|_| said.clone());
        if said.get("$ref").is_some() && !value.is_string() {
            diagnostics.push(
                Diagnostic::warning(Code::Malformed, format!("`{key}` of `info` leads to no string"))
                    .at(&said.origin(), "expected a reference to a file that holds a string")
                    .help("it is ignored"),
            );
        }
        match value.kind() {
            Kind::String => value.as_str().map(str::to_owned),
            // `version: 1.0` without quotes is a number in YAML, and the meaning is plain all the same.
            Kind::Number => Some(value.to_json().to_string()),
            _ => None,
        }
    };
    openapiv3::Info {
        title: text("title").unwrap_or_else(|| UNTITLED.to_owned()),
        version: text("version").unwrap_or_default(),
        description: text("description"),
        ..openapiv3::Info::default()
    }
}

/// Reads `servers`; a broken one is reported and left out.
pub(super) fn servers<'a>(level: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Server<'a>> {
    let Some(list) = level.get("servers") else { return Vec::new() };
    let server = |view: View<'a>| {
        let head = typed(&view, Object::Server, &["url", "description", "variables"], LEFT_OUT, diagnostics)?;
        Some(Server { head, view })
    };
    list.items().filter(View::is_object).filter_map(server).collect()
}

/// Reads `tags`; a broken one is reported and left out.
pub(super) fn tags(root: &View<'_>, diagnostics: &mut Diagnostics) -> Vec<openapiv3::Tag> {
    let Some(list) = root.get("tags") else { return Vec::new() };
    let tags = list.items().filter(View::is_object);
    tags.filter_map(|tag| typed(&tag, Object::Tag, &["name", "description"], LEFT_OUT, diagnostics)).collect()
}

/// Reads the parts of an operation that have no children worth a look.
pub(super) fn operation(view: &View<'_>, diagnostics: &mut Diagnostics) -> Option<openapiv3::Operation> {
    const HEAD: [&str; 5] = ["tags", "summary", "description", "operationId", "deprecated"];
    let mut head = fitting(view, Object::Operation, &HEAD);
    // The type asks for the responses, which are found elsewhere.
    if let Some(head) = head.as_object_mut() {
        head.insert("responses".to_owned(), serde_json::Value::Object(serde_json::Map::new()));
    }
    from_json(head, view, Object::Operation, "the operation cannot be generated", diagnostics)
}

/// Reads one object of fixed shape, reporting what does not fit it and what is skipped because of that. Fields that hold
/// another kind of value count as absent.
fn typed<T: DeserializeOwned>(
    view: &View<'_>,
    object: Object,
    keep: &[&str],
    cost: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    from_json(fitting(view, object, keep), view, object, cost, diagnostics)
}

pub(super) fn from_json<T: DeserializeOwned>(
    value: serde_json::Value,
    view: &View<'_>,
    object: Object,
    cost: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    match serde_json::from_value(value) {
        Ok(value) => Some(value),
        Err(error) => {
            let what = object.name();
            let diagnostic = Diagnostic::error(Code::Malformed, format!("this is not {what}: {error}"))
                .at(&view.origin(), format!("{what} is expected here"));
            diagnostics.push(diagnostic.cost(cost));
            None
        }
    }
}
