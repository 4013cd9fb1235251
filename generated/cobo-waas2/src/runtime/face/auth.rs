//! Credentials: what a request is sent with; where access tokens are issued and stored, and why there is none.

pub use crate::runtime::auth::credential::Credential;
