//! Policies, which add headers, limits or metrics to calls and attempts.

pub use crate::runtime::send::policy::{Attempt, Outcome, Policy, PolicyError};
