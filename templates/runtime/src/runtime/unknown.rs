//! Values of enumerations that the document did not know: flows from the codec to programs, and back unchanged.

use std::fmt;

/// `Unknown` keeps a text that is none of an enumeration's known values.
///
/// It is opaque on purpose: when a later document knows the value, it becomes a variant of its own, and no match on it breaks.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(Box<str>);

impl Unknown {
    /// Keeps a text.
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
