//! What generated code says about an operation: constants and two types flow in, decisions about a response's status flow out.

use std::fmt::Debug;

use bytes::Bytes;

use crate::runtime::json::{Found, Json, ReadError, Reader};
use crate::runtime::stream::{ByteStream, Streamed};

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
    /// The alternatives of credentials, each a list of schemes that belong together.
    ///
    /// No alternative at all means that the operation takes no credential; an empty alternative, that it works without.
    pub security: &'static [&'static [&'static str]],
    /// The statuses documented as success.
    pub success: &'static [Status],
    /// The statuses documented as errors, each with the index of its body in [`Op::Error`].
    pub errors: &'static [(Status, usize)],
}

/// `Status` is a pattern of documented statuses; the most specific one that fits a status decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// A hundred of them: `Class(4)` is 400 to 499.
    Class(u8),
    /// The document's `default`: each 2xx among the successes, each status from 400 on among the errors.
    ///
    /// A document's only response is often its `default`; that must not turn a 500 into a success.
    Any,
}

/// `Expectation` is what the document says about one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expectation {
    Success,
    /// An error, with the index of the body that the document gives for this status.
    Error(Option<usize>),
    /// Neither a documented success nor an error by its number.
    Undocumented,
}

impl Operation {
    /// Tells what the document says about `status`.
    pub(crate) fn expectation(&self, status: u16) -> Expectation {
        let success = self.success.iter().filter_map(|pattern| pattern.rank(status, 200..300)).max();
        let error = self
            .errors
            .iter()
            .filter_map(|(pattern, body)| Some((pattern.rank(status, 400..u16::MAX)?, *body)))
            .max_by_key(|(rank, _)| *rank);
        match (success, error) {
            (Some(success), Some((error, body))) if error > success => Expectation::Error(Some(body)),
            (Some(_), _) => Expectation::Success,
            (None, Some((_, body))) => Expectation::Error(Some(body)),
            (None, None) if status >= 400 => Expectation::Error(None),
            (None, None) => Expectation::Undocumented,
        }
    }

    /// Tells whether the method may be repeated without doing its work twice (RFC 9110, section 9.2.2).
    pub(crate) fn is_idempotent(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY")
    }
}

impl Status {
    /// Returns how specifically this pattern fits `status`, `any` being the statuses that [`Status::Any`] covers here.
    fn rank(self, status: u16, any: std::ops::Range<u16>) -> Option<u8> {
        match self {
            Self::Exact(exact) => (exact == status).then_some(2),
            Self::Class(class) => (u16::from(class) == status / 100).then_some(1),
            Self::Any => any.contains(&status).then_some(0),
        }
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

    /// Decodes the body of a response with a documented success status.
    fn decode(status: u16, body: &Bytes) -> Result<Self::Output, ReadError> {
        Self::Output::decode(status, body)
    }

    /// Returns what a success without a body (empty, 204 or 205) stands for; `None`: it is not the documented one.
    fn absent() -> Option<Self::Output> {
        Self::Output::absent()
    }
}

/// Decodes a body that is plain text.
#[doc(hidden)]
pub fn text(body: &Bytes) -> Result<String, ReadError> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(ReadError::new(error.valid_up_to(), "UTF-8", Found::Malformed)),
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

    /// Decodes the body of a response with a documented success status.
    fn decode(status: u16, body: &Bytes) -> Result<Self, ReadError>;
}

impl<T: Json + Send + 'static> Output for T {
    fn absent() -> Option<Self> {
        T::absent()
    }

    fn decode(_status: u16, body: &Bytes) -> Result<Self, ReadError> {
        Reader::parse(body)
    }
}

/// The output of operations that document no body: whatever comes is ignored.
impl Output for () {
    fn absent() -> Option<Self> {
        Some(())
    }

    fn decode(_status: u16, _body: &Bytes) -> Result<Self, ReadError> {
        Ok(())
    }
}

/// The output of operations whose body is not JSON: the bytes as received, which may be none.
impl Output for Bytes {
    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn decode(_status: u16, body: &Bytes) -> Result<Self, ReadError> {
        Ok(body.clone())
    }
}

/// `ErrorBody` is what the error bodies of an operation are decoded into.
pub trait ErrorBody: Sized + Debug + Send + Sync + 'static {
    /// How many different bodies are documented.
    const BODIES: usize;

    /// Decodes `body` as the documented body number `index`, which is less than [`Self::BODIES`].
    fn decode(index: usize, body: &Bytes) -> Result<Self, ReadError>;
}

impl<T: Json + Debug + Send + Sync + 'static> ErrorBody for T {
    const BODIES: usize = 1;

    fn decode(_index: usize, body: &Bytes) -> Result<Self, ReadError> {
        Reader::parse(body)
    }
}

/// `Undocumented` is the error body of operations that document none; there is no value of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undocumented {}

impl ErrorBody for Undocumented {
    const BODIES: usize = 0;

    fn decode(_index: usize, _body: &Bytes) -> Result<Self, ReadError> {
        Err(ReadError::new(0, "no body", Found::Missing))
    }
}
