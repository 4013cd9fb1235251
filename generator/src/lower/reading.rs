//! `x-signet-reading`: how responses are read that do not fit the document.

use serde::Deserialize;

use crate::ir::Reading;
use crate::openapi::Extensions;

use super::{Lowering, settings};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Entry {
    Strict,
    Lenient,
}

impl Lowering<'_, '_> {
    pub(super) fn reading(&mut self, extensions: &Extensions<'_>) {
        let Some(view) = &extensions.reading else { return };
        self.api.reading = match settings::read(view, "x-signet-reading", self.diagnostics) {
            Some(Entry::Lenient) => Reading::Lenient,
            Some(Entry::Strict) | None => Reading::Strict,
        };
    }
}
