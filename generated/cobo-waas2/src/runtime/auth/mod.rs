//! Credentials: what authenticates a request, and which of them a call is sent with.

pub mod bearer;
pub mod credential;
pub mod credentials;
