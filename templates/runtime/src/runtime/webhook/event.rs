//! The events of webhooks.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;

use crate::runtime::json::{Found, Json, ReadError, Reader, path_at};

/// Reads the body of a webhook.
pub fn read_event<E: Json>(body: &[u8]) -> Result<E, EventError> {
    Reader::parse(body).map_err(|error| EventError { error, raw: Bytes::copy_from_slice(body) })
}

/// `EventError` is the body of a webhook that cannot be read as an event.
pub struct EventError {
    error: ReadError,
    raw: Bytes,
}

impl EventError {
    /// Returns the path in the body, such as `$.data.id`, which each call computes.
    pub fn path(&self) -> String {
        path_at(&self.raw, self.error.offset())
    }

    /// Returns what was expected at the path.
    pub fn expected(&self) -> &str {
        self.error.expected()
    }

    /// Returns the kind of value that was found instead.
    pub fn found(&self) -> Found {
        self.error.found()
    }

    /// Returns the body as received.
    pub fn raw(&self) -> &Bytes {
        &self.raw
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, expected, found) = (self.path(), self.expected(), self.found());
        write!(f, "the webhook's body at {path}: expected {expected}, found {found}")
    }
}

impl fmt::Debug for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventError")
            .field("path", &self.path())
            .field("error", &self.error)
            .field("raw", &format_args!("{} bytes", self.raw.len()))
            .finish()
    }
}

impl StdError for EventError {}
