//! Operations: what a call takes, writes into the request, and answers.

use crate::ir::{Frozen, Location, Operation, OperationId, PathSegment, StatusPattern, TypeId};
use crate::names::{ArgumentSource, OperationNames, Table};

use super::argument::{Argument, Setter, argument, setter};
use super::docs;
use super::types::{RustType, reference};

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
    /// Alternatives of scheme names.
    pub security: Vec<Vec<String>>,
    /// The statuses that mean success.
    pub success: Vec<StatusPlan>,
    /// The body of a success; none: nothing.
    pub output: Option<RustType>,
    /// The bodies of failures.
    pub error: ErrorPlan,
    /// The alias of its error type.
    pub error_alias: String,
    /// The statuses of failures with the position of their body among the error's bodies.
    pub errors: Vec<(StatusPlan, usize)>,
    /// What it must be given, in order.
    pub arguments: Vec<Argument>,
    /// What it may be given.
    pub setters: Vec<Setter>,
    /// The pieces of the path, in order.
    pub pieces: Vec<PathPiece>,
}

impl OperationPlan {
    /// Walks all that it must or may be given.
    pub fn given(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().chain(self.setters.iter().map(|setter| &setter.argument))
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
}

pub(super) fn operation(api: &Frozen, names: &Table, id: OperationId) -> Option<OperationPlan> {
    let operation = &api.operations[id];
    let own = names.operations.get(&id)?;
    let arguments: Vec<Argument> =
        own.arguments.iter().filter_map(|each| argument(api, names, operation, each)).collect();
    let setters = own.setters.iter().filter_map(|each| setter(api, names, operation, each)).collect();
    let body = operation.responses.successes().find_map(|(_, response)| response.body());
    let accepted = operation.responses.all().flat_map(|response| &response.media).map(|media| &media.content_type);
    let errors = errors(api, operation);
    Some(OperationPlan {
        marker: own.marker.pascal(),
        method: own.method.snake(),
        id: operation.id.clone(),
        http_method: operation.method.as_str(),
        path: operation.path.to_string(),
        docs: docs::operation(operation, own),
        deprecated: operation.deprecated,
        accept: accepted.min().cloned(),
        security: operation.security.iter().map(|requirement| requirement.0.clone()).collect(),
        success: operation.responses.successes().map(|(pattern, _)| status(pattern)).collect(),
        output: body.map(|body| reference(api, names, body)),
        error: error(api, names, operation),
        error_alias: own.error.pascal(),
        errors,
        pieces: pieces(operation, own),
        arguments,
        setters,
    })
}

fn status(pattern: Option<StatusPattern>) -> StatusPlan {
    match pattern {
        Some(StatusPattern::Exact(status)) => StatusPlan::Exact(status),
        Some(StatusPattern::Class(class)) => StatusPlan::Class(class),
        None => StatusPlan::Any,
    }
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
        })
        .collect()
}
