//! What a request carries.

use super::TypeId;

/// The body of a request.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Whether a call must have it.
    pub required: bool,
    /// The forms that it may take, the preferred one first.
    pub media: Vec<MediaType>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

/// One form of a body.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// The `Content-Type`.
    pub content_type: String,
    /// How the value becomes bytes.
    pub codec: Codec,
    /// What it holds.
    pub ty: TypeId,
}

/// How values become bytes and the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// RFC 8259, also `application/problem+json` and the like.
    Json,
}
