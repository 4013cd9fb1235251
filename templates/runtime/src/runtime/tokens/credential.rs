//! Tokens as the credential of a security scheme.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::runtime::auth::credential::{Credential, set_header};
use crate::runtime::client::Client;
use crate::runtime::error::SigningError;
use crate::runtime::system::clock::Sleep;
use crate::runtime::tokens::cache::Tokens;
use crate::runtime::tokens::source::Token;
use crate::runtime::transport::interface::BoxFuture;

/// Sends tokens as `Authorization: Bearer`, beside the credentials of other schemes.
#[doc(hidden)]
pub struct TokenCredential {
    tokens: Tokens,
    beside: &'static [&'static str],
    sleep: Option<Arc<dyn Sleep>>,
}

impl TokenCredential {
    /// Sends `tokens`; `beside` names the schemes whose credentials belong beside it.
    pub fn new(tokens: Tokens, beside: &'static [&'static str]) -> Self {
        Self { tokens, beside, sleep: None }
    }

    /// Waits for renewals by what measures time in this client.
    #[must_use]
    pub fn timed_by(self, client: &Client) -> Self {
        Self { sleep: client.settings().sleep.clone(), ..self }
    }
}

impl fmt::Debug for TokenCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCredential")
            .field("tokens", &self.tokens)
            .field("beside", &self.beside)
            .finish_non_exhaustive()
    }
}

fn header_of(token: &Token) -> Zeroizing<String> {
    Zeroizing::new(["Bearer ", token.access_token.expose()].concat())
}

impl Credential for TokenCredential {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(async move {
            let token = self.tokens.token_within(now, self.sleep.as_deref()).await;
            let token = token.map_err(|error| SigningError::Token(Box::new(error)))?;
            set_header(request, "authorization", &header_of(&token))
        })
    }

    fn comes_first(&self) -> bool {
        true
    }

    fn beside(&self) -> &'static [&'static str] {
        self.beside
    }

    fn place(&self) -> Option<&'static str> {
        Some("authorization")
    }

    fn answered(&self, authorization: &HeaderValue, is_refused: bool) -> bool {
        self.tokens.answered(is_refused, |token| header_of(token).as_bytes() == authorization.as_bytes())
    }
}
