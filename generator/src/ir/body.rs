//! What a request carries.

use super::{Given, Style, TypeId, Value};

/// The body of a request.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Whether a call must have it.
    pub required: bool,
    /// Whether the method of a released crate takes it as an argument.
    pub taken: bool,
    /// The forms that it may take, in the document's order.
    pub media: Vec<MediaType>,
    /// The content type that the method of a released crate sends.
    pub released: Option<String>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

/// The content type that a lock leaves out, since most bodies have it.
pub(crate) const USUAL_CONTENT_TYPE: &str = "application/json";

impl RequestBody {
    /// Tells whether the method takes it as an argument.
    #[must_use]
    pub const fn is_argument(&self) -> bool {
        self.required || self.taken
    }

    /// The form that a program is given first: that of a released crate, else JSON, else what has parts, else text, else bytes.
    #[must_use]
    pub fn preferred(&self) -> Option<&MediaType> {
        let released = self.released.as_ref();
        self.media.iter().find(|media| Some(&media.content_type) == released).or_else(|| preferred(&self.media))
    }

    /// The parts of its form of parts, where the document tells them.
    #[must_use]
    pub fn parts(&self) -> Option<&[FormPart]> {
        let multipart = self.media.iter().find(|media| media.codec == Codec::Multipart)?;
        (!multipart.parts.is_empty()).then_some(&multipart.parts)
    }

    /// Lists the other forms that a program may choose, by position and by a word for each: one a codec.
    #[must_use]
    pub fn others(&self) -> Vec<(usize, &'static str)> {
        let mut seen: Vec<Codec> = self.preferred().map(|media| media.codec).into_iter().collect();
        let mut others = Vec::new();
        for (position, media) in self.media.iter().enumerate() {
            if !seen.contains(&media.codec) {
                seen.push(media.codec);
                others.push((position, media.codec.word()));
            }
        }
        others
    }
}

/// A content type without its parameters, and without case.
#[must_use]
pub(crate) fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Of some forms, the one that says most of what it holds; the first of equals.
pub(super) fn preferred(media: &[MediaType]) -> Option<&MediaType> {
    media.iter().min_by_key(|media| media.codec)
}

/// One form of a body.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// The `Content-Type`.
    pub content_type: String,
    /// How the value becomes bytes.
    pub codec: Codec,
    /// What it holds; none: text or bytes, whatever the document says of what they mean.
    pub ty: Option<TypeId>,
    /// The encoding of the properties of a form for which the document gives one.
    pub encoding: Vec<PropertyEncoding>,
    /// The parts that a body of parts has; none: the document does not tell.
    pub parts: Vec<FormPart>,
    /// A body that the document shows.
    pub example: Option<Value>,
}

/// How a form spells a property.
#[derive(Clone, Debug)]
pub struct PropertyEncoding {
    /// The property's name.
    pub name: String,
    /// How its value becomes text.
    pub style: Style,
    /// Whether each element of a list or object stands alone.
    pub explode: bool,
    /// Whether reserved characters of its value stay as they are.
    pub allow_reserved: bool,
}

/// A property of a body of parts.
#[derive(Clone, Debug)]
pub struct FormPart {
    /// The name on the wire.
    pub name: String,
    /// What it holds.
    pub ty: TypeId,
    /// How that becomes one part or several.
    pub content: PartContent,
    /// Whether the body must have it.
    pub required: bool,
    /// The text of the only value that the body may have there, and must.
    pub constant: Option<String>,
    /// The content type that it has instead of the usual one.
    pub content_type: Option<String>,
    /// The headers that it may have beside.
    pub headers: Vec<String>,
    /// The name that the document proposes.
    pub hint: Option<String>,
    /// The name that an overlay gives it.
    pub given: Option<Given>,
}

impl FormPart {
    /// Tells whether programs must give it: one that has a single value is written by itself.
    #[must_use]
    pub const fn is_argument(&self) -> bool {
        self.required && self.constant.is_none()
    }
}

/// How a property becomes one part or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartContent {
    /// A file, or a part with headers.
    File,
    /// Files, each in a part.
    Files,
    /// A value: text where it is a single one, else JSON; each element of a list in a part.
    Value,
    /// A value as JSON, whatever it is.
    Json,
    /// The items of a list as one text, in the style that separates them.
    Joined(Style),
}

impl PartContent {
    /// Says whether programs give a value of the property's type.
    #[must_use]
    pub const fn is_typed(self) -> bool {
        matches!(self, Self::Value | Self::Json | Self::Joined(_))
    }
}

/// How values become bytes and the reverse, in the order in which programs are given them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Codec {
    /// RFC 8259, also `application/problem+json` and the like.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`, `multipart/mixed` and the like, in requests.
    Multipart,
    /// `text/event-stream`, in answers.
    EventStream,
    /// `application/x-ndjson` and the like, in answers.
    JsonLines,
    /// `text/plain` and the like.
    Text,
    /// Everything else, as it is.
    Bytes,
}

impl Codec {
    /// Says whether what it holds is read while it arrives.
    #[must_use]
    pub const fn is_stream(self) -> bool {
        matches!(self, Self::EventStream | Self::JsonLines)
    }

    /// A word for it, of which names are made.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            Self::Multipart => "multipart",
            Self::EventStream => "events",
            Self::JsonLines => "lines",
            Self::Text => "text",
            Self::Bytes => "bytes",
        }
    }
}
