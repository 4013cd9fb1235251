//! Tests that cross crate boundaries live in `tests/`; here is what several of them share.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "what tests share fails as tests do"
)]

pub mod application;
pub mod arguments;
pub mod clients;
pub mod codec;
pub mod documents;
pub mod examples;
pub mod ir;
pub mod official;
pub mod program;
pub mod python;
pub mod random;
pub mod rewrite;
pub mod server;
pub mod shuffle;
pub mod skip;
pub mod together;
pub mod uses;
