//! The runtime of generated crates: ordinary Rust here, copied byte for byte into `src/runtime/` there.

#![warn(clippy::disallowed_methods, clippy::disallowed_types)]

#[cfg(all(test, feature = "runtime"))]
mod documented_tests;
mod sources;

#[cfg(feature = "runtime")]
pub mod runtime;

pub use sources::SOURCES;
