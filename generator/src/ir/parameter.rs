//! What a call takes beside its body.

use crate::diagnostics::Origin;

use super::{TypeId, Value};

/// One value in the path, the query, a header or a cookie.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a separate fact of the document")]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// The name that the document proposes for it, where that is not its name on the wire.
    pub hint: Option<String>,
    /// Where it stands.
    pub location: Location,
    /// How a value becomes text.
    pub style: Style,
    /// Whether each element of a list or object stands alone.
    pub explode: bool,
    /// The separators between the items of nested lists, outermost first.
    pub nested: Vec<char>,
    /// Whether reserved characters of its value stay as they are.
    pub allow_reserved: bool,
    /// Whether a call must have it.
    pub required: bool,
    /// Whether the method of a released crate takes it as an argument.
    pub taken: bool,
    /// What it holds.
    pub ty: TypeId,
    /// The text that each call sends, where it must be sent and has one value. A released crate that takes it as an argument
    /// goes on to.
    pub constant: Option<String>,
    /// Whether a setter sends another value in place of the constant, which was the only value when the crate was released.
    pub replaceable: bool,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// A value that a caller might send.
    pub example: Option<Value>,
    /// Whether callers should no longer send it.
    pub deprecated: bool,
    /// Where it stands in the document.
    pub origin: Origin,
}

impl Parameter {
    /// Tells whether the method takes it as an argument.
    #[must_use]
    pub const fn is_argument(&self) -> bool {
        (self.required || self.taken) && !self.replaceable
    }

    /// Tells whether each call sends the same value.
    #[must_use]
    pub const fn is_fixed(&self) -> bool {
        self.constant.is_some() && !self.replaceable
    }
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
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
}

impl Location {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Path, Self::Query, Self::Header, Self::Cookie, Self::QueryString];

    /// The word of OpenAPI for it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }
}

/// How a value becomes text (OpenAPI 3.2.0, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
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
    /// `color=blue%09black`
    TabDelimited,
    /// `color=blue|black`
    PipeDelimited,
    /// `color[R]=100&color[G]=200`
    DeepObject,
    /// `color=blue; color=black`, without percent-encoding
    Cookie,
    /// JSON text, for a parameter with `content`.
    Json,
}

impl Style {
    /// The character between the elements of a list that is one text.
    #[must_use]
    pub const fn separator(self) -> char {
        match self {
            Self::SpaceDelimited => ' ',
            Self::TabDelimited => '\t',
            Self::PipeDelimited => '|',
            Self::Form | Self::Simple | Self::Label | Self::Matrix | Self::DeepObject | Self::Cookie | Self::Json => {
                ','
            }
        }
    }
}
