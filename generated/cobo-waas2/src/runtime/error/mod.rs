//! The errors of calls.

mod any;
mod api;
pub(crate) mod attempt;
mod build;
mod decode;
mod paging;
pub(crate) mod reason;
mod request;
mod signing;
mod transport;
mod unexpected;
mod verification;

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use crate::runtime::error::any::AnyError;
pub use crate::runtime::error::api::ApiError;
pub use crate::runtime::error::attempt::AttemptEnd;
use crate::runtime::error::attempt::EarlierAttempts;
pub use crate::runtime::error::build::BuildError;
pub use crate::runtime::error::decode::DecodeError;
pub use crate::runtime::error::paging::PagingError;
pub use crate::runtime::error::request::{InvalidRequest, RequestFault};
pub use crate::runtime::error::signing::{SigningError, UnsignedRequest};
pub use crate::runtime::error::transport::{TransportError, TransportErrorKind};
pub use crate::runtime::error::unexpected::UnexpectedResponse;
pub use crate::runtime::error::verification::{VerificationError, VerificationFault};
use crate::runtime::operation::Operation;
use crate::runtime::response::received::Received;
use crate::runtime::send::retry::is_passing;

/// Headers under which servers name a request in their logs, the usual one first.
const REQUEST_ID_HEADERS: [&str; 4] = ["x-request-id", "request-id", "x-correlation-id", "x-trace-id"];

/// Returns the server's name for a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}

/// The error of a call; `E` is the type of the operation's documented error bodies.
///
/// It is two words wide. `?` converts it into `Box<dyn Error>` or [`AnyError`].
///
/// `Display` is one line: the operation, the status, and the reason in the body of the error, such as its `message`,
/// `detail` or `error_description`. At most 200 characters of the reason are shown, and no property that the API
/// description marks as secret. A server that repeats a secret in its reason exposes it there.
#[non_exhaustive]
pub enum Error<E> {
    /// A documented error response.
    Api(Box<ApiError<E>>),
    /// A response with an undocumented status or body.
    Unexpected(Box<UnexpectedResponse>),
    /// A documented success whose JSON does not match the document.
    Decode(Box<DecodeError>),
    /// The response is not signed as it must be.
    Verification(Box<VerificationError>),
    /// The request could not be signed; nothing was sent.
    Signing(Box<UnsignedRequest>),
    /// The request cannot be sent as it is; nothing was sent.
    InvalidRequest(Box<InvalidRequest>),
    /// The call took longer than its timeout; whether the server acted on it is not known.
    Timeout(Box<TransportError>),
    /// No connection was established; nothing was sent.
    Connect(Box<TransportError>),
    /// The exchange broke off, or the response is larger than allowed.
    Transport(Box<TransportError>),
}

/// `Failure` is an error of the stages that know no types: all but [`Error::Api`].
pub type Failure = Error<Infallible>;

