//! Credentials: what authenticates a request, and which of them a call is sent with.

pub mod api_key;
pub mod basic;
pub mod bearer;
pub mod credential;
pub mod credentials;
