//! Headers of responses.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, text};
use crate::openapi::{Header, ParameterContent};
use crate::source::View;

use super::Reader;

impl<'a> Reader<'a> {
    /// Reads the headers of a response, but for that of its content type. A header without a target is reported and skipped.
    pub(super) fn headers(self, response: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Header<'a>> {
        let declared = entries(response, "headers").filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        let header = |(name, entry): (&'a str, View<'a>)| {
            let read = self.tree.follow(&entry);
            let view = read.map_err(|diagnostic| diagnostics.push(diagnostic.spared("the header is skipped"))).ok()?;
            if let Some(other) = view.get("collectionFormat").filter(|name| name.as_str() != Some("csv")) {
                diagnostics.push(
                    Diagnostic::new(Code::ParameterStyle, "unsupported `collectionFormat` in a response header")
                        .at(&other.origin(), "expected `csv`")
                        .cost("the header is skipped"),
                );
                return None;
            }
            let content = match (text(&view, "type"), view.get("schema")) {
                (Some(_), _) => ParameterContent::Own,
                (None, Some(schema)) => ParameterContent::Schema(schema),
                (None, None) => ParameterContent::Unsaid,
            };
            Some(Header { name, content, deprecated: false, description: text(&view, "description"), view, entry })
        };
        declared.filter_map(header).collect()
    }
}
