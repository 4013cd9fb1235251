//! Operations: each with what it takes and its responses, references followed.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::openapi::Operation;
use crate::openapi::fields::{flag, spelled, spellings, text};
use crate::openapi::paths::without_responses;
use crate::openapi::security::requirements;
use crate::source::View;

use super::Reader;

impl<'a> Reader<'a> {
    /// Reads an operation of a path item.
    pub(super) fn operation(
        self,
        path: &'a str,
        method: String,
        item: &View<'a>,
        view: View<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Operation<'a>, Diagnostic> {
        let mut taken = self.parameters(item, &view, diagnostics)?;
        let request_body = self.request_body(&view, &mut taken);
        let responses = self.responses(&view, diagnostics)?;
        if responses.is_empty() {
            diagnostics.push(without_responses(path, &method, &view));
        }
        let security = requirements(&view).or_else(|| requirements(&self.tree.root())).unwrap_or_default();
        Ok(Operation {
            path,
            method,
            id: spelled(&view, "operationId"),
            tags: spellings(&view, "tags"),
            summary: text(&view, "summary"),
            description: text(&view, "description"),
            deprecated: flag(&view, "deprecated").unwrap_or(false),
            parameters: taken.parameters,
            request_body,
            responses,
            security,
            servers: self.own_servers(&view)?,
            callbacks: None,
            view,
        })
    }
}
