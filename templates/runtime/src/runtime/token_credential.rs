//! Tokens as the credential of a security scheme.

use std::time::SystemTime;

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::runtime::credential::{Credential, set_header};
use crate::runtime::error::SigningError;
use crate::runtime::token_source::Token;
use crate::runtime::tokens::Tokens;
use crate::runtime::transport::BoxFuture;

/// `TokenCredential` sends tokens as `Authorization: Bearer`, beside what some schemes ask for.
#[doc(hidden)]
#[derive(Debug)]
pub struct TokenCredential {
    tokens: Tokens,
    beside: &'static [&'static str],
}

impl TokenCredential {
    /// Sends `tokens`; `beside` names the schemes whose credentials belong beside it.
    pub fn new(tokens: Tokens, beside: &'static [&'static str]) -> Self {
        Self { tokens, beside }
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
            let token = self.tokens.token(now).await.map_err(|error| SigningError::Token(Box::new(error)))?;
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
