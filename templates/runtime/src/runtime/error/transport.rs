//! An exchange that did not happen or broke off: flows from transports and the pipeline to the errors of calls.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::runtime::error::attempt::{AttemptEnd, EarlierAttempts};
use crate::runtime::operation::Operation;

/// `TransportError` is why a request brought no whole response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
    operation: Option<&'static Operation>,
    status: Option<StatusCode>,
    pub(crate) earlier: EarlierAttempts,
}

/// How far a request came, which decides whether it may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was established, so nothing was sent.
    Connect,
    /// No connection was established in time, so nothing was sent.
    ConnectTimeout,
    /// The server reported that it did not process the request, which may be sent again whatever its method (RFC 9113,
    /// section 8.7).
    NotProcessed,
    /// The response did not arrive in time.
    Timeout,
    /// The transport followed a redirect, so that another server may have the request, and the response is not the API's.
    Redirected,
    /// The transport cannot send this request as it is, and sent nothing.
    InvalidRequest,
    /// The body of the response is larger than the client's limit, in bytes.
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// Anything else, for instance a connection that broke off.
    Other,
}

impl TransportError {
    /// Makes an error; `source` must not show the request's URL, headers or body.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, source: Some(source.into()), operation: None, status: None, earlier: EarlierAttempts::default() }
    }

    pub(crate) fn timeout(limit: Duration) -> Self {
        Self::new(TransportErrorKind::Timeout, format!("the limit is {limit:?}"))
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let kind = TransportErrorKind::TooLarge { limit };
        Self { kind, source: None, operation: None, status: None, earlier: EarlierAttempts::default() }
    }

    /// Returns how far the exchange came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns the response's status, if the connection was interrupted after it.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    pub(crate) fn happened_in(&mut self, operation: &'static Operation) {
        self.operation = Some(operation);
    }

    /// Returns how the attempt ended.
    pub(crate) fn end(&self) -> AttemptEnd {
        match (self.status, self.kind) {
            (Some(status), _) => AttemptEnd::Response(status),
            (
                None,
                TransportErrorKind::Connect
                | TransportErrorKind::ConnectTimeout
                | TransportErrorKind::NotProcessed
                | TransportErrorKind::InvalidRequest,
            ) => AttemptEnd::NotProcessed,
            (
                None,
                TransportErrorKind::Timeout
                | TransportErrorKind::Redirected
                | TransportErrorKind::TooLarge { .. }
                | TransportErrorKind::Other,
            ) => AttemptEnd::Unknown,
        }
    }

    pub(crate) fn is_idempotent(&self) -> bool {
        self.operation.is_some_and(Operation::is_idempotent)
    }
}

impl fmt::Display for TransportErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection could be established",
            Self::ConnectTimeout => "no connection could be established in time",
            Self::NotProcessed => "the server did not process the request",
            Self::Timeout => "the call timed out",
            Self::Redirected => "a redirect was followed",
            Self::InvalidRequest => "the request cannot be sent",
            Self::TooLarge { limit } => {
                return write!(f, "response too large: more than {limit} bytes");
            }
            Self::Other => "the connection was interrupted",
        })
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{}: ", operation.id)?;
        }
        self.kind.fmt(f)?;
        match self.status {
            Some(status) => write!(f, " (status {status})"),
            None => Ok(()),
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
