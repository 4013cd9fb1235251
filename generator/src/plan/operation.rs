//! Operations: what a call takes, writes into the request, and answers.

use crate::ir::{Frozen, Idempotency, Location, Operation, OperationId, PathSegment, Response, StatusPattern, TypeId};
use crate::names::{ArgumentSource, Name, OperationNames, Table};

use super::argument::{Argument, Setter, argument as given, setter};
use super::example::ExamplePlan;
use super::form::PartsPlan;
use super::header::HeaderReader;
use super::output::{OutputPlan, StreamPlan};
use super::pagination::{PaginationPlan, pagination};
use super::rust_type::{RustType, reference};
use super::{argument, docs, example, form, header, output};

/// One operation.
#[derive(Clone, Debug)]
pub struct OperationPlan {
    /// The name of its marker type.
    pub marker: String,
    /// The name of the method that calls it.
    pub method: String,
    /// The document's name for it.
    pub id: String,
    /// The HTTP method.
    pub http_method: &'static str,
    /// The path template, for traces.
    pub path: String,
    /// The docs of the method.
    pub docs: String,
    /// Whether programs should no longer call it.
    pub deprecated: bool,
    /// The content type it asks for.
    pub accept: Option<String>,
    /// The base URL of the server that it has of its own, where that is not the client's.
    pub server: Option<String>,
    /// Alternatives of scheme names.
    pub security: Vec<Vec<String>>,
    /// The statuses that mean success.
    pub success: Vec<StatusPlan>,
    /// What a success holds.
    pub output: OutputPlan,
    /// The stream that a success may be instead, with the content type that asks for it.
    pub stream: Option<(StreamPlan, String)>,
    /// What reads the headers of its answers.
    pub headers: Vec<HeaderReader>,
    /// The struct of its body of parts.
    pub parts: Option<PartsPlan>,
    /// The bodies of failures.
    pub error: ErrorPlan,
    /// The alias of its error type.
    pub error_alias: String,
    /// The statuses of failures with the position of their body among the error's bodies.
    pub errors: Vec<(StatusPlan, usize)>,
    /// What it must be given, in order.
    pub arguments: Vec<Argument>,
    /// The struct that holds what it must be given, where that is too much for arguments.
    pub request: Option<String>,
    /// What it may be given.
    pub setters: Vec<Setter>,
    /// Where it has its idempotency key.
    pub idempotency: Option<IdempotencyPlan>,
    /// How its list is walked.
    pub pagination: Option<PaginationPlan>,
    /// The pieces of the path, in order.
    pub pieces: Vec<PathPiece>,
    /// Methods for other forms of its body.
    pub forms: Vec<FormPlan>,
    /// Answers for tests, a success first.
    pub examples: Vec<ExamplePlan>,
}

/// Where a call has its idempotency key, by the name on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdempotencyPlan {
    /// In a header.
    Header(String),
    /// In a property of a body that is JSON.
    Property(String),
}

/// A method that sends another form of the body.
#[derive(Clone, Debug)]
pub struct FormPlan {
    /// Its name.
    pub method: String,
    /// Its docs.
    pub docs: String,
    /// What it must be given, in order.
    pub arguments: Vec<Argument>,
}

impl OperationPlan {
    /// Walks all that it must or may be given.
    pub fn given(&self) -> impl Iterator<Item = &Argument> {
        let setters = self.setters.iter().map(|setter| &setter.argument);
        self.arguments.iter().chain(setters).chain(self.forms.iter().flat_map(|form| &form.arguments))
    }

    /// Walks what its methods take themselves: what a struct holds is not among it.
    pub fn taken(&self) -> impl Iterator<Item = &Argument> {
        let own = if self.request.is_some() { &[] } else { self.arguments.as_slice() };
        own.iter().chain(self.forms.iter().flat_map(|form| &form.arguments))
    }
}

/// A status or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPlan {
    /// One status.
    Exact(u16),
    /// A hundred statuses.
    Class(u8),
    /// Every status.
    Any,
}

/// The error type of an operation.
#[derive(Clone, Debug)]
pub enum ErrorPlan {
    /// No error body is documented.
    None,
    /// One body is.
    Body(RustType),
    /// Several are: the name of their enumeration.
    Enum(String),
}

/// A piece of a path.
#[derive(Clone, Debug)]
pub enum PathPiece {
    /// Text.
    Literal(String),
    /// The value of the argument at this position.
    Argument(usize),
    /// Text of the query.
    Query(String),
}

pub(super) fn operation(api: &Frozen, names: &Table, id: OperationId) -> Option<OperationPlan> {
    let operation = &api.operations[id];
    let own = names.operations.get(&id)?;
    let arguments: Vec<Argument> =
        own.arguments.iter().filter_map(|each| given(api, names, (operation, own), each)).collect();
    let setters = own.setters.iter().filter_map(|each| setter(api, names, (operation, own), each)).collect();
    let errors = errors(api, operation);
    Some(OperationPlan {
        marker: own.marker.pascal(),
        method: own.method.snake(),
        id: operation.id.clone(),
        http_method: operation.method.as_str(),
        path: operation.path.to_string(),
        docs: documented(operation, own),
        deprecated: operation.deprecated,
        accept: accept(operation),
        server: operation.server.clone().filter(|own| api.default_server().is_none_or(|server| server.url != *own)),
        security: operation.security.iter().map(|requirement| requirement.0.clone()).collect(),
        success: operation.responses.successes().map(|(pattern, _)| status(pattern)).collect(),
        output: output::output(api, names, operation, own),
        stream: operation
            .responses
            .stream()
            .filter(|_| !operation.responses.is_stream())
            .map(|stream| (output::stream(api, names, stream), stream.content_type.clone())),
        headers: header::headers(api, names, operation, own),
        parts: form::parts(api, names, operation, own),
        error: error(api, names, operation),
        error_alias: own.error.pascal(),
        request: own.request.as_ref().map(Name::pascal),
        errors,
        idempotency: operation.idempotency.as_ref().map(|key| match key {
            Idempotency::Header(name) => IdempotencyPlan::Header(name.clone()),
            Idempotency::Property(name) => IdempotencyPlan::Property(name.clone()),
        }),
        pagination: pagination(api, names, operation),
        pieces: pieces(operation, own),
        forms: forms(api, names, operation, own),
        examples: example::examples(api, operation),
        arguments,
        setters,
    })
}

