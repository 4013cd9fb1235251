//! Credentials, and where access tokens are issued and stored.

pub use crate::runtime::auth::credential::Credential;
