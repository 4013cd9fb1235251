//! The objects of OpenAPI that have fixed fields: which fields each has, and what a field holds.

use crate::source::Kind;

use super::dialect::{self, Dialect};

/// An object with fixed fields. Other fields start with `x-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Example,
    Link,
    Header,
    Tag,
    /// Its fields are looked at where a schema is needed; those that are no keywords are reported there.
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

/// What a fixed field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Any value, `null` too.
    Any,
    /// Any value but `null`: a schema, which is checked where it is read.
    Present,
    /// A value of this kind, whose inside is looked at elsewhere or not at all.
    A(Kind),
    /// A string; a number is read as its digits, since YAML makes one of `1.0` without quotes.
    Spelled,
    /// A list of strings.
    Strings,
    /// A list of such strings or numbers.
    Spellings,
    /// A map of strings.
    StringMap,
    One(Object),
    List(Object),
    Map(Object),
}

use Holds::A;

pub(super) const TEXT: Holds = A(Kind::String);
pub(super) const FLAG: Holds = A(Kind::Boolean);
pub(super) const NUMBER: Holds = A(Kind::Number);
/// Objects that are walked through where they are needed: paths, schemas, callbacks.
pub(super) const OBJECT: Holds = A(Kind::Object);
pub(super) const ARRAY: Holds = A(Kind::Array);

/// Names of fields and what each holds.
pub(super) type Fields = &'static [(&'static str, Holds)];

/// Fields that a version adds to objects of the one before.
pub(super) type Added = &'static [(Object, &'static str, Holds)];

impl Object {
    /// Its name in the middle of a sentence, with its article.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "an OpenAPI document",
            Self::Info => "`info`",
            Self::Contact => "a contact",
            Self::License => "a license",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "`components`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::ExternalDocs => "`externalDocs`",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Response => "a response",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Header => "a header",
            Self::Tag => "a tag",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "an OAuth flow",
        }
    }

    /// Its fixed fields in a version, in the specification's order: what later versions add comes last.
    pub(crate) fn fields(self, dialect: Dialect) -> impl Iterator<Item = (&'static str, Holds)> {
        dialect::fields(self, dialect)
    }

    /// Says whether its maps hold what other objects refer to: in 2.0, the document's own do.
    pub(super) fn holds_components(self, dialect: Dialect) -> bool {
        self == if dialect == Dialect::V20 { Self::OpenApi } else { Self::Components }
    }

    /// What one of its fields holds.
    pub(super) fn field(self, name: &str, dialect: Dialect) -> Option<Holds> {
        self.fields(dialect).find(|(known, _)| *known == name).map(|(_, holds)| holds)
    }
}
