//! What a document of any version says of the whole API, and its tags.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Tree, View};

use super::fields::{malformed, objects, spelled, spelling, text};
use super::objects::Object;
use super::{Info, License, Tag};

/// What a broken object costs that is one of several.
const LEFT_OUT: &str = "the object is ignored";

/// What an API is called that has no title.
const UNTITLED: &str = "API";

/// Reads `info` as far as it can be read: a title is no reason to do without an API.
pub(super) fn info(tree: &Tree, diagnostics: &mut Diagnostics) -> Info {
    let root = tree.root();
    let info = root.get("info").and_then(|info| tree.follow(&info).ok());
    if info.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::Incomplete, "the document has no `info`")
                .at(&root.origin(), "expected `info` with `title` and `version`")
                .cost(format!("the title defaults to `{UNTITLED}`")),
        );
    }
    let mut field = |key: &str| {
        // Documents of several files keep long texts elsewhere.
        let said = info.as_ref()?.get(key)?;
        let value = tree.follow(&said).unwrap_or_else(|_| said.clone());
        if said.get("$ref").is_some() && !value.is_string() {
            diagnostics.push(
                Diagnostic::new(Code::FieldKind, format!("`{key}` of `info` is not a string"))
                    .at(&said.origin(), "expected a reference to a string")
                    .cost("the value is ignored"),
            );
        }
        spelling(&value)
    };
    Info {
        title: field("title").unwrap_or_else(|| UNTITLED.to_owned()),
        version: field("version").unwrap_or_default(),
        summary: field("summary"),
        description: field("description"),
        license: info.as_ref().and_then(|info| license(tree, info)),
    }
}

/// Reads the license of the API, if it is an object.
fn license(tree: &Tree, info: &View<'_>) -> Option<License> {
    let license = tree.follow(&info.get("license")?).ok().filter(View::is_object)?;
    Some(License { name: spelled(&license, "name"), identifier: spelled(&license, "identifier") })
}

/// Reads `tags`; a broken one is reported and left out.
pub(super) fn tags<'a>(root: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Tag<'a>> {
    let mut tags = Vec::new();
    for tag in objects(root, "tags") {
        match spelled(&tag, "name") {
            Some(name) => {
                let (summary, description) = (text(&tag, "summary"), text(&tag, "description"));
                tags.push(Tag { name, summary, description, view: tag });
            }
            None => diagnostics.push(malformed(&tag, Object::Tag, "missing field `name`", LEFT_OUT)),
        }
    }
    tags
}
