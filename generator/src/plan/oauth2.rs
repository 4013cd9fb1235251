//! Tokens of an authorization server: where the document says that it is.

use crate::ir::{Frozen, OAuth2};

use super::client::Credential;

/// The client's methods for tokens of an authorization server.
#[derive(Debug)]
pub struct OAuth2Plan {
    /// The document's name for the scheme that they serve.
    pub scheme: String,
    /// The URL that grants tokens.
    pub token_url: String,
    /// The URL that grants them for refresh tokens.
    pub refresh_url: String,
}

/// The scheme that operations ask for and that has such a server; of several the first by name, whatever their order.
pub(super) fn oauth2(api: &Frozen, credentials: &[Credential]) -> Option<OAuth2Plan> {
    let served = credentials.iter().filter_map(|credential| {
        let OAuth2 { token_url, refresh_url } = api.security_schemes.get(&credential.scheme)?.oauth2.clone()?;
        Some(OAuth2Plan { scheme: credential.scheme.clone(), token_url, refresh_url })
    });
    served.min_by(|one, other| one.scheme.cmp(&other.scheme))
}
