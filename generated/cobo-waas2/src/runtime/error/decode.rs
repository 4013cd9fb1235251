//! Errors of decoding.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::auth::credential::Verification;
use crate::runtime::json::{Found, ReadError, path_at};
use crate::runtime::response::received::Received;

/// A documented success whose body does not match the document.
pub struct DecodeError {
    error: ReadError,
    received: Received,
}

impl DecodeError {
    pub(crate) fn new(error: ReadError, received: Received) -> Self {
        Self { error, received }
    }

    /// Returns the path in the body, such as `$.wallets[3].id`, which each call computes.
    pub fn path(&self) -> String {
        path_at(&self.received.body, self.error.offset())
    }

    /// Returns what was expected at the path.
    pub fn expected(&self) -> &str {
        self.error.expected()
    }

    /// Returns the kind of value that was found instead.
    pub fn found(&self) -> Found {
        self.error.found()
    }

    /// Returns where in the body it was noticed, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.error.offset()
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

    /// Tells how far the response can be trusted.
    pub fn verification(&self) -> Verification {
        self.received.verification
    }

    pub(crate) fn received(&self) -> &Received {
        &self.received
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Received { operation, status, .. } = &self.received;
        let (path, expected, found) = (self.path(), self.expected(), self.found());
        write!(f, "{}: at {path}: expected {expected}, found {found}, in a response with status {status}", operation.id)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path())
            .field("error", &self.error)
            .field("received", &self.received)
            .finish()
    }
}

impl std::error::Error for DecodeError {}
