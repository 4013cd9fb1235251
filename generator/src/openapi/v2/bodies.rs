//! Bodies of requests and responses: a schema, in the media types that the operation or the document lists.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::openapi::body::responses;
use crate::openapi::fields::{flag, text};
use crate::openapi::reference::reference_name;
use crate::openapi::{MediaType, Payload, RequestBody, Response};
use crate::source::View;

use super::Reader;
use super::parameters::{Body, Taken};

/// The media type of a value where the document lists none.
const JSON: &str = "application/json";
/// The media type of a file where the document lists none.
const ANY: &str = "*/*";
/// The media type of a form without files.
const URL_ENCODED: &str = "application/x-www-form-urlencoded";
/// The media type of a form with files.
const PARTS: &str = "multipart/form-data";

impl<'a> Reader<'a> {
    /// The media types that an operation lists in a field, else those of the document; an empty list of the operation
    /// stands for none.
    fn media_types(self, operation: &View<'a>, field: &str) -> Vec<&'a str> {
        let list = operation.get(field).or_else(|| self.tree.root().get(field));
        list.iter().flat_map(View::items).filter_map(|name| name.as_str()).collect()
    }

    /// The body that an operation takes.
    pub(super) fn request_body(self, operation: &View<'a>, taken: &mut Taken<'a>) -> Option<RequestBody<'a>> {
        let consumed = self.media_types(operation, "consumes");
        if let Some(Body { component, view, entry }) = taken.body.take() {
            let schema = view.get("schema");
            let names = if consumed.is_empty() { vec![JSON] } else { consumed };
            let media = |name| MediaType::of(name, schema.clone(), view.clone());
            let payload = Payload {
                component,
                summary: None,
                description: text(&view, "description"),
                content: names.into_iter().map(media).collect(),
                view: view.clone(),
                entry,
            };
            return Some(RequestBody::Payload { required: flag(&view, "required").unwrap_or(false), payload });
        }
        if taken.form.is_empty() {
            return None;
        }
        let parameters = std::mem::take(&mut taken.form);
        let is_file = |view: &View<'a>| text(view, "type") == Some("file");
        let holds_file = |view: &View<'a>| is_file(view) || view.get("items").is_some_and(|items| is_file(&items));
        let needs_parts = parameters.iter().any(|parameter| holds_file(&parameter.view));
        let find = |start: &str| consumed.iter().copied().find(|name| name.starts_with(start));
        let content_type = match (find("multipart/"), find(URL_ENCODED)) {
            (Some(parts), _) if needs_parts => parts,
            (None, _) if needs_parts => PARTS,
            (_, Some(form)) => form,
            (Some(parts), None) => parts,
            (None, None) => URL_ENCODED,
        };
        Some(RequestBody::Form { parameters, content_type })
    }

    /// Reads the responses of an operation.
    pub(super) fn responses(
        self,
        operation: &View<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<(&'a str, Response<'a>)>, Diagnostic> {
        let produced = self.media_types(operation, "produces");
        let payload = |entry: &View<'a>| {
            let view = self.tree.follow(entry)?;
            Ok(Payload {
                component: text(entry, "$ref").and_then(reference_name),
                summary: None,
                description: text(&view, "description"),
                content: view.get("schema").map(|schema| content(&schema, &produced, &view)).unwrap_or_default(),
                view,
                entry: entry.clone(),
            })
        };
        let headers = |response: &View<'a>, diagnostics: &mut Diagnostics| self.headers(response, diagnostics);
        responses(operation, diagnostics, payload, headers)
    }
}

/// The media types of a response that has a schema, each with the example that the document shows of it.
fn content<'a>(schema: &View<'a>, produced: &[&'a str], view: &View<'a>) -> Vec<MediaType<'a>> {
    let usual = if text(schema, "type") == Some("file") { ANY } else { JSON };
    let names = if produced.is_empty() { &[usual] } else { produced };
    let examples = view.get("examples");
    let media = |name: &&'a str| MediaType {
        example: examples.as_ref().and_then(|examples| examples.value(name)),
        ..MediaType::of(name, Some(schema.clone()), view.clone())
    };
    names.iter().map(media).collect()
}
