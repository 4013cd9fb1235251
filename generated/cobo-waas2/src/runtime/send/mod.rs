//! Sending a call: its attempts, when they are repeated, and what a program adds to them.

pub mod attempts;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod budget;
pub mod idempotency;
pub mod pipeline;
pub mod policy;
pub mod retry;
#[cfg(feature = "tracing")]
pub mod trace;