impl<E> Error<E> {
    /// Returns whether a timeout expired: that of the call, of an attempt, or of connecting.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Connect(error) | Self::Transport(error) => error.kind() == TransportErrorKind::ConnectTimeout,
            Self::Signing(error) => matches!(error.fault(), SigningError::Timeout { .. }),
            _ => false,
        }
    }

    /// Returns whether no connection could be established.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Connect(_))
    }

    /// Returns whether the same call may be sent again: repeating it can help and cannot repeat its effect.
    ///
    /// That is so if nothing was sent or the server did not process the request, and, for idempotent methods, after
    /// timeouts, broken connections and the statuses 408, 425, 429, 502, 503 and 504.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect(error) => error.is_idempotent() || !error.earlier.may_have_been_processed(),
            Self::Signing(error) => {
                matches!(error.fault(), SigningError::Timeout { .. }) && !error.earlier.may_have_been_processed()
            }
            Self::Timeout(error) => error.is_idempotent(),
            Self::Transport(error) => match error.kind() {
                TransportErrorKind::NotProcessed => true,
                TransportErrorKind::Other => error.is_idempotent(),
                _ => false,
            },
            Self::Api(_) | Self::Unexpected(_) => self
                .received()
                .is_some_and(|received| received.operation.is_idempotent() && is_passing(received.status.as_u16())),
            _ => false,
        }
    }

    /// Returns the response's status, if one arrived; it is unverified in [`Error::Verification`].
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Timeout(error) | Self::Connect(error) | Self::Transport(error) => error.status(),
            _ => self.received().map(|received| received.status),
        }
    }

    /// Returns the response's headers, if one arrived whole; they are unverified in [`Error::Verification`].
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.received().map(|received| &received.headers)
    }

    /// Returns the response's body as received, if it arrived whole; it is unverified in [`Error::Verification`].
    pub fn raw(&self) -> Option<&Bytes> {
        self.received().map(|received| &received.body)
    }

    /// Returns the server's name for this request, from the response's headers, for asking its operator.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.received()?.headers)
    }

    /// Returns how each attempt ended that was passed to the transport, in order.
    ///
    /// `Display` also says this if an earlier attempt may have been processed.
    pub fn attempts(&self) -> Vec<AttemptEnd> {
        self.earlier().with_last(self.end())
    }

    /// Returns how the last attempt ended; `None` if no request was passed to the transport.
    pub(crate) fn end(&self) -> Option<AttemptEnd> {
        match self {
            Self::Timeout(error) | Self::Connect(error) | Self::Transport(error) => Some(error.end()),
            _ => self.received().map(|received| AttemptEnd::Response(received.status)),
        }
    }

    fn earlier(&self) -> &EarlierAttempts {
        match self {
            Self::Api(error) => &error.received().earlier,
            Self::Unexpected(error) => &error.received().earlier,
            Self::Decode(error) => &error.received().earlier,
            Self::Verification(error) => &error.received().earlier,
            Self::Signing(error) => &error.earlier,
            Self::InvalidRequest(error) => &error.earlier,
            Self::Timeout(error) | Self::Connect(error) | Self::Transport(error) => &error.earlier,
        }
    }

    fn received(&self) -> Option<&Received> {
        match self {
            Self::Api(error) => Some(error.received()),
            Self::Unexpected(error) => Some(error.received()),
            Self::Decode(error) => Some(error.received()),
            Self::Verification(error) => Some(error.received()),
            _ => None,
        }
    }

    /// Converts the body of [`Error::Api`], and keeps the other variants.
    fn map<F>(self, change: impl FnOnce(Box<ApiError<E>>) -> Box<ApiError<F>>) -> Error<F> {
        match self {
            Self::Api(error) => Error::Api(change(error)),
            Self::Unexpected(error) => Error::Unexpected(error),
            Self::Decode(error) => Error::Decode(error),
            Self::Verification(error) => Error::Verification(error),
            Self::Signing(error) => Error::Signing(error),
            Self::InvalidRequest(error) => Error::InvalidRequest(error),
            Self::Timeout(error) => Error::Timeout(error),
            Self::Connect(error) => Error::Connect(error),
            Self::Transport(error) => Error::Transport(error),
        }
    }
}

impl Failure {
    /// Says that a request could not be signed.
    pub(crate) fn unsigned(operation: &'static Operation, fault: SigningError) -> Self {
        Self::Signing(Box::new(UnsignedRequest::new(operation, fault)))
    }

    /// Keeps how the attempts before this one ended.
    pub(crate) fn after(mut self, earlier: EarlierAttempts) -> Self {
        match &mut self {
            Self::Verification(error) => error.received_mut().earlier = earlier,
            Self::Signing(error) => error.earlier = earlier,
            Self::InvalidRequest(error) => error.earlier = earlier,
            Self::Timeout(error) | Self::Connect(error) | Self::Transport(error) => error.earlier = earlier,
            // Made of responses, which keep it themselves.
            Self::Api(_) | Self::Unexpected(_) | Self::Decode(_) => {}
        }
        self
    }

    /// Gives a failure the type that a call's error has.
    pub(crate) fn widen<E>(self) -> Error<E> {
        self.map(|error| match *error.body() {})
    }

    /// Converts an error of the transport.
    pub(crate) fn from_transport(mut error: TransportError, operation: &'static Operation) -> Self {
        if error.kind() == TransportErrorKind::InvalidRequest {
            let fault = RequestFault::Transport(error);
            return Self::InvalidRequest(Box::new(InvalidRequest::new(operation, fault)));
        }
        error.happened_in(operation);
        match error.kind() {
            TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout => Self::Connect(Box::new(error)),
            TransportErrorKind::Timeout => Self::Timeout(Box::new(error)),
            _ => Self::Transport(Box::new(error)),
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Unexpected(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Verification(error) => error.fmt(f),
            Self::Signing(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Timeout(error) | Self::Connect(error) | Self::Transport(error) => error.fmt(f),
        }?;
        self.earlier().fmt(f)
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, inner): (_, &dyn fmt::Debug) = match self {
            Self::Api(error) => ("Api", error),
            Self::Unexpected(error) => ("Unexpected", error),
            Self::Decode(error) => ("Decode", error),
            Self::Verification(error) => ("Verification", error),
            Self::Signing(error) => ("Signing", error),
            Self::InvalidRequest(error) => ("InvalidRequest", error),
            Self::Timeout(error) => ("Timeout", error),
            Self::Connect(error) => ("Connect", error),
            Self::Transport(error) => ("Transport", error),
        };
        f.debug_tuple(name).field(inner).finish()
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api(_) | Self::Unexpected(_) | Self::Decode(_) | Self::Verification(_) => None,
            Self::Signing(error) => error.source(),
            Self::InvalidRequest(error) => error.source(),
            Self::Timeout(error) | Self::Connect(error) | Self::Transport(error) => error.source(),
        }
    }
}
