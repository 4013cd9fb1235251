//! The version of OpenAPI that a document is written in.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Tree;

/// A version of OpenAPI, as far as it changes how a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0.
    V30,
    /// OpenAPI 3.1.
    V31,
    /// OpenAPI 3.2.
    V32,
}

impl Dialect {
    /// Reads the version that a document declares; one that Signet does not read is reported.
    pub(super) fn read(tree: &Tree, diagnostics: &mut Diagnostics) -> Option<Self> {
        let root = tree.root();
        if let Some(swagger) = root.get("swagger") {
            diagnostics.push(
                Diagnostic::error(Code::UnknownVersion, "Swagger 2.0 is not understood yet")
                    .at(&swagger.origin(), "this document's version")
                    .help("convert the document to OpenAPI 3.0 first"),
            );
            return None;
        }
        let Some(version) = root.get("openapi") else {
            diagnostics.push(
                Diagnostic::error(Code::UnknownVersion, "this is no OpenAPI document: it has no `openapi` version")
                    .at(&root.origin(), "an object with `openapi`, `info` and `paths` is expected here"),
            );
            return None;
        };
        // `openapi: 3.1` without quotes is a number in YAML, and the meaning is plain all the same.
        let text = version.as_str().map_or_else(|| version.to_json().to_string(), str::to_owned);
        if text == "3.0" || text.starts_with("3.0.") {
            return Some(Self::V30);
        }
        diagnostics.push(
            Diagnostic::error(Code::UnknownVersion, format!("OpenAPI {text} is not understood yet"))
                .at(&version.origin(), "this document's version")
                .help("3.0 is understood"),
        );
        None
    }
}
