//! Operations: what a call takes, writes into the request, and answers.

use crate::ir::{
    Frozen, Idempotency, KeyPlace, Location, Operation, OperationId, PathSegment, Repeat, Response, StatusPattern,
    essence, normal_url,
};
use crate::names::{ArgumentSource, Name, OperationNames, Table};

use super::argument::{Argument, FixedParameter, Setter, Target, argument as given, fixed, setter};
use super::docs::{self, Docs};
use super::example::ExamplePlan;
use super::form::PartsPlan;
use super::header::HeaderReader;
use super::output::{OutputPlan, StreamPlan};
use super::pagination::{PaginationPlan, pagination};
use super::{argument, error, example, form, header, output, query};

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
    pub http_method: String,
    /// The path template, for traces.
    pub path: String,
    /// The docs of the method.
    pub docs: Docs,
    /// Whether programs should no longer call it.
    pub deprecated: bool,
    /// The content type it asks for.
    pub accept: Option<String>,
    /// The names in its query, in the document's order.
    pub query: Vec<String>,
    /// The base URL of its server, if that is not the client's.
    pub server: Option<String>,
    /// Alternatives of scheme names.
    pub security: Vec<Vec<String>>,
    /// The responses that mean success, with the position of their body among the outputs.
    pub success: Vec<DocumentedPlan>,
    /// What a success holds.
    pub output: OutputPlan,
    /// The stream that a success may be instead, with the content type that asks for it.
    pub stream: Option<(StreamPlan, String)>,
    /// What reads the headers of its answers.
    pub headers: Vec<HeaderReader>,
    /// The struct of its body of parts.
    pub parts: Option<PartsPlan>,
    /// The name of its error type.
    pub error: String,
    /// The alias of its error type.
    pub error_alias: String,
    /// The responses that mean failure, with the position of their body among the bodies of the error type.
    pub errors: Vec<DocumentedPlan>,
    /// What it must be given, in order.
    pub arguments: Vec<Argument>,
    /// The struct that holds what it must be given, where that is too much for arguments.
    pub request: Option<String>,
    /// What it may be given.
    pub setters: Vec<Setter>,
    /// What each call sends, since there is only one value of it.
    pub fixed: Vec<FixedParameter>,
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

/// The idempotency key of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyPlan {
    /// Where it is.
    pub place: KeyPlacePlan,
    /// What the server answers to a key that it knows.
    pub repeated: Repeated,
}

/// What a server answers to an idempotency key that it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// The response to the first request.
    SameResponse,
    /// An error.
    Rejected,
}

/// Where a call has its idempotency key, by the name on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlacePlan {
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
    pub docs: Docs,
    /// What it must be given, in order.
    pub arguments: Vec<Argument>,
}

impl OperationPlan {
    /// Walks where all that it sends goes.
    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        let given = self.given().map(|argument| &argument.target);
        given.chain(self.fixed.iter().map(|parameter| &parameter.target))
    }

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

/// A documented response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentedPlan {
    /// Its status.
    pub status: StatusPlan,
    /// The content type of its body; empty: it has none.
    pub content_type: String,
    /// The position of its body.
    pub body: usize,
}

/// A piece of a path.
#[derive(Clone, Debug)]
pub enum PathPiece {
    /// Text.
    Literal(String),
    /// The value of the argument at this position.
    Argument(usize),
    /// The parameter at this position of those with one value.
    Fixed(usize),
    /// Text of the query.
    Query(String),
}

pub(super) fn operation(api: &Frozen, names: &Table, id: OperationId) -> Option<OperationPlan> {
    let operation = &api.operations[id];
    let own = names.operations.get(&id)?;
    let arguments: Vec<Argument> =
        own.arguments.iter().filter_map(|each| given(api, names, (operation, own), each)).collect();
    let setters = own.setters.iter().filter_map(|each| setter(api, names, (operation, own), each)).collect();
    let fixed = fixed(operation);
    let mut plan = OperationPlan {
        marker: own.marker.pascal(),
        method: own.method.snake(),
        id: operation.id.clone(),
        http_method: operation.method.as_str().to_owned(),
        path: operation.path.to_string(),
        docs: documented(operation),
        deprecated: operation.deprecated,
        accept: accept(operation),
        query: query::names(api, operation),
        server: operation
            .server
            .clone()
            .filter(|own| api.default_server().is_none_or(|server| normal_url(&server.url) != normal_url(own))),
        security: operation.security.iter().map(|requirement| requirement.names().cloned().collect()).collect(),
        success: output::successes(api, operation),
        output: output::output(api, names, operation, own),
        stream: operation
            .responses
            .stream()
            .filter(|_| !operation.responses.is_stream())
            .map(|stream| (output::stream(api, names, stream), stream.content_type.clone())),
        headers: header::headers(api, names, operation, own),
        parts: form::parts(api, names, operation, own),
        error: names.error_sets.get(&operation.error_set?)?.name.pascal(),
        error_alias: own.error.pascal(),
        request: own.request.as_ref().map(Name::pascal),
        errors: error::errors(api, operation),
        idempotency: operation.idempotency.as_ref().map(idempotency),
        // A list whose output was released with more than one type is not walked.
        pagination: pagination(api, names, operation).filter(|_| own.output.is_one()),
        pieces: pieces(operation, own, &fixed),
        forms: forms(api, names, operation, own),
        examples: example::examples(api, operation),
        arguments,
        setters,
        fixed,
    };
    let root = if operation.tags.is_empty() { "super" } else { "super::super" };
    plan.docs.paragraph(docs::links(&plan, root));
    plan.docs.paragraph(docs::arguments(operation, own));
    Some(plan)
}

