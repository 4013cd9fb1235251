//! Credentials, and where access tokens are issued and stored.

pub use crate::runtime::auth::credential::Credential;
pub use crate::runtime::tokens::cache::Tokens;
pub use crate::runtime::tokens::calls::{CallSource, TokenRule};
pub use crate::runtime::tokens::oauth2::{OAuth2, OAuth2Source};
pub use crate::runtime::tokens::refusal::{Refusal, RefusalReason};
pub use crate::runtime::tokens::source::{Grant, Token, TokenError, TokenSource, TokenStore};
