//! What every generated crate starts from.
