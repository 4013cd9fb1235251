//! Errors of building a request.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::runtime::error::attempt::EarlierAttempts;
use crate::runtime::error::{BuildError, PagingError, TransportError};
use crate::runtime::json::WriteError;
use crate::runtime::operation::Operation;
use crate::runtime::send::policy::PolicyError;

/// `InvalidRequest` is a call that was refused before anything was sent.
#[derive(Debug)]
pub struct InvalidRequest {
    operation: &'static str,
    /// Shared by the clones of a call.
    fault: Arc<RequestFault>,
    pub(crate) earlier: EarlierAttempts,
}

/// The part of a request that is invalid; it never shows the value.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestFault {
    /// A parameter of the path is empty, which would call another route.
    EmptyPathParameter(&'static str),
    /// A segment of the path is `.` or `..`, which URL parsers resolve.
    DotSegment,
    /// A required parameter of the query is empty, and this API does not send empty values.
    EmptyQueryParameter(&'static str),
    /// The named parameter has no text form, for instance because a number in it is none.
    Parameter(&'static str),
    /// A header's name is not one.
    HeaderName,
    /// The value of the named header is invalid, for example because of a line break.
    HeaderValue(Box<str>),
    /// The named header belongs to the transport.
    ReservedHeader(Box<str>),
    /// The body has no JSON form.
    Body(WriteError),
    /// A value of the program's own type cannot be written as JSON.
    Serialize(Box<dyn StdError + Send + Sync>),
    /// Base URL, path and query make no URL.
    Url,
    /// The base URL of this call, or of its operation, cannot be used.
    BaseUrl(BuildError),
    /// The operation's method is not one.
    Method,
    /// The call requests a stream, and the client verifies responses, which is possible for whole responses only.
    UnverifiableStream,
    /// The call has a timeout or is to be retried, and the client has no `Sleep` to measure time with.
    NoSleep,
    /// What is named here, an idempotency key or the boundary of a form, was not given, and the client has no `Random` to make
    /// one.
    NoRandom(&'static str),
    /// A blocking call has nothing to wait for: its client's thread could not be started, or is the one that called.
    NoWorker(std::io::Error),
    /// The paged list cannot continue.
    Paging(PagingError),
    /// A policy refused the request.
    Policy(PolicyError),
    /// A policy changed the method or the URI, which are not its own.
    ChangedTarget,
    /// The transport refused the request.
    Transport(TransportError),
}

impl InvalidRequest {
    pub(crate) fn new(operation: &'static Operation, fault: impl Into<Arc<RequestFault>>) -> Self {
        Self { operation: operation.id, fault: fault.into(), earlier: EarlierAttempts::default() }
    }

    /// Returns the reason.
    pub fn fault(&self) -> &RequestFault {
        &self.fault
    }
}

impl fmt::Display for RequestFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyPathParameter(name) => write!(f, "the path parameter `{name}` is empty"),
            Self::DotSegment => f.write_str("a segment of the path is `.` or `..`"),
            Self::EmptyQueryParameter(name) => {
                write!(f, "the required query parameter `{name}` is empty")
            }
            Self::Parameter(name) => write!(f, "the parameter `{name}` has no text form"),
            Self::HeaderName => f.write_str("the name of a header is not valid"),
            Self::HeaderValue(name) => write!(f, "the value of the header `{name}` is not valid"),
            Self::ReservedHeader(name) => write!(f, "the header `{name}` belongs to the transport"),
            Self::Body(error) => write!(f, "the body cannot be written: {error}"),
            Self::Serialize(error) => write!(f, "the body cannot be written: {error}"),
            Self::Url => f.write_str("base URL, path and query are not a valid URL"),
            Self::BaseUrl(error) => error.fmt(f),
            Self::Method => f.write_str("the method is not valid"),
            Self::UnverifiableStream => f.write_str(
                "a stream cannot be verified: use `send_raw`, or a client built `without_response_verification`",
            ),
            Self::NoSleep => f.write_str("a timeout or a retry needs a `Sleep`: give one to the client's builder"),
            Self::NoRandom(name) => {
                write!(f, "`{name}` is missing: set it, or give the client's builder a `Random`")
            }
            Self::NoWorker(error) => write!(f, "a blocking call cannot be made here: {error}"),
            Self::Paging(error) => error.fmt(f),
            Self::Policy(error) => write!(f, "a policy refused the request: {error}"),
            Self::ChangedTarget => f.write_str("a policy changed the method or the URI"),
            Self::Transport(error) => write!(f, "the transport refused the request: {error}"),
        }
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.fault)
    }
}

impl StdError for InvalidRequest {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &*self.fault {
            RequestFault::Transport(error) => error.source(),
            RequestFault::Policy(error) => error.source(),
            _ => None,
        }
    }
}
