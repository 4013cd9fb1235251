//! The interface between generated operations and the runtime: constants and associated types.

use std::fmt::Debug;

use bytes::Bytes;

use crate::runtime::json::{Found, Json, ReadError};
use crate::runtime::response::content::Content;
use crate::runtime::response::documented::Documented;
use crate::runtime::stream::byte_stream::{ByteStream, Streamed};

/// `Operation` holds the constants of one operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// The operation's name: its ID in the document, or one derived from method and path.
    pub id: &'static str,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path's template, for traces: its parameters are not filled in, so it holds no secret.
    pub path: &'static str,
    /// The `Accept` header; `None` accepts anything.
    pub accept: Option<&'static str>,
    /// The names in the query, in the order in which they are sent.
    pub query: &'static [&'static str],
    /// The security requirements, each a list of schemes that are sent together.
    ///
    /// No requirement means that the operation takes no credential; an empty requirement, that credentials are
    /// optional.
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

/// An operation as a type: its constants, and the types of its results.
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

    /// Returns the result of a success without a body (empty, 204 or 205), or `None` if the document requires a body.
    fn absent() -> Option<Self::Output> {
        Self::Output::absent()
    }
}

/// The result of a successful call.
pub trait Output: Sized + Send + 'static {
    /// Makes the output of a body that is still arriving; `None`: it is decoded from the whole body.
    const STREAM: Option<fn(ByteStream) -> Self> = None;
    /// The responses that this result is decoded from.
    #[doc(hidden)]
    const STREAMED: Streamed = Streamed::Never;

    /// Returns the result of a success without a body (empty, 204 or 205), or `None` if the document requires a body.
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

/// The result of operations without a documented body, whose body is ignored.
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

/// The documented error bodies of the operations of a tag.
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
