//! How a caller proves who it is.

use std::collections::BTreeMap;

use super::{OAuth2, Signing, TokenSource};

/// One scheme that operations name.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// What it asks of a request.
    pub kind: SecurityKind,
    /// The operations that issue its tokens.
    pub token_source: Option<TokenSource>,
    /// The server that grants its tokens, where calls of the API do not.
    pub oauth2: Option<OAuth2>,
    /// The scopes that its tokens may have, each with its description.
    pub scopes: BTreeMap<String, String>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

/// What a scheme asks of a request.
#[derive(Clone, Debug)]
pub enum SecurityKind {
    /// A signature over the request.
    Signing(Signing),
    /// A secret in a header of this name.
    HeaderKey(String),
    /// A secret in a query parameter of this name.
    QueryKey(String),
    /// A secret in a cookie of this name.
    CookieKey(String),
    /// `Authorization: Bearer`, wherever the token comes from.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
}

/// Schemes that must hold together. An empty one: no proof is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement(pub Vec<RequiredScheme>);

impl Requirement {
    /// Returns the names of the schemes.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|scheme| &scheme.name)
    }
}

/// A scheme that a requirement names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredScheme {
    /// Its name.
    pub name: String,
    /// The scopes or roles that its credential needs. The server checks them; no request carries them.
    pub scopes: Vec<String>,
}
