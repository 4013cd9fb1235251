//! A documented error: the response and its decoded body flow in, `Error::Api` holds both.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::auth::credential::Verification;
use crate::runtime::response::received::Received;

/// An error response of the server with a documented body.
pub struct ApiError<E> {
    body: E,
    received: Received,
}

impl<E> ApiError<E> {
    pub(crate) fn new(body: E, received: Received) -> Self {
        Self { body, received }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// Returns the body as received.
    pub fn raw(&self) -> &Bytes {
        &self.received.body
    }

    /// Returns the decoded body.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// Returns the decoded body, and drops the rest.
    pub fn into_body(self) -> E {
        self.body
    }

    /// Tells how far the response can be trusted.
    pub fn verification(&self) -> Verification {
        self.received.verification
    }

    pub(crate) fn received(&self) -> &Received {
        &self.received
    }

    pub(crate) fn map<F>(self, change: impl FnOnce(E) -> F) -> ApiError<F> {
        ApiError { body: change(self.body), received: self.received }
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Received { operation, status, .. } = &self.received;
        write!(f, "{}: the server responded with {status}", operation.id)?;
        self.received.reason().map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").field("body", &self.body).field("received", &self.received).finish()
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}
