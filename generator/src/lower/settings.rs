//! Reading the values of `x-signet-*` keys: typed, with a clear error for what does not fit.

use serde::de::DeserializeOwned;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::View;

/// Reads one value; what is wrong with it is reported at its place.
pub(super) fn read<T: DeserializeOwned>(view: &View<'_>, key: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    match serde_json::from_value(view.to_json()) {
        Ok(value) => Some(value),
        Err(error) => {
            diagnostics.push(
                Diagnostic::new(Code::Extension, format!("invalid `{key}`: {error}"))
                    .at(&view.origin(), "this value")
                    .help("see docs/overlay.md for the schema of the key"),
            );
            None
        }
    }
}
