//! `x-signet-environments`: servers with names.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::Environment;
use crate::openapi::Extensions;

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
        let Some(entries): Option<IndexMap<String, Entry>> =
            settings::read(view, "x-signet-environments", self.diagnostics)
        else {
            return;
        };
        for (name, entry) in entries {
            if let Some(key) = &entry.response_key
                && (key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()))
            {
                let origin = view.get(&name).map_or_else(|| view.origin(), |place| place.origin());
                self.diagnostics.push(
                    Diagnostic::error(Code::Extension, format!("the response key of `{name}` is no public key"))
                        .at(&origin, "this environment")
                        .help("an Ed25519 public key is 64 hexadecimal digits"),
                );
                continue;
            }
            self.api.environments.push(Environment {
                name,
                server: entry.server,
                response_key: entry.response_key,
                description: entry.description,
            });
        }
    }
}
