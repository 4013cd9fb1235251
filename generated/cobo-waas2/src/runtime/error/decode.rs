//! JSON that does not fit: what the reader found and the response flow in, path and kinds flow out without the document's text.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::auth::credential::Verification;
use crate::runtime::json::{Found, ReadError, path_at};
use crate::runtime::response::received::Received;

/// `DecodeError` is a documented success whose body is not what the document says.
pub struct DecodeError {
    error: ReadError,
    received: Received,
}

impl DecodeError {
    pub(crate) fn new(error: ReadError, received: Received) -> Self {
        Self { error, received }
    }

    /// Returns where in the body it is, as a path such as `$.wallets[3].id`; worked out anew by each call.
    pub fn path(&self) -> String {
        path_at(&self.received.body, self.error.offset())
    }

    /// Returns what was expected there.
    pub fn expected(&self) -> &str {
        self.error.expected()
    }

    /// Returns the kind of what was found instead.
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
