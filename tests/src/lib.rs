//! Tests that cross crate boundaries live in `tests/`.
