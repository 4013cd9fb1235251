//! The parts of a document, as each version's reader fills them.

use std::collections::BTreeSet;

use crate::source::View;

use super::{Dialect, Extensions, Parameter, RequestBody, RequiredScheme, Response, Schema, SecurityScheme, Webhook};

/// A document, taken apart.
#[derive(Debug)]
pub struct Document<'a> {
    /// The version of OpenAPI that it is written in.
    pub dialect: Dialect,
    /// Title, version, description.
    pub info: Info,
    /// The URLs under which the API is served.
    pub servers: Vec<Server<'a>>,
    /// The declared groups of operations.
    pub tags: Vec<Tag<'a>>,
    /// The schemes by which callers authenticate, by name; without more for those that cannot be read.
    pub security_schemes: Vec<(&'a str, Option<SecurityScheme<'a>>)>,
    /// The declared schemas by name.
    pub schemas: Vec<(&'a str, Schema<'a>)>,
    /// The operations that could be read, in the document's order.
    pub operations: Vec<Operation<'a>>,
    /// All operations as `GET /path`, also those that are not wanted or could not be read.
    pub places: BTreeSet<String>,
    /// How many operations are wanted, with those that could not be read.
    pub declared: usize,
    /// The `operationId` of each operation, also of those that are not wanted.
    pub operation_ids: Vec<String>,
    /// The requests that the API makes, as far as they are wanted and could be read.
    pub webhooks: Vec<Webhook<'a>>,
    /// What overlays add for this generator.
    pub extensions: Extensions<'a>,
}

/// What the document says of the whole API.
#[derive(Debug)]
pub struct Info {
    /// Its title, or `API`.
    pub title: String,
    /// The version of the document; empty if it has none.
    pub version: String,
    /// One line.
    pub summary: Option<String>,
    /// Its description, in Markdown.
    pub description: Option<String>,
    /// Its license.
    pub license: Option<License>,
}

/// The license of an API, as the document names it.
#[derive(Debug)]
pub struct License {
    /// The name, for people.
    pub name: Option<String>,
    /// The expression of SPDX.
    pub identifier: Option<String>,
}

/// A declared group of operations.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Its name, by which operations refer to it.
    pub name: String,
    /// One line.
    pub summary: Option<&'a str>,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
    /// The tag itself, for what overlays add.
    pub view: View<'a>,
}

/// One operation.
#[derive(Debug)]
pub struct Operation<'a> {
    /// The path, as the key in `paths` says it.
    pub path: &'a str,
    /// The method as requests send it: `GET`, `POST`, …
    pub method: String,
    /// Its `operationId`.
    pub id: Option<String>,
    /// The names of the groups that it is in.
    pub tags: Vec<String>,
    /// One line.
    pub summary: Option<&'a str>,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
    /// Whether callers should no longer use it.
    pub deprecated: bool,
    /// Its own parameters and those of its path, each location and name once.
    pub parameters: Vec<Parameter<'a>>,
    /// Its request body.
    pub request_body: Option<RequestBody<'a>>,
    /// Its responses by status key.
    pub responses: Vec<(&'a str, Response<'a>)>,
    /// Alternatives of schemes: its own, else the document's.
    pub security: Vec<Vec<RequiredScheme<'a>>>,
    /// Its own servers, else those of its path.
    pub servers: Vec<Server<'a>>,
    /// The requests that the server makes because of it.
    pub callbacks: Option<View<'a>>,
    /// The operation itself.
    pub view: View<'a>,
}

/// A place under which an API or an operation is served.
#[derive(Debug)]
pub struct Server<'a> {
    /// Its URL, with variables in braces.
    pub url: String,
    /// Its variables by name.
    pub variables: Vec<(&'a str, ServerVariable<'a>)>,
    /// The server itself.
    pub view: View<'a>,
}

/// A variable of a server's URL.
#[derive(Debug)]
pub struct ServerVariable<'a> {
    /// The value that is used unless the caller chooses another.
    pub default: String,
    /// The values that it may have; none: any.
    pub values: Vec<String>,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
}
