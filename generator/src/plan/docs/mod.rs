//! The documentation of each item: Markdown that neither breaks the documentation nor runs as a test.

mod characters;
mod check;
mod description;
mod links;
mod list_item;
mod markdown;
mod paragraph;

pub(crate) use characters::{is_hidden, markdown_code, markdown_text, visible, visible_on_one_line};
pub(super) use links::links;
pub use markdown::Docs;

use crate::ir::{Codec, Direction, Field, Object, Operation, Parameter, ResponseHeader, Type, Value};
use crate::names::{ArgumentSource, OperationNames};

use super::constraints;

/// The docs of a type or field: what it means, its limits, an example.
pub(super) fn described(ty: &Type) -> Docs {
    let mut docs = Docs::description(ty.description.as_deref());
    for constraint in &ty.constraints {
        docs.paragraph(constraints::fact(constraint));
    }
    if let Some(default) = ty.default.as_ref().filter(|_| !ty.secret) {
        docs.paragraph(Docs::from("Default if not sent: ").code(&shown(default)).text("."));
    }
    if let Some(value) = ty.example.as_ref().filter(|example| !ty.secret && example.0 != "\"\"") {
        docs.paragraph(example(value));
    }
    docs
}

fn example(value: &Value) -> Docs {
    Docs::from("Example: ").code(&shown(value)).text(".")
}

/// A value as a reader expects it: a string without its quotes, anything else as JSON.
pub(super) fn shown(value: &Value) -> String {
    serde_json::from_str::<String>(&value.0).unwrap_or_else(|_| value.0.clone())
}

/// The documentation of a field: that of its type, and its direction.
pub(super) fn field(field: &Field, ty: &Type) -> Docs {
    let mut docs = described(ty);
    match field.direction {
        Direction::Both => {}
        Direction::Response => docs.paragraph("Only in responses."),
        Direction::Request => docs.paragraph("Only in requests."),
    }
    docs
}

/// The docs of the field that keeps undeclared properties.
pub(super) fn additional(object: &Object, values: &Type) -> Docs {
    let mut docs = Docs::from("Properties that the document does not declare.");
    if !object.undeclared.is_empty() {
        let names = object.undeclared.iter().map(String::as_str);
        docs.paragraph(Docs::from("The document requires: ").codes(names, ", ").text("."));
    }
    docs.and(described(values))
}

/// The docs of what an operation may be given.
pub(super) fn parameter(parameter: &Parameter) -> Docs {
    let docs = Docs::description(parameter.description.as_deref());
    match &parameter.example {
        Some(value) => docs.and(example(value)),
        None => docs,
    }
}

/// The docs of what reads a header of an answer.
pub(super) fn header(header: &ResponseHeader) -> Docs {
    let description = Docs::description(header.description.as_deref());
    description.and(Docs::from("Reads ").code(&header.name).text(" in the headers of a response."))
}

/// The docs of a part of a body.
pub(super) fn part(ty: &Type, headers: &[String]) -> Docs {
    let docs = described(ty);
    if headers.is_empty() {
        return docs;
    }
    docs.and(Docs::from("Headers of the response: ").codes(headers.iter().map(String::as_str), ", ").text("."))
}

/// What the document says of an operation: its summary and description.
pub(super) fn operation(operation: &Operation) -> Docs {
    let mut docs = Docs::description(operation.docs.summary.as_deref());
    docs.paragraph(Docs::description(operation.docs.description.as_deref()));
    docs.paragraph(Docs::of_code(&operation.key()));
    let successes = operation.responses.successes().filter_map(|(_, response)| response.preferred());
    let mut raw: Vec<&str> =
        successes.filter(|media| media.codec == Codec::Bytes).map(|media| &*media.content_type).collect();
    raw.dedup();
    for content_type in raw {
        docs.paragraph(
            Docs::of_code(content_type).text(" is returned as bytes; `send_stream` reads them while they arrive."),
        );
    }
    docs
}

/// What the document says of what a method takes.
pub(super) fn arguments(operation: &Operation, names: &OperationNames) -> Docs {
    if names.arguments.is_empty() {
        return Docs::default();
    }
    let heading = if names.request.is_some() { "# Fields of the request" } else { "# Arguments" };
    Docs::from(heading).list(names.arguments.iter().map(|(source, name)| {
        let told = match source {
            ArgumentSource::Parameter(position) => operation.parameters.get(*position).map(parameter),
            ArgumentSource::Body => {
                operation.request_body.as_ref().map(|body| Docs::description(body.description.as_deref()))
            }
        };
        (name.snake(), told.unwrap_or_default())
    }))
}
