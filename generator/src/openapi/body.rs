//! Bodies of requests and responses: the media types that each may have.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::View;

use super::fields::entries;
use super::{Header, Parameter, Style};

/// The body of a request.
#[derive(Debug)]
pub enum RequestBody<'a> {
    /// A value in one of several media types.
    Payload {
        /// Whether each request must have it.
        required: bool,
        /// The body itself.
        payload: Payload<'a>,
    },
    /// A form, of which each property is a parameter.
    Form {
        /// Its properties.
        parameters: Vec<Parameter<'a>>,
        /// Its content type.
        content_type: &'a str,
    },
}

/// A response.
#[derive(Debug)]
pub struct Response<'a> {
    /// Its body.
    pub payload: Payload<'a>,
    /// The headers that it may have, but for that of its content type.
    pub headers: Vec<Header<'a>>,
    /// Operations that its values lead to.
    pub links: Option<View<'a>>,
    /// Whether it is one of an error, so that the operation can do without its body.
    pub is_error: bool,
}

/// A body and its media types.
#[derive(Debug)]
pub struct Payload<'a> {
    /// The component's name, where it is one.
    pub component: Option<String>,
    /// One line.
    pub summary: Option<&'a str>,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
    /// Its media types, in the document's order.
    pub content: Vec<MediaType<'a>>,
    /// The request body or response, references followed.
    pub view: View<'a>,
    /// Where the document has it: the same, or a reference to it.
    pub entry: View<'a>,
}

/// A media type of a body.
#[derive(Debug)]
pub struct MediaType<'a> {
    /// The content type.
    pub name: &'a str,
    /// What a body holds.
    pub schema: Option<View<'a>>,
    /// What each element of a stream holds.
    pub item_schema: Option<View<'a>>,
    /// How the properties of a form are written.
    pub encoding: Vec<Encoding<'a>>,
    /// A body that the document shows: its example, or the first of several.
    pub example: Option<View<'a>>,
    /// The media type itself, references followed.
    pub view: View<'a>,
}

impl<'a> MediaType<'a> {
    /// A media type of which only the schema is known.
    pub(super) fn of(name: &'a str, schema: Option<View<'a>>, view: View<'a>) -> Self {
        Self { name, schema, item_schema: None, encoding: Vec::new(), example: None, view }
    }

    /// Finds how a property is written.
    #[must_use]
    pub fn encoding_of(&self, property: &str) -> Option<&Encoding<'a>> {
        self.encoding.iter().find(|encoding| encoding.name == property)
    }
}

/// How a property of a form is written.
#[derive(Debug)]
pub struct Encoding<'a> {
    /// The property's name.
    pub name: &'a str,
    /// The content type of its part.
    pub content_type: Option<&'a str>,
    /// The names of the headers that its part may have, but for that of its content type.
    pub headers: Vec<&'a str>,
    /// How its value is written in a form without parts.
    pub style: Option<Style<'a>>,
    /// Whether each element of a list or object is written apart.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: Option<bool>,
    /// The encoding itself.
    pub view: View<'a>,
}

/// Reads the responses of an operation, each by its status. An error whose reference has no target has no body; that is
/// reported.
pub(super) fn responses<'a>(
    operation: &View<'a>,
    diagnostics: &mut Diagnostics,
    payload: impl Fn(&View<'a>) -> Result<Payload<'a>, Diagnostic>,
    headers: impl Fn(&View<'a>, &mut Diagnostics) -> Vec<Header<'a>>,
) -> Result<Vec<(&'a str, Response<'a>)>, Diagnostic> {
    let mut responses = Vec::new();
    for (status, entry) in entries(operation, "responses").filter(|(status, _)| !status.starts_with("x-")) {
        let is_error = is_error(status, operation);
        let payload = match payload(&entry) {
            Ok(payload) => payload,
            Err(diagnostic) if is_error => {
                diagnostics.push(diagnostic.spared("the body of this error is not decoded"));
                Payload {
                    component: None,
                    summary: None,
                    description: None,
                    content: Vec::new(),
                    view: entry.clone(),
                    entry,
                }
            }
            Err(diagnostic) => return Err(diagnostic),
        };
        let headers = headers(&payload.view, diagnostics);
        responses.push((status, Response { payload, headers, links: None, is_error }));
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
