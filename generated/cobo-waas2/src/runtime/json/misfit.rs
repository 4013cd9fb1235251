//! What a lenient reading of a body left out: where, why, and the JSON that was received.

use std::fmt;
use std::ops::Range;

use bytes::Bytes;

use crate::runtime::json::{Found, ReadError, path_at};

/// `Misfit` is a value of a response that does not fit the API description, or a required property that is missing.
///
/// `Debug` and `Display` do not show the value, which may be a secret.
#[derive(Clone)]
pub struct Misfit {
    body: Bytes,
    value: Range<usize>,
    error: ReadError,
}

impl Misfit {
    pub(in crate::runtime::json) fn new(body: Bytes, value: Range<usize>, error: ReadError) -> Self {
        Self { body, value, error }
    }

    /// Returns the path of the omitted value, such as `$.wallets[3].owner`; for a missing required property, the path
    /// of the object. Each call computes it.
    pub fn path(&self) -> String {
        path_at(&self.body, self.value.start)
    }

    /// Returns the path of what does not fit: the value that was left out, or a value inside it. It is computed by each call.
    pub fn cause_path(&self) -> String {
        path_at(&self.body, self.error.offset())
    }

    /// Returns what was expected at the path.
    pub fn expected(&self) -> &str {
        self.error.expected()
    }

    /// Returns the kind of value that was found instead.
    pub fn found(&self) -> Found {
        self.error.found()
    }

    /// Returns the JSON text of the value that was left out; `None` if a required property is missing.
    pub fn raw(&self) -> Option<&str> {
        let text = self.body.get(self.value.clone()).filter(|text| !text.is_empty())?;
        std::str::from_utf8(text).ok()
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, cause) = (self.path(), self.cause_path());
        write!(f, "at {cause}: expected {}, found {}", self.expected(), self.found())?;
        if path == cause { Ok(()) } else { write!(f, ", so {path} is omitted") }
    }
}

impl fmt::Debug for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Misfit")
            .field("path", &self.path())
            .field("error", &self.error)
            .field("raw", &format_args!("{} bytes", self.value.len()))
            .finish_non_exhaustive()
    }
}
