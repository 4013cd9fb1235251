//! Request bodies, responses and media types of 3.0 and later.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, flag, text};
use crate::openapi::reference::reference_name;
use crate::openapi::{Encoding, MediaType, Payload, RequestBody, Response, Style};
use crate::source::{Tree, View};

use super::parameters::headers;

/// Reads the body that an operation takes.
pub(super) fn request_body<'a>(tree: &'a Tree, operation: &View<'a>) -> Result<Option<RequestBody<'a>>, Diagnostic> {
    let Some(body) = operation.get("requestBody") else { return Ok(None) };
    let payload = payload(tree, &body)?;
    Ok(Some(RequestBody::Payload { required: flag(&payload.view, "required").unwrap_or(false), payload }))
}

/// Reads the responses of an operation. An error whose reference leads nowhere has no body; that is reported.
pub(super) fn responses<'a>(
    tree: &'a Tree,
    operation: &View<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<(&'a str, Response<'a>)>, Diagnostic> {
    let mut responses = Vec::new();
    for (status, entry) in entries(operation, "responses").filter(|(status, _)| !status.starts_with("x-")) {
        let is_error = is_error(status, operation);
        let payload = match payload(tree, &entry) {
            Ok(payload) => payload,
            Err(diagnostic) if is_error => {
                diagnostics.push(diagnostic.spared("the body of this error is kept as it is received"));
                Payload { component: None, description: None, content: Vec::new(), view: entry }
            }
            Err(diagnostic) => return Err(diagnostic),
        };
        let headers = headers(tree, &payload.view, diagnostics);
        let links = payload.view.get("links");
        responses.push((status, Response { payload, headers, links, is_error }));
    }
    Ok(responses)
}

/// Says whether a response is one of an error: no success, and no `default` that stands for one.
fn is_error(status: &str, operation: &View<'_>) -> bool {
    match status {
        "default" => entries(operation, "responses").any(|(status, _)| status.starts_with('2')),
        _ => !status.starts_with('2'),
    }
}

/// Reads what a request body and a response have in common.
fn payload<'a>(tree: &'a Tree, entry: &View<'a>) -> Result<Payload<'a>, Diagnostic> {
    let component = text(entry, "$ref").and_then(reference_name);
    let view = tree.follow(entry)?;
    let content = view.get("content").map_or_else(|| Ok(Vec::new()), |content| media_types(tree, &content))?;
    Ok(Payload { component, description: text(&view, "description"), content, view })
}

/// Reads the media types of a `content`.
pub(super) fn media_types<'a>(tree: &'a Tree, content: &View<'a>) -> Result<Vec<MediaType<'a>>, Diagnostic> {
    content.entries().map(|(name, entry)| Ok(media_type(tree, name, tree.follow(&entry)?))).collect()
}

fn media_type<'a>(tree: &'a Tree, name: &'a str, view: View<'a>) -> MediaType<'a> {
    // An example that is not found is not missed.
    let shown = |(_, example)| tree.follow(&example).ok()?.value("value");
    MediaType {
        name,
        schema: view.get("schema"),
        item_schema: view.get("itemSchema"),
        encoding: entries(&view, "encoding").map(|(name, encoding)| self::encoding(name, encoding)).collect(),
        example: view.value("example").or_else(|| entries(&view, "examples").find_map(shown)),
        view,
    }
}

fn encoding<'a>(name: &'a str, view: View<'a>) -> Encoding<'a> {
    let headers = entries(&view, "headers").map(|(name, _)| name);
    Encoding {
        name,
        content_type: text(&view, "contentType"),
        headers: headers.filter(|name| !name.eq_ignore_ascii_case("content-type")).collect(),
        style: text(&view, "style").map(Style::named),
        explode: flag(&view, "explode"),
        allow_reserved: flag(&view, "allowReserved"),
        view,
    }
}
