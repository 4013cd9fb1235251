//! The runtime of generated crates: ordinary Rust here, copied byte for byte into `src/runtime/` there.

#[cfg(feature = "runtime")]
pub mod runtime;
