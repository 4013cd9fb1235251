//! Policies: what a program adds to each call or attempt, such as headers, limits or metrics.

pub use crate::runtime::send::policy::{Attempt, Outcome, Policy, PolicyError};
