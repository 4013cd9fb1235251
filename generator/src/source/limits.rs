//! How large a document may be: what is beyond them is a mistake or an attack.

/// The largest document that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many nodes, with what anchors repeat: a few bytes of YAML can repeat themselves into billions.
    pub nodes: usize,
    /// How many levels of objects and arrays: later stages walk trees by recursion.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 10_000_000, depth: 512 }
    }
}
