//! Servers: the URLs under which an API, a path or an operation is served.

use crate::diagnostics::Diagnostics;
use crate::openapi::fields::{entries, malformed, objects, spelled, spellings, text};
use crate::openapi::objects::Object;
use crate::openapi::{Server, ServerVariable};
use crate::source::View;

/// Reads `servers`; a broken one is reported and left out.
pub(super) fn servers<'a>(level: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Server<'a>> {
    let mut servers = Vec::new();
    for view in objects(level, "servers") {
        match server(view.clone()) {
            Ok(server) => servers.push(server),
            Err(field) => {
                let why = format!("missing field `{field}`");
                diagnostics.push(malformed(&view, Object::Server, &why, "it is left out"));
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
