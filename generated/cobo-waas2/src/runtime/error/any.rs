//! The error of any call: errors of different operations flow in, one type without parameters flows out.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::{ApiError, AttemptEnd, Error};

/// `AnyError` is an [`Error`] whose body's type is forgotten, so that `?` works on calls of different operations.
pub struct AnyError(Error<Body>);

type Body = Box<dyn fmt::Debug + Send + Sync>;

impl AnyError {
    /// Tells whether a timeout passed, as [`Error::is_timeout`] does.
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    /// Returns whether no connection could be established, like [`Error::is_connect`].
    pub fn is_connect(&self) -> bool {
        self.0.is_connect()
    }

    /// Returns whether the same call may be sent again, like [`Error::is_retryable`].
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }

    /// Returns the response's status, as [`Error::status`] does.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// Returns the response's headers, as [`Error::headers`] does.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers()
    }

    /// Returns the response's body as received, as [`Error::raw`] does.
    pub fn raw(&self) -> Option<&Bytes> {
        self.0.raw()
    }

    /// Returns how each attempt ended, as [`Error::attempts`] does.
    pub fn attempts(&self) -> Vec<AttemptEnd> {
        self.0.attempts()
    }

    /// Returns the server's name for this request, as [`Error::request_id`] does.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self(error.map(|error| Box::new(ApiError::map(*error, |body| Box::new(body) as Body))))
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for AnyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
