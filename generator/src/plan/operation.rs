//! Operations: what a call takes, writes into the request, and answers.

use crate::ir::{
    Frozen, Kind, Location, Operation, OperationId, Parameter, PathSegment, Primitive, StatusPattern, TypeId, Values,
};
use crate::names::{ArgumentSource, Name, OperationNames, Table};

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

/// What a method takes and where it goes.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Where it goes.
    pub target: Target,
}

/// What a setter takes and where it goes.
#[derive(Clone, Debug)]
pub struct Setter {
    /// The argument; the setter has its name.
    pub argument: Argument,
    /// The docs of the setter.
    pub docs: String,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
}

/// Where an argument goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// Into the path, at the place of this name.
    Path(String, TextForm),
    /// Into the query, under this name; whether it must be there.
    Query(String, TextForm, bool),
    /// Into a header of this name.
    Header(String, TextForm),
    /// Into the body.
    Body(BodyPlan),
}

/// How a single value becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// It is text.
    Text,
    /// It is a secret text.
    Secret,
    /// It is shown: the scalar's type.
    Shown(&'static str),
    /// It is one of several texts: the type of the `types` module.
    Enumeration(String),
}

/// A body that is sent.
#[derive(Clone, Debug)]
pub struct BodyPlan {
    /// Its content type.
    pub content_type: String,
    /// What it holds.
    pub ty: RustType,
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

fn argument(
    api: &Frozen,
    names: &Table,
    operation: &Operation,
    (source, name): &(ArgumentSource, Name),
) -> Option<Argument> {
    let target = match source {
        ArgumentSource::Parameter(position) => {
            let parameter = operation.parameters.get(*position)?;
            let form = text_form(api, names, parameter);
            match parameter.location {
                Location::Path => Target::Path(parameter.name.clone(), form),
                Location::Header => Target::Header(parameter.name.clone(), form),
                Location::Query | Location::Cookie => Target::Query(parameter.name.clone(), form, parameter.required),
            }
        }
        ArgumentSource::Body => {
            let media = operation.request_body.as_ref()?.media.first()?;
            let ty = reference(api, names, media.ty);
            Target::Body(BodyPlan { content_type: media.content_type.clone(), ty })
        }
    };
    Some(Argument { name: name.snake(), target })
}

fn setter(api: &Frozen, names: &Table, operation: &Operation, own: &(ArgumentSource, Name)) -> Option<Setter> {
    let argument = argument(api, names, operation, own)?;
    let (docs, deprecated) = match own.0 {
        ArgumentSource::Parameter(position) => {
            let parameter = operation.parameters.get(position)?;
            (docs::parameter(parameter), parameter.deprecated)
        }
        ArgumentSource::Body => (docs::text(operation.request_body.as_ref()?.description.as_deref()), false),
    };
    let docs = if docs.is_empty() { format!("Sets `{}`.", argument.name) } else { docs };
    Some(Setter { argument, docs, deprecated })
}

fn text_form(api: &Frozen, names: &Table, parameter: &Parameter) -> TextForm {
    let mut id = parameter.ty;
    while let Kind::Newtype(inner) = api.types[id].kind {
        id = inner;
    }
    match &api.types[id].kind {
        Kind::Enumeration(known) if known.values == Values::Integers => TextForm::Shown("i64"),
        Kind::Enumeration(_) => {
            names.types.get(&id).map_or(TextForm::Text, |name| TextForm::Enumeration(name.pascal()))
        }
        Kind::Primitive(Primitive::String) if api.types[id].secret => TextForm::Secret,
        Kind::Primitive(primitive) => match super::types::scalar(*primitive, false) {
            RustType::Scalar(scalar) => TextForm::Shown(scalar),
            _ => TextForm::Text,
        },
        _ => TextForm::Text,
    }
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