fn idempotency(key: &Idempotency) -> IdempotencyPlan {
    IdempotencyPlan {
        place: match &key.place {
            KeyPlace::Header(name) => KeyPlacePlan::Header(name.clone()),
            KeyPlace::Property(name) => KeyPlacePlan::Property(name.clone()),
        },
        repeated: match key.repeat {
            Repeat::SameResponse => Repeated::SameResponse,
            Repeat::Rejected => Repeated::Rejected,
        },
    }
}

/// The docs of a method, which say that an idempotency key is generated.
fn documented(operation: &Operation) -> Docs {
    let docs = docs::operation(operation);
    let Some(key) = &operation.idempotency else { return docs };
    let (KeyPlace::Header(name) | KeyPlace::Property(name)) = &key.place;
    let docs = docs.and(
        Docs::from("Generates the idempotency key ")
            .code(name)
            .text(" unless you set one; every attempt sends the same key."),
    );
    match key.repeat {
        Repeat::SameResponse => docs,
        Repeat::Rejected => docs.text(
            " The server rejects a key that it knows, so that only a request that was certainly not processed is sent \
             again.",
        ),
    }
}

pub(super) fn status(pattern: Option<StatusPattern>) -> StatusPlan {
    match pattern {
        Some(StatusPattern::Exact(status)) => StatusPlan::Exact(status),
        Some(StatusPattern::Class(class)) => StatusPlan::Class(class),
        None => StatusPlan::Any,
    }
}

/// The content types that are asked for, each once: those of successes first, and JSON first among them.
fn accept(operation: &Operation) -> Option<String> {
    let sorted = |responses: &mut dyn Iterator<Item = &Response>| {
        let mut media: Vec<_> = responses.flat_map(Response::readable).collect();
        media.sort_by_key(|media| (media.codec, media.content_type.clone()));
        media.into_iter().map(|media| media.content_type.clone()).collect::<Vec<_>>()
    };
    let successes = sorted(&mut operation.responses.successes().map(|(_, response)| response));
    let mut accepted: Vec<String> = Vec::new();
    let errors = sorted(&mut operation.responses.errors().map(|(_, response)| response));
    for content_type in successes.into_iter().chain(errors) {
        if !accepted.iter().any(|known| essence(known) == essence(&content_type)) {
            accepted.push(content_type);
        }
    }
    (!accepted.is_empty()).then(|| accepted.join(", "))
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
        let summary = Docs::description(operation.docs.summary.as_deref());
        let main = own.method.snake();
        let sends = Docs::from("Sends a body of ").code(&media.content_type).text("; ");
        let docs = summary.and(sends.named_link(&main, &format!("Self::{main}")).text(" has the details."));
        Some(FormPlan { method: chosen.method.snake(), docs, arguments })
    });
    forms.collect()
}

fn pieces(operation: &Operation, names: &OperationNames, fixed: &[FixedParameter]) -> Vec<PathPiece> {
    let position = |wanted: &str| {
        names.arguments.iter().position(|(source, _)| match source {
            ArgumentSource::Parameter(position) => operation
                .parameters
                .get(*position)
                .is_some_and(|parameter| parameter.location == Location::Path && parameter.name == wanted),
            ArgumentSource::Body => false,
        })
    };
    let fixed = |wanted: &str| {
        let is_wanted = |each: &FixedParameter| each.target.is_in_path() && each.target.wire_name() == Some(wanted);
        fixed.iter().position(is_wanted)
    };
    operation
        .path
        .0
        .iter()
        .filter_map(|segment| match segment {
            PathSegment::Literal(text) => Some(PathPiece::Literal(text.clone())),
            PathSegment::Parameter(name) => {
                position(name).map(PathPiece::Argument).or_else(|| fixed(name).map(PathPiece::Fixed))
            }
            PathSegment::Query(text) => Some(PathPiece::Query(text.clone())),
            // Written with the other arguments.
            PathSegment::QueryParameter { .. } => None,
        })
        .collect()
}
