//! Request bodies, responses and media types.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::openapi::body::responses;
use crate::openapi::fields::{entries, flag, text};
use crate::openapi::reference::reference_name;
use crate::openapi::{Dialect, Encoding, MediaType, Payload, RequestBody, Response, Style};
use crate::source::View;

use super::Reader;
use super::part::Part;

impl<'a> Reader<'a> {
    /// Reads the body that an operation takes.
    pub(super) fn request_body(self, operation: &View<'a>) -> Result<Option<RequestBody<'a>>, Diagnostic> {
        let Some(body) = operation.get("requestBody") else { return Ok(None) };
        let payload = self.payload(&body)?;
        Ok(Some(RequestBody::Payload { required: flag(&payload.view, "required").unwrap_or(false), payload }))
    }

    /// Reads the responses of an operation.
    pub(super) fn responses(
        self,
        operation: &View<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<(&'a str, Response<'a>)>, Diagnostic> {
        let headers = |response: &View<'a>, diagnostics: &mut Diagnostics| self.headers(response, diagnostics);
        let mut responses = responses(operation, diagnostics, |entry| self.payload(entry), headers)?;
        for (_, response) in &mut responses {
            response.links = response.payload.view.get("links");
        }
        Ok(responses)
    }

    /// Reads what a request body and a response have in common.
    fn payload(self, entry: &View<'a>) -> Result<Payload<'a>, Diagnostic> {
        let component = text(entry, "$ref").and_then(reference_name);
        let Part { view, description } = self.part(entry)?;
        let content = view.get("content").map_or_else(|| Ok(Vec::new()), |content| self.media_types(&content))?;
        Ok(Payload { component, summary: text(&view, "summary"), description, content, view, entry: entry.clone() })
    }

    /// Reads the media types of a `content`.
    pub(super) fn media_types(self, content: &View<'a>) -> Result<Vec<MediaType<'a>>, Diagnostic> {
        content.entries().map(|(name, entry)| Ok(self.media_type(name, self.tree.follow(&entry)?))).collect()
    }

    fn media_type(self, name: &'a str, view: View<'a>) -> MediaType<'a> {
        // An example that is not found is not missed.
        let shown = |(_, example)| {
            let example = self.tree.follow(&example).ok()?;
            let data = example.value("dataValue").filter(|_| self.dialect >= Dialect::V32);
            data.or_else(|| example.value("value"))
        };
        let encoding = entries(&view, "encoding").map(|(name, encoding)| self.encoding(name, encoding)).collect();
        MediaType {
            name,
            schema: view.get("schema"),
            item_schema: view.get("itemSchema").filter(|_| self.dialect >= Dialect::V31),
            encoding,
            example: view.value("example").or_else(|| entries(&view, "examples").find_map(shown)),
            view,
        }
    }

    fn encoding(self, name: &'a str, view: View<'a>) -> Encoding<'a> {
        let headers = entries(&view, "headers").map(|(name, _)| name);
        Encoding {
            name,
            content_type: text(&view, "contentType"),
            headers: headers.filter(|name| !name.eq_ignore_ascii_case("content-type")).collect(),
            style: text(&view, "style").map(|name| Style::named(name, self.dialect)),
            explode: flag(&view, "explode"),
            allow_reserved: flag(&view, "allowReserved"),
            view,
        }
    }
}
