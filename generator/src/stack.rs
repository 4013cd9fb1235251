//! The stack that threads need for deep documents.

/// What the deepest document that is read needs, in bytes. Schemas lead to each other by the thousand, and are walked by
/// recursion; only what is walked is taken from the system.
pub(crate) const SIZE: usize = 1 << 29;
