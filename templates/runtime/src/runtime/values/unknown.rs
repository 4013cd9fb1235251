//! Values of enumerations that the document did not know: flows from the codec to programs, and back unchanged.

use std::fmt;

/// A string that is not a known value of an enum.
///
/// It is opaque on purpose: when a later document adds the value, it becomes a variant, and no `match` breaks.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(Box<str>);

impl Unknown {
    /// Keeps a text.
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the string as received.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// `Unknown` keeps a number that is none of an enumeration's known values, opaque for the same reason.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// Keeps a number.
    #[doc(hidden)]
    pub fn new(number: i64) -> Self {
        Self(number)
    }

    /// Returns the number as received.
    pub fn as_i64(&self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
