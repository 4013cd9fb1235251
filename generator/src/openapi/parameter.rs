//! Parameters and headers: a name, a place, and how the value is written.

use crate::source::View;

use super::fields::text;
use super::{Dialect, MediaType};

/// One parameter.
#[derive(Debug)]
pub struct Parameter<'a> {
    /// Its name.
    pub name: &'a str,
    /// The name that programs have for it, where the document says another one.
    pub client_name: Option<&'a str>,
    /// Where it is sent.
    pub location: Location<'a>,
    /// Whether each request must have it.
    pub required: bool,
    /// Whether callers should no longer use it.
    pub deprecated: bool,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
    /// What it holds.
    pub content: ParameterContent<'a>,
    /// How its value is written.
    pub style: Option<Style<'a>>,
    /// Whether each element of a list or object is written apart.
    pub explode: Option<bool>,
    /// How the items of lists in a list are separated, the outermost ones first; since 3.0, nothing says it.
    pub nested: Vec<Separator>,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// A value that the document shows.
    pub example: Option<View<'a>>,
    /// The parameter itself, references followed.
    pub view: View<'a>,
    /// Where the document has it: the same, or a reference to it.
    pub entry: View<'a>,
}

impl Parameter<'_> {
    /// Says whether another one is the same on the wire, where names of headers have no case (RFC 9110, section 5.1).
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let is_same_name = match self.location {
            Location::Header => self.name.eq_ignore_ascii_case(other.name),
            Location::Path | Location::Query | Location::Cookie | Location::QueryString | Location::Unknown(_) => {
                self.name == other.name
            }
        };
        self.location == other.location && is_same_name
    }

    /// Says whether it describes a header that media types or a security scheme describe too (OpenAPI 3.0.3, Parameter Object).
    #[must_use]
    pub fn is_ignored(&self) -> bool {
        let elsewhere = ["accept", "content-type", "authorization"];
        self.location == Location::Header && elsewhere.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// Location and name of a parameter, which tell it apart from the others of its list.
pub(crate) fn parameter_key(view: &View<'_>) -> String {
    format!("{} {}", text(view, "in").unwrap_or_default(), text(view, "name").unwrap_or_default())
}

/// A header of a response.
#[derive(Debug)]
pub struct Header<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds.
    pub content: ParameterContent<'a>,
    /// Whether callers should no longer rely on it.
    pub deprecated: bool,
    /// Its description, in Markdown.
    pub description: Option<&'a str>,
    /// The header itself, references followed.
    pub view: View<'a>,
    /// Where the document has it: the same, or a reference to it.
    pub entry: View<'a>,
}

/// What a parameter or header holds.
#[derive(Debug)]
pub enum ParameterContent<'a> {
    /// A value of a schema, which a style writes.
    Schema(View<'a>),
    /// A value that a media type writes: of several, the document does not say which.
    Media(Vec<MediaType<'a>>),
    /// A value of the schema whose keywords stand among the parameter's own fields, as in 2.0.
    Own,
    /// The document does not say.
    Unsaid,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location<'a> {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
    /// As the whole query.
    QueryString,
    /// Where OpenAPI has no place for it.
    Unknown(&'a str),
}

impl<'a> Location<'a> {
    /// Reads the value of `in`.
    pub(super) fn named(name: &'a str, dialect: Dialect) -> Self {
        let known = [Self::Path, Self::Query, Self::Header];
        let cookie = (dialect >= Dialect::V30).then_some(Self::Cookie);
        let whole = (dialect >= Dialect::V32).then_some(Self::QueryString);
        let mut known = known.into_iter().chain(cookie).chain(whole);
        known.find(|location| location.name() == name).unwrap_or(Self::Unknown(name))
    }

    /// The value of `in`.
    #[must_use]
    pub const fn name(self) -> &'a str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
            Self::Unknown(name) => name,
        }
    }
}

/// How a value becomes text (OpenAPI 3.2.0, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style<'a> {
    /// `color=blue,black`
    Form,
    /// `blue,black`
    Simple,
    /// `.blue.black`
    Label,
    /// `;color=blue,black`
    Matrix,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue|black`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color=blue; color=black`, without percent-encoding
    Cookie,
    /// Items with a character between them, wherever they are sent (Swagger 2.0, `collectionFormat`).
    Separated(Separator),
    /// A style that OpenAPI does not have.
    Unknown(&'a str),
}

impl<'a> Style<'a> {
    /// Reads the value of `style`.
    pub(super) fn named(name: &'a str, dialect: Dialect) -> Self {
        let known = [
            Self::Form,
            Self::Simple,
            Self::Label,
            Self::Matrix,
            Self::SpaceDelimited,
            Self::PipeDelimited,
            Self::DeepObject,
        ];
        let mut known = known.into_iter().chain((dialect >= Dialect::V32).then_some(Self::Cookie));
        known.find(|style| style.name() == name).unwrap_or(Self::Unknown(name))
    }

    /// The value of `style`.
    #[must_use]
    pub const fn name(self) -> &'a str {
        match self {
            Self::Form => "form",
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::Separated(separator) => separator.name(),
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
            Self::Unknown(name) => name,
        }
    }
}

/// The character between the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `blue,black`
    Comma,
    /// `blue black`
    Space,
    /// A tab.
    Tab,
    /// `blue|black`
    Pipe,
}

impl Separator {
    const ALL: [Self; 4] = [Self::Comma, Self::Space, Self::Tab, Self::Pipe];

    /// Reads the value of `collectionFormat`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|separator| separator.name() == name)
    }

    /// The value of `collectionFormat`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comma => "csv",
            Self::Space => "ssv",
            Self::Tab => "tsv",
            Self::Pipe => "pipes",
        }
    }
}
