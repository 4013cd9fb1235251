//! How callers of an API come by their tokens.

/// The calls that grant tokens, by `operationId`, and what of their answers is what.
#[derive(Clone, Debug)]
pub struct TokenSource {
    /// The call that gets a token.
    pub get: String,
    /// The call that gets one for a refresh token.
    pub refresh: Option<String>,
    /// The property of their answers with the token.
    pub access_token: String,
    /// The property with its lifetime in seconds.
    pub lifetime: Option<String>,
    /// The property with the refresh token.
    pub refresh_token: Option<String>,
    /// Schemes whose credentials belong beside the token.
    pub beside: Vec<String>,
}

/// The authorization server that grants tokens (RFC 6749).
#[derive(Clone, Debug)]
pub struct OAuth2 {
    /// The URL that grants them.
    pub token_url: String,
    /// The URL that grants them for refresh tokens, often the same.
    pub refresh_url: String,
}
