//! The parts of a document, found and followed through their references.

use crate::source::View;

use super::{Dialect, Extensions, SecurityScheme};

/// A document, taken apart.
#[derive(Debug)]
pub struct Document<'a> {
    /// The version of OpenAPI that it is written in.
    pub dialect: Dialect,
    /// Title, version, description.
    pub info: openapiv3::Info,
    /// The URLs under which the API is served.
    pub servers: Vec<Server<'a>>,
    /// The declared groups of operations.
    pub tags: Vec<openapiv3::Tag>,
    /// The schemes by which callers prove who they are, by name; without more for those that cannot be read.
    pub security_schemes: Vec<(String, Option<SecurityScheme<'a>>)>,
    /// The calls that could be read, in the document's order.
    pub operations: Vec<Operation<'a>>,
    /// How many calls are wanted, with those that could not be read.
    pub declared: usize,
    /// What overlays add for this generator.
    pub extensions: Extensions<'a>,
}

/// One call.
#[derive(Debug)]
pub struct Operation<'a> {
    /// The path, as the key in `paths` says it.
    pub path: &'a str,
    /// The method's key: `get`, `post`, …
    pub method: &'static str,
    /// Summary, description, tags, `operationId`.
    pub head: openapiv3::Operation,
    /// Its own parameters and those of its path, each location and name once.
    pub parameters: Vec<Parameter<'a>>,
    /// Its request body.
    pub request_body: Option<Payload<'a>>,
    /// Its answers by status key.
    pub responses: Vec<(&'a str, Response<'a>)>,
    /// Alternatives of scheme names: its own, else the document's.
    pub security: Vec<Vec<String>>,
    /// Its own servers, else those of its path.
    pub servers: Vec<Server<'a>>,
    /// The operation itself.
    pub view: View<'a>,
}

/// A place under which an API or an operation is served.
#[derive(Debug)]
pub struct Server<'a> {
    /// Its URL and variables.
    pub head: openapiv3::Server,
    /// The server itself.
    pub view: View<'a>,
}

/// One parameter.
#[derive(Debug)]
pub struct Parameter<'a> {
    /// The parameter, references followed.
    pub view: View<'a>,
    /// Its name.
    pub name: &'a str,
    /// Its location.
    pub location: &'a str,
}

impl Parameter<'_> {
    /// Says whether it describes a header that media types or a security scheme describe too (OpenAPI 3.0.3, Parameter Object).
    #[must_use]
    pub fn is_ignored(&self) -> bool {
        let elsewhere = ["accept", "content-type", "authorization"];
        self.location == "header" && elsewhere.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// A body with its forms.
#[derive(Debug)]
pub struct Payload<'a> {
    /// The object that has `content`, references followed.
    pub view: View<'a>,
    /// The component's name, where it is one.
    pub component: Option<String>,
    /// Content type and media type object, in the document's order.
    pub content: Vec<(&'a str, View<'a>)>,
}

/// One answer.
#[derive(Debug)]
pub struct Response<'a> {
    /// Its body.
    pub payload: Payload<'a>,
    /// What it means.
    pub description: Option<&'a str>,
    /// Whether it is one of an error, so that the operation can do without its body.
    pub is_error: bool,
}
