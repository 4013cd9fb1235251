//! What a document says of the whole API, its tags and its servers.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, malformed, objects, spelled, spelling, spellings, text};
use crate::openapi::objects::Object;
use crate::openapi::{Info, License, Server, ServerVariable, Tag};
use crate::source::{Tree, View};

/// What a broken object costs that is one of several.
const LEFT_OUT: &str = "it is left out";

/// What an API is called that has no title.
const UNTITLED: &str = "API";

/// Reads `info` as far as it can be read: a title is no reason to do without an API.
pub(in crate::openapi) fn info(tree: &Tree, diagnostics: &mut Diagnostics) -> Info {
    let root = tree.root();
    let info = root.get("info").and_then(|info| tree.follow(&info).ok());
    if info.is_none() {
        diagnostics.push(
            Diagnostic::warning(Code::Malformed, "the document has no `info`")
                .at(&root.origin(), "`info` with `title` and `version` is expected here")
                .help(format!("the API is called `{UNTITLED}`")),
        );
    }
    let mut field = |key: &str| {
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
pub(in crate::openapi) fn tags<'a>(root: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Tag<'a>> {
    let mut tags = Vec::new();
    for tag in objects(root, "tags") {
        match spelled(&tag, "name") {
            Some(name) => {
                let (summary, description) = (text(&tag, "summary"), text(&tag, "description"));
                tags.push(Tag { name, summary, description });
            }
            None => diagnostics.push(malformed(&tag, Object::Tag, "missing field `name`", LEFT_OUT)),
        }
    }
    tags
}

/// Reads `servers`; a broken one is reported and left out.
pub(super) fn servers<'a>(level: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Server<'a>> {
    let mut servers = Vec::new();
    for view in objects(level, "servers") {
        match server(view.clone()) {
            Ok(server) => servers.push(server),
            Err(field) => {
                let why = format!("missing field `{field}`");
                diagnostics.push(malformed(&view, Object::Server, &why, LEFT_OUT));
            }
        }
    }
    servers
}

/// Reads a server, or names the field that it lacks.
fn server(view: View<'_>) -> Result<Server<'_>, &'static str> {
    let url = text(&view, "url").ok_or("url")?.to_owned();
    let mut variables = Vec::new();
    for (name, variable) in entries(&view, "variables").filter(|(_, variable)| variable.is_object()) {
        let default = spelled(&variable, "default").ok_or("default")?;
        let values = spellings(&variable, "enum");
        variables.push((name, ServerVariable { default, values, description: text(&variable, "description") }));
    }
    Ok(Server { url, variables, view })
}
