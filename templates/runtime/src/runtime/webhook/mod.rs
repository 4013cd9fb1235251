//! Webhooks: requests that an API sends.

pub mod event;
pub mod verification;
