//! Responses and the statuses they stand for.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Response, ResponseHeader, Responses, StatusPattern, Why};
use crate::openapi::{self, Header, ParameterContent, Schema};

use super::body::{Direction, Media};
use super::{Lowering, joined};

impl<'a> Lowering<'a, '_> {
    pub(super) fn responses(
        &mut self,
        source: &[(&'a str, openapi::Response<'a>)],
        operation: &str,
    ) -> Option<Responses> {
        let mut responses = Responses::default();
        for (key, entry) in source {
            let lowered = self.response(entry, key, operation)?;
            if *key == "default" {
                responses.default = Some(lowered);
            } else if let Some(pattern) = status(key) {
                responses.by_status.push((pattern, lowered));
            } else {
                self.diagnostics.push(
                    Diagnostic::new(Code::Status, format!("invalid status code `{key}`"))
                        .at(&entry.payload.view.origin(), "this response")
                        .help("expected three digits, a class such as `4XX`, or `default`")
                        .cost("the operation is skipped"),
                );
                return None;
            }
        }
        // Without any, each success is one.
        if source.is_empty() {
            responses.default = Some(Response::default());
        }
        Some(responses)
    }

    fn response(&mut self, source: &openapi::Response<'a>, key: &str, operation: &str) -> Option<Response> {
        let words = match &source.payload.component {
            Some(name) => vec![name.clone()],
            None => vec![operation.to_owned(), response_role(key).to_owned()],
        };
        let direction = if source.is_error { Direction::Error } else { Direction::Response };
        let Media { read: media, spellings: unread } = self.media(&source.payload, &words, direction)?;
        let headers = self.response_headers(&source.headers, operation)?;
        if let Some(links) = &source.links {
            self.diagnostics.push(
                Diagnostic::new(Code::Dropped, "`links` of a response is not supported").at(&links.origin(), "ignored"),
            );
        }
        let description = joined(source.payload.summary, source.payload.description);
        Some(Response { description, media, unread, headers })
    }

    fn response_headers(&mut self, declared: &[Header<'a>], operation: &str) -> Option<Vec<ResponseHeader>> {
        let mut headers = Vec::new();
        for header in declared {
            self.note_part(&header.entry, &header.view);
            // One with a media type holds a text that the program takes apart.
            let hint = Hint::inline(vec![operation.to_owned(), header.name.to_owned()]);
            let ty = match &header.content {
                ParameterContent::Schema(schema) => self.schema(&Schema::new(schema.clone(), self.dialect), hint)?,
                ParameterContent::Own => {
                    let schema = self.own_schema(&header.view);
                    self.schema(&schema, hint)?
                }
                ParameterContent::Media(_) => self.without_schema(
                    &header.view,
                    Why::Lost("`content` of a header is not supported".to_owned()),
                    hint,
                ),
                ParameterContent::Unsaid => self.without_schema(&header.view, Why::Unsaid, hint),
            };
            headers.push(ResponseHeader {
                name: header.name.to_owned(),
                ty,
                description: header.description.map(str::to_owned),
                deprecated: header.deprecated,
            });
        }
        Some(headers)
    }
}

/// The word for the body of a response in names.
pub(super) fn response_role(key: &str) -> &'static str {
    if status(key).is_some_and(StatusPattern::is_success) { "response" } else { "error" }
}

/// Reads `200` or `4XX`.
fn status(key: &str) -> Option<StatusPattern> {
    match key.as_bytes() {
        [class @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(StatusPattern::Class(class - b'0')),
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(StatusPattern::Exact),
        _ => None,
    }
}
