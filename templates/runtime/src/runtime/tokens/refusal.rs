//! Refusals of authorization servers.

use std::fmt;

use crate::runtime::json::{Json, RawJson, ReadError, Reader};

/// The response of a server that refuses a token, with the reason of OAuth 2 (RFC 6749, section 5.2).
///
/// `Debug` and `Display` show only known reasons, since the server may repeat what it received.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    error: Option<String>,
    description: Option<String>,
    uri: Option<String>,
}

/// `RefusalReason` is what OAuth 2 calls the reason of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalReason {
    /// `invalid_request`: a parameter is missing or there twice.
    InvalidRequest,
    /// `invalid_client`: the client is unknown, or its credentials are wrong.
    InvalidClient,
    /// `invalid_grant`: the credential is no longer valid, for example a revoked refresh token.
    InvalidGrant,
    /// `unauthorized_client`: the client may not use this grant type.
    UnauthorizedClient,
    /// `unsupported_grant_type`: the server does not support this grant type.
    UnsupportedGrantType,
    /// `invalid_scope`: a scope is unknown or not allowed.
    InvalidScope,
    /// Another reason, or none.
    Other,
}

/// What the specification calls each reason.
const REASONS: [(&str, RefusalReason); 6] = [
    ("invalid_request", RefusalReason::InvalidRequest),
    ("invalid_client", RefusalReason::InvalidClient),
    ("invalid_grant", RefusalReason::InvalidGrant),
    ("unauthorized_client", RefusalReason::UnauthorizedClient),
    ("unsupported_grant_type", RefusalReason::UnsupportedGrantType),
    ("invalid_scope", RefusalReason::InvalidScope),
];

impl Refusal {
    /// Creates a refusal with a status only.
    pub fn new(status: u16) -> Self {
        Self { status, error: None, description: None, uri: None }
    }

    /// Reads the body of a refusal, which may be anything.
    pub(crate) fn read(status: u16, body: &[u8]) -> Self {
        let mut refusal = Self::new(status);
        // What is broken ends the reading; what was found before it counts.
        let _ = refusal.fill(body);
        refusal
    }

    fn fill(&mut self, body: &[u8]) -> Result<(), ReadError> {
        let mut reader = Reader::new(body)?;
        reader.begin_object()?;
        while let Some(key) = reader.next_key()? {
            let field = match key {
                "error" => &mut self.error,
                "error_description" => &mut self.description,
                "error_uri" => &mut self.uri,
                _ => {
                    reader.skip()?;
                    continue;
                }
            };
            // A text of another kind is none.
            *field = RawJson::read(&mut reader)?.parse().ok();
        }
        Ok(())
    }

    /// Returns the status of the response.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the reason.
    pub fn reason(&self) -> RefusalReason {
        self.known().map_or(RefusalReason::Other, |(_, reason)| *reason)
    }

    /// Returns the server's name of the reason.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// Returns the server's description for developers.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns the URL of a page about it.
    pub fn uri(&self) -> Option<&str> {
        self.uri.as_deref()
    }

    fn known(&self) -> Option<&'static (&'static str, RefusalReason)> {
        REASONS.iter().find(|(name, _)| self.error.as_deref() == Some(name))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server refused an access token with status {}", self.status)?;
        self.known().map_or(Ok(()), |(name, _)| write!(f, ": {name}"))
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("status", &self.status).field("reason", &self.reason()).finish_non_exhaustive()
    }
}
