//! What is wrong with a JSON text, or with a value that should become one: positions and kinds flow in, one
//! line for people flows out.
//!
//! Neither error holds text of the document, because documents hold tokens and keys.

use std::borrow::Cow;
use std::fmt;

/// What stood in a JSON text where something else was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Found {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Text that is not JSON.
    Malformed,
    /// The end of the text.
    End,
    /// A value that does not match, of an unknown kind.
    Other,
    /// Nothing: the object was read to its end, and the property was not in it.
    Missing,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Malformed => "text that is not JSON",
            Self::End => "the end of the text",
            Self::Other => "another value",
            Self::Missing => "none",
        })
    }
}

/// A JSON text that does not match its type: the position, what was expected, and the kind of value that was found.
///
/// It is one word wide, since every step of reading returns it. [`path_at`](crate::runtime::json::path_at) computes the
/// path (`$.a[3].b`) on demand, so that reading does not pay for it.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Details>);

#[derive(Clone, PartialEq, Eq)]
struct Details {
    offset: usize,
    expected: Cow<'static, str>,
    found: Found,
    /// Whether a number was expected, and there was one that the type cannot hold.
    out_of_range: bool,
}

impl ReadError {
    /// Makes an error; `offset` counts bytes from the start of the text, `expected` completes "expected …".
    #[cold]
    pub fn new(offset: usize, expected: impl Into<Cow<'static, str>>, found: Found) -> Self {
        Self(Box::new(Details { offset, expected: expected.into(), found, out_of_range: false }))
    }

    /// Makes the error for a number that the type cannot hold: outside of `range`, or no integer.
    #[cold]
    pub(in crate::runtime::json) fn out_of_range(offset: usize, range: &'static str) -> Self {
        Self(Box::new(Details { offset, expected: range.into(), found: Found::Number, out_of_range: true }))
    }

    pub(in crate::runtime::json) fn is_out_of_range(&self) -> bool {
        self.0.out_of_range
    }

    /// Returns where in the text it was noticed, in bytes from its start.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Returns what was expected, as words that complete "expected …".
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// Returns the kind of value that was found.
    pub fn found(&self) -> Found {
        self.0.found
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {} at byte {}", self.expected(), self.found(), self.offset())
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadError")
            .field("offset", &self.offset())
            .field("expected", &self.expected())
            .field("found", &self.found())
            .finish()
    }
}

impl std::error::Error for ReadError {}

/// A value that has no JSON form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteError {
    /// A floating-point number is `NaN` or infinite, which JSON cannot represent.
    NotFinite,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite => f.write_str("a number is NaN or infinite, which JSON cannot represent"),
        }
    }
}

impl std::error::Error for WriteError {}
