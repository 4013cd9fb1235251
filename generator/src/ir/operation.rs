//! One call: a method on a path, what it takes and what it answers.

use crate::diagnostics::Origin;

use super::{
    ErrorSetId, FormPart, Idempotency, Location, Pages, Parameter, RequestBody, Requirement, Responses, TypeId,
};

/// One call of an API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The document's `operationId`, or one made of method and path.
    pub id: String,
    /// Whether the document gives that id.
    pub has_id: bool,
    /// The HTTP method.
    pub method: Method,
    /// The path, relative to the server's URL.
    pub path: PathTemplate,
    /// The path as the document writes it, with what is never sent.
    pub template: String,
    /// The names of the groups it is in.
    pub tags: Vec<String>,
    /// What it takes beside its body, in the document's order.
    pub parameters: Vec<Parameter>,
    /// The body it takes.
    pub request_body: Option<RequestBody>,
    /// What it answers.
    pub responses: Responses,
    /// The tag that it was released with. Filled by the errors pass.
    pub released_tag: Option<String>,
    /// The bodies of its errors. Filled by the errors pass.
    pub error_set: Option<ErrorSetId>,
    /// The alternatives by which a caller may prove who it is: one of them must hold, all of its parts together.
    /// No alternative at all: everybody may call.
    pub security: Vec<Requirement>,
    /// The base URL of its server, if it declares one.
    pub server: Option<String>,
    /// Where it has the key by which a server knows a request that arrives twice.
    pub idempotency: Option<Idempotency>,
    /// How the pages of its list follow each other. What the document does not say is filled by the pagination pass.
    pub pagination: Pages,
    /// Whether callers should no longer use it.
    pub deprecated: bool,
    /// What it does.
    pub docs: Docs,
    /// Where it stands in the document.
    pub origin: Origin,
}

impl Operation {
    /// Walks the types that its requests carry.
    pub fn request_types(&self) -> impl Iterator<Item = TypeId> {
        let media = || self.request_body.iter().flat_map(|body| &body.media);
        // A constant needs no type name.
        let is_typed = |part: &&FormPart| part.content.is_typed() && part.constant.is_none();
        let parts = media().flat_map(|media| &media.parts).filter(is_typed).map(|part| part.ty);
        let bodies = media().filter_map(|media| media.ty).chain(parts);
        let given = self.parameters.iter().filter(|parameter| !parameter.is_fixed());
        given.map(|parameter| parameter.ty).chain(bodies)
    }

    /// Walks the types that its responses carry.
    pub fn response_types(&self) -> impl Iterator<Item = TypeId> {
        let headers = self.responses.all().flat_map(|response| &response.headers).map(|header| header.ty);
        self.responses.all().flat_map(|response| &response.media).filter_map(|media| media.ty).chain(headers)
    }

    /// Walks the types that it carries either way.
    pub fn types(&self) -> impl Iterator<Item = TypeId> {
        self.request_types().chain(self.response_types())
    }

    /// Returns the tag in whose module the operation is defined, and whose error type it has: the released one while it is
    /// among its tags, else the first.
    #[must_use]
    pub fn defining_tag(&self) -> Option<&String> {
        let released = self.released_tag.as_ref().filter(|tag| self.tags.contains(tag));
        released.or(self.tags.first())
    }

    /// Names a parameter for the lock: one of the path by its position there, since its name is not sent.
    #[must_use]
    pub fn parameter_key(&self, parameter: &Parameter) -> String {
        if parameter.location == Location::Path {
            let mut places = self.path.0.iter().filter_map(|segment| match segment {
                PathSegment::Parameter(name) => Some(name),
                PathSegment::Literal(_) | PathSegment::Query(_) | PathSegment::QueryParameter { .. } => None,
            });
            if let Some(position) = places.position(|name| *name == parameter.name) {
                return format!("path {}", position + 1);
            }
        }
        format!("{} {}", parameter.location.key(), parameter.name)
    }

    /// Names the operation by method and whole path, which no other operation has.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{} {}", self.method.as_str(), self.template)
    }

    /// Names the operation as `GET /path`, which stays the same when its `operationId` changes.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }
}

/// A summary and a description, in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// The rest.
    pub description: Option<String>,
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`
    Query,
    /// A method that OpenAPI has no field for.
    Other(String),
}

impl Method {
    /// Reads a method as it stands in a request.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let known = [
            Self::Get,
            Self::Put,
            Self::Post,
            Self::Delete,
            Self::Options,
            Self::Head,
            Self::Patch,
            Self::Trace,
            Self::Query,
        ];
        known.into_iter().find(|method| method.as_str() == name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// The method as it stands in a request.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// A path with places for parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate(pub Vec<PathSegment>);

/// A piece of a path: not a segment between slashes, since one of those may hold several pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that stands in every request.
    Literal(String),
    /// The name of the parameter whose value stands here.
    Parameter(String),
    /// Text of the query that stands in every request: `key=value`, as it is sent.
    Query(String),
    /// A parameter of the query: the key that it is sent under, and what the path calls it.
    QueryParameter {
        /// The key.
        key: String,
        /// The name.
        name: String,
    },
}

impl std::fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut mark = '?';
        for segment in &self.0 {
            if matches!(segment, PathSegment::Query(_) | PathSegment::QueryParameter { .. }) {
                write!(f, "{mark}")?;
                mark = '&';
            }
            match segment {
                PathSegment::Literal(text) | PathSegment::Query(text) => f.write_str(text)?,
                PathSegment::Parameter(name) => write!(f, "{{{name}}}")?,
                PathSegment::QueryParameter { key, name } => write!(f, "{key}={{{name}}}")?,
            }
        }
        Ok(())
    }
}
