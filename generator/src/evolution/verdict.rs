//! What a change means, for the wire and for the Rust API.

use std::fmt;

/// How bad a change is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Only the documentation differs.
    Docs,
    /// Everything that worked still works.
    Compatible,
    /// It depends on the server or the program.
    Risky,
    /// Something that worked no longer does.
    Breaking,
}

impl Verdict {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Docs, Self::Compatible, Self::Risky, Self::Breaking];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Compatible => "compatible",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

/// The two verdicts of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Verdicts {
    /// Whether the released crate still works with the new server.
    pub wire: Verdict,
    /// Whether a program still compiles with the new crate, and means the same.
    pub rust: Verdict,
}

impl Verdicts {
    /// The worse of the two.
    #[must_use]
    pub fn overall(self) -> Verdict {
        self.wire.max(self.rust)
    }

    /// The worse verdict of two changes, each for itself.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        Self { wire: self.wire.max(other.wire), rust: self.rust.max(other.rust) }
    }
}
