//! Objects of fixed shape, typed by `openapiv3` on shallow copies.

use serde::de::DeserializeOwned;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, Tree, View};

use super::Server;

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
        let value = info.as_ref()?.get(key)?;
        let value = tree.follow(&value).unwrap_or(value);
        let text = match value.kind() {
            Kind::String => value.as_str().map(str::to_owned),
            // `version: 1.0` without quotes is a number in YAML, and the meaning is plain all the same.
            Kind::Number => Some(value.to_json().to_string()),
            _ => None,
        };
        if text.is_none() {
            diagnostics.push(
                Diagnostic::warning(Code::Malformed, format!("`{key}` of the API is no text"))
                    .at(&value.origin(), "a text is expected here")
                    .help("it is passed over"),
            );
        }
        text
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
        let mut head = view.shallow_json(&["url", "description", "variables"]);
        head.get_mut("variables").into_iter().for_each(texts);
        Some(Server { head: from_json(head, &view, "a server", LEFT_OUT, diagnostics)?, view })
    };
    list.items().filter_map(server).collect()
}

/// Makes texts of the numbers in variables: a port without quotes is a number in YAML, and the meaning is plain all the same.
fn texts(variables: &mut serde_json::Value) {
    let variables =
        variables.as_object_mut().into_iter().flatten().filter_map(|(_, variable)| variable.as_object_mut());
    for (_, value) in variables.flatten() {
        let own = if let serde_json::Value::Array(items) = value {
            items.as_mut_slice()
        } else {
            std::slice::from_mut(value)
        };
        for value in own.iter_mut().filter(|value| value.is_number()) {
            *value = serde_json::Value::String(value.to_string());
        }
    }
}

/// Reads `tags`; a broken one is reported and left out.
pub(super) fn tags(root: &View<'_>, diagnostics: &mut Diagnostics) -> Vec<openapiv3::Tag> {
    list(root, "tags", &["name", "description"], "a tag", diagnostics)
}

/// Reads the parts of an operation that have no children worth a look.
pub(super) fn operation(view: &View<'_>, diagnostics: &mut Diagnostics) -> Option<openapiv3::Operation> {
    const HEAD: [&str; 5] = ["tags", "summary", "description", "operationId", "deprecated"];
    let mut head = view.shallow_json(&HEAD);
    // The type asks for the responses, which are found elsewhere.
    if let Some(head) = head.as_object_mut() {
        head.insert("responses".to_owned(), serde_json::Value::Object(serde_json::Map::new()));
    }
    from_json(head, view, "an operation", "the operation cannot be generated", diagnostics)
}

fn list<T: DeserializeOwned>(
    root: &View<'_>,
    key: &str,
    keep: &[&str],
    what: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<T> {
    let Some(list) = root.get(key) else { return Vec::new() };
    list.items().filter_map(|item| typed(&item, keep, what, LEFT_OUT, diagnostics)).collect()
}

/// Reads one object of fixed shape, reporting what does not fit it and what is skipped because of that.
pub(super) fn typed<T: DeserializeOwned>(
    view: &View<'_>,
    keep: &[&str],
    what: &str,
    cost: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    from_json(view.shallow_json(keep), view, what, cost, diagnostics)
}

fn from_json<T: DeserializeOwned>(
    value: serde_json::Value,
    view: &View<'_>,
    what: &str,
    cost: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    match serde_json::from_value(value) {
        Ok(value) => Some(value),
        Err(error) => {
            let diagnostic = Diagnostic::error(Code::Malformed, format!("this is not {what}: {error}"))
                .at(&view.origin(), format!("{what} is expected here"));
            diagnostics.push(diagnostic.cost(cost));
            None
        }
    }
}
