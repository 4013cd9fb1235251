//! `x-signet-environments`: servers with names.

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::Environment;
use crate::openapi::Extensions;
use crate::source::View;

use super::{Lowering, settings};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    server: String,
    response_key: Option<String>,
    description: Option<String>,
}

impl Lowering<'_, '_> {
    pub(super) fn environments(&mut self, extensions: &Extensions<'_>) {
        let Some(view) = &extensions.environments else { return };
        if !view.is_object() {
            let diagnostic = Diagnostic::new(Code::Extension, "`x-signet-environments` is not an object");
            self.diagnostics.push(diagnostic.at(&view.origin(), "expected an object of environments by name"));
        }
        let checked = extensions.response_check.is_some() || extensions.webhooks.is_some();
        for (name, view) in view.entries() {
            if let Some(environment) = self.environment(name, &view, checked) {
                self.api.environments.push(environment);
            }
        }
    }

    fn environment(&mut self, name: &str, view: &View<'_>, checked: bool) -> Option<Environment> {
        let entry: Entry = settings::read(view, "x-signet-environments", self.diagnostics)?;
        let wrong = match &entry.response_key {
            Some(key) if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Some(("invalid `response-key`", "an Ed25519 public key has 64 hexadecimal digits"))
            }
            _ if name.is_empty() => Some(("the name is empty", "the name becomes the name of a Rust variant")),
            _ if !is_base_url(&entry.server) => {
                Some(("the server is no base URL", "it starts with `https://` and has neither query nor fragment"))
            }
            _ => None,
        };
        if let Some((message, help)) = wrong {
            let diagnostic = Diagnostic::new(Code::Extension, format!("environment `{name}`: {message}"));
            self.diagnostics.push(diagnostic.at(&view.origin(), "this environment").help(help));
            return None;
        }
        if entry.response_key.is_some() && !checked {
            let message = format!("environment `{name}`: `response-key` has no effect");
            let help = "add `x-signet-response-check` or `x-signet-webhooks`, which verify signatures with this key";
            let diagnostic = Diagnostic::new(Code::UnusedExtension, message);
            self.diagnostics.push(diagnostic.at(&view.origin(), "this environment").help(help));
        }
        Some(Environment {
            name: name.to_owned(),
            server: entry.server,
            response_key: entry.response_key,
            description: entry.description,
        })
    }
}

/// Says whether a text can stand before every path.
pub(super) fn is_base_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(|c: char| c.is_whitespace() || "?#{}@".contains(c))
    })
}
