//! Operations: each with its parameters, body and responses, references followed.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::openapi::fields::{flag, spelled, spellings, text};
use crate::openapi::paths::without_responses;
use crate::openapi::security::requirements;
use crate::openapi::{Dialect, Operation};
use crate::source::View;

use super::{Reader, servers};

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
        let parameters = self.parameters(item, &view)?;
        let request_body = self.request_body(&view)?;
        let responses = self.responses(&view, diagnostics)?;
        // From 3.1 on, an operation may have no responses.
        let may_lack = self.dialect >= Dialect::V31 && view.get("responses").is_none();
        if responses.is_empty() && !may_lack {
            diagnostics.push(without_responses(path, &method, &view));
        }
        let security = requirements(&view).or_else(|| requirements(&self.tree.root())).unwrap_or_default();
        let level = if view.get("servers").is_some() { &view } else { item };
        Ok(Operation {
            path,
            method,
            id: spelled(&view, "operationId"),
            tags: spellings(&view, "tags"),
            summary: text(&view, "summary"),
            description: text(&view, "description"),
            deprecated: flag(&view, "deprecated").unwrap_or(false),
            parameters,
            request_body,
            responses,
            security,
            servers: servers::servers(level, diagnostics),
            callbacks: view.get("callbacks"),
            view,
        })
    }
}
