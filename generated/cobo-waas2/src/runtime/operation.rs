//! What generated code says about an operation: its constants, and the types of its output and of its error.

use std::fmt::Debug;

use bytes::Bytes;

use crate::runtime::json::{Found, Json, ReadError};
use crate::runtime::response::content::Content;
use crate::runtime::response::documented::Documented;
use crate::runtime::stream::byte_stream::{ByteStream, Streamed};

/// `Operation` holds the constants of one operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// The operation's name, as in the API's document or made from method and path.
    pub id: &'static str,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path's template, for traces: its parameters are not filled in, so it holds no secret.
    pub path: &'static str,
    /// The `Accept` header; `None` accepts anything.
    pub accept: Option<&'static str>,
    /// The names in the query, in the order in which they are sent.
    pub query: &'static [&'static str],
    /// The alternatives of credentials, each a list of schemes that belong together.
    ///
    /// No alternative at all means that the operation takes no credential; an empty alternative, that it works without.
    pub security: &'static [&'static [&'static str]],
    /// The responses documented as success, each with the number of its body in [`Op::Output`].
    pub success: &'static [Documented],
    /// The responses documented as errors, each with the number of its body in [`Op::Error`].
    pub errors: &'static [Documented],
}

impl Operation {
    /// Tells whether the method may be repeated without doing its work twice (RFC 9110, section 9.2.2).
    pub(crate) fn is_idempotent(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY")
    }
}

/// `Op` is the marker type of an operation: it ties the constants to the types of its answers.
pub trait Op: Send + Sync + 'static {
    /// What a documented success holds.
    type Output: Output;
    /// What the documented error bodies hold.
    type Error: ErrorBody;
    /// The operation's constants.
    const OPERATION: &'static Operation;

    /// Decodes the body of a success as its documented body number `index`.
    fn decode(index: usize, body: &mut Content<'_>) -> Result<Self::Output, ReadError> {
        Self::Output::decode(index, body)
    }

    /// Returns what a success without a body (empty, 204 or 205) stands for; `None`: it is not the documented one.
    fn absent() -> Option<Self::Output> {
        Self::Output::absent()
    }
}

/// `Output` is what a success is decoded into.
pub trait Output: Sized + Send + 'static {
    /// Makes the output of a body that is still arriving; `None`: it is decoded from the whole body.
    const STREAM: Option<fn(ByteStream) -> Self> = None;
    /// Which responses that is made of.
    #[doc(hidden)]
    const STREAMED: Streamed = Streamed::Never;

    /// Returns what a success without a body (empty, 204 or 205) stands for; `None`: it is not the documented one.
    fn absent() -> Option<Self> {
        None
    }

    /// Decodes the body of a success as its documented body number `index`.
    fn decode(index: usize, body: &mut Content<'_>) -> Result<Self, ReadError>;
}

impl<T: Json + Send + 'static> Output for T {
    fn absent() -> Option<Self> {
        T::absent()
    }

    fn decode(_index: usize, body: &mut Content<'_>) -> Result<Self, ReadError> {
        body.json()
    }
}

/// The output of operations that document no body: whatever comes is ignored.
impl Output for () {
    fn absent() -> Option<Self> {
        Some(())
    }

    fn decode(_index: usize, _body: &mut Content<'_>) -> Result<Self, ReadError> {
        Ok(())
    }
}

/// The output of operations whose body is not JSON: the bytes as received, which may be none.
impl Output for Bytes {
    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn decode(_index: usize, body: &mut Content<'_>) -> Result<Self, ReadError> {
        Ok(body.bytes())
    }
}

/// `ErrorBody` is what the error bodies of a tag's operations are decoded into.
pub trait ErrorBody: Sized + Debug + Send + Sync + 'static {
    /// How many of the bodies, the first ones, are recognized under statuses that they are not documented for.
    const BODIES: usize;
    /// The properties of the bodies that are secret, which an error's text does not show.
    const SECRETS: &'static [&'static str] = &[];

    /// Decodes `body` as the documented body number `index`.
    fn decode(index: usize, body: &mut Content<'_>) -> Result<Self, ReadError> {
        let _ = (index, body);
        Err(ReadError::new(0, "no body", Found::Missing))
    }
}