/// The docs of a method; a key that is made without being asked for is told of.
fn documented(operation: &Operation, own: &OperationNames) -> String {
    let docs = docs::operation(operation, own);
    let Some(Idempotency::Header(name) | Idempotency::Property(name)) = &operation.idempotency else { return docs };
    let name = name.replace(['`', '\n', '\r'], "'");
    let note = format!("The idempotency key `{name}` is made where none is given, and is the same in each try.");
    format!("{docs}\n\n{note}").trim().to_owned()
}

pub(super) fn status(pattern: Option<StatusPattern>) -> StatusPlan {
    match pattern {
        Some(StatusPattern::Exact(status)) => StatusPlan::Exact(status),
        Some(StatusPattern::Class(class)) => StatusPlan::Class(class),
        None => StatusPlan::Any,
    }
}

/// The content types that are asked for: those of successes first, and JSON first among them.
fn accept(operation: &Operation) -> Option<String> {
    let sorted = |responses: &mut dyn Iterator<Item = &Response>| {
        let mut media: Vec<_> = responses.filter_map(Response::preferred).collect();
        media.sort_by_key(|media| (media.codec, media.content_type.clone()));
        media.into_iter().map(|media| media.content_type.clone()).collect::<Vec<_>>()
    };
    let successes = sorted(&mut operation.responses.successes().map(|(_, response)| response));
    let mut accepted: Vec<String> = Vec::new();
    for content_type in successes.into_iter().chain(sorted(&mut operation.responses.all())) {
        if !accepted.contains(&content_type) {
            accepted.push(content_type);
        }
    }
    (!accepted.is_empty()).then(|| accepted.join(", "))
}

fn error(api: &Frozen, names: &Table, operation: &Operation) -> ErrorPlan {
    let Some(set) = operation.error_set else { return ErrorPlan::None };
    match (api.error_sets[set].bodies.as_slice(), names.error_sets.get(&set)) {
        (_, Some((name, _))) => ErrorPlan::Enum(name.pascal()),
        ([body], None) => ErrorPlan::Body(reference(api, names, *body)),
        _ => ErrorPlan::None,
    }
}

fn errors(api: &Frozen, operation: &Operation) -> Vec<(StatusPlan, usize)> {
    let Some(set) = operation.error_set else { return Vec::new() };
    let bodies = &api.error_sets[set].bodies;
    let position = |body: TypeId| bodies.iter().position(|known| *known == body);
    let documented = operation.responses.errors();
    documented.filter_map(|(pattern, response)| Some((status(pattern), position(response.body()?)?))).collect()
}

/// The methods for the other forms of a body: the same arguments, the body among them.
fn forms(api: &Frozen, names: &Table, operation: &Operation, own: &OperationNames) -> Vec<FormPlan> {
    let forms = own.forms.iter().filter_map(|chosen| {
        let body = operation.request_body.as_ref()?;
        let media = body.media.get(chosen.position)?;
        let body = argument::form(api, names, own, (body, media), &chosen.body);
        let mut body = Some(body);
        let mut arguments: Vec<Argument> = Vec::new();
        for each in &own.arguments {
            let given = match each.0 {
                ArgumentSource::Body => body.take(),
                ArgumentSource::Parameter(_) => given(api, names, (operation, own), each),
            };
            arguments.extend(given);
        }
        arguments.extend(body);
        let summary = docs::text(operation.docs.summary.as_deref());
        let docs = format!(
            "{summary}\n\nSends a body of `{}`; [`{}`](Self::{}) tells more.",
            media.content_type.replace('`', "'"),
            own.method.snake(),
            own.method.snake()
        );
        Some(FormPlan { method: chosen.method.snake(), docs: docs.trim().to_owned(), arguments })
    });
    forms.collect()
}

fn pieces(operation: &Operation, names: &OperationNames) -> Vec<PathPiece> {
    let position = |wanted: &str| {
        names.arguments.iter().position(|(source, _)| match source {
            ArgumentSource::Parameter(position) => operation
                .parameters
                .get(*position)
                .is_some_and(|parameter| parameter.location == Location::Path && parameter.name == wanted),
            ArgumentSource::Body => false,
        })
    };
    operation
        .path
        .0
        .iter()
        .filter_map(|segment| match segment {
            PathSegment::Literal(text) => Some(PathPiece::Literal(text.clone())),
            PathSegment::Parameter(name) => position(name).map(PathPiece::Argument),
            PathSegment::Query(text) => Some(PathPiece::Query(text.clone())),
            // Written with the other arguments.
            PathSegment::QueryParameter { .. } => None,
        })
        .collect()
}
