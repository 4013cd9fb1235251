//! What a request carries.

use super::{Style, TypeId};

/// The body of a request.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Whether a call must have it.
    pub required: bool,
    /// The forms that it may take, in the document's order.
    pub media: Vec<MediaType>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

impl RequestBody {
    /// The form that a program is given first: JSON, else what has parts, else text, else bytes.
    #[must_use]
    pub fn preferred(&self) -> Option<&MediaType> {
        preferred(&self.media)
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
    /// How a form spells properties that are not spelled as usual, by their names.
    pub encoding: Vec<(String, Style, bool)>,
}

/// How values become bytes and the reverse, in the order in which programs are given them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Codec {
    /// RFC 8259, also `application/problem+json` and the like.
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// `text/plain` and the like.
    Text,
    /// Everything else, as it is.
    Bytes,
}

impl Codec {
    /// A word for it, of which names are made.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            Self::Multipart => "multipart",
            Self::Text => "text",
            Self::Bytes => "bytes",
        }
    }
}
