//! Security schemes, signing profiles, sources of tokens, and webhooks.

use std::fmt::Debug;

use signet::ir::{
    OAuth2, Piece, QueryRule, ResponseCheck, SecurityKind, SecurityScheme, Signing, TokenSource, Usage,
    WebhookVerification, Webhooks,
};

use super::Page;
use super::facts::{Facts, list, name};

impl Page<'_> {
    pub(super) fn scheme(&mut self, word: &str, scheme: &SecurityScheme) {
        let SecurityScheme { kind, token_source, oauth2, scopes, description } = scheme;
        let what = match kind {
            SecurityKind::Signing(_) => "signing".to_owned(),
            SecurityKind::HeaderKey(key) => format!("key in header {}", name(key)),
            SecurityKind::QueryKey(key) => format!("key in query {}", name(key)),
            SecurityKind::CookieKey(key) => format!("key in cookie {}", name(key)),
            SecurityKind::Bearer => "bearer".to_owned(),
            SecurityKind::Basic => "basic".to_owned(),
        };
        self.line(
            0,
            &Facts::default().docs(description.as_ref()).after(&format!("security scheme {}: {what}", name(word))),
        );
        if let SecurityKind::Signing(signing) = kind {
            self.signing(signing);
        }
        if let Some(TokenSource { get, refresh, access_token, lifetime, refresh_token, beside }) = token_source {
            let facts = Facts::default()
                .text("refreshed by", refresh.as_ref())
                .text("access token", Some(access_token))
                .text("lifetime", lifetime.as_ref())
                .text("refresh token", refresh_token.as_ref())
                .value("beside", (!beside.is_empty()).then(|| list(beside)));
            self.line(1, &facts.after(&format!("tokens by {}", name(get))));
        }
        if let Some(OAuth2 { token_url, refresh_url }) = oauth2 {
            self.line(1, &format!("tokens from {token_url}, refreshed at {refresh_url}"));
        }
        for (scope, description) in scopes {
            self.line(1, &Facts::default().docs(Some(description)).after(&format!("scope {}", name(scope))));
        }
    }

    fn signing(&mut self, signing: &Signing) {
        let Signing { algorithms, message, prehash, timestamp, encoding, headers, query } = signing;
        self.line(1, &format!("algorithms {algorithms:?}, prehash {prehash:?}, {timestamp:?}, {encoding:?}"));
        self.line(1, &format!("message {}", template(message)));
        for (header, parts) in headers {
            self.line(1, &format!("header {}: {}", name(header), template(parts)));
        }
        let QueryRule { encoding, empty } = query;
        self.line(1, &format!("query {encoding:?}, empty values: {empty:?}"));
    }

    pub(super) fn check(&mut self, depth: usize, check: &ResponseCheck) {
        let ResponseCheck { algorithm, message, prehash, encoding, signature_headers, timestamp_headers, unsigned } =
            check;
        self.line(depth, &format!("algorithm {algorithm:?}, prehash {prehash:?}, {encoding:?}, unsigned {unsigned:?}"));
        self.line(depth, &format!("message {}", template(message)));
        self.line(depth, &format!("signature in {}", list(signature_headers)));
        self.line(depth, &format!("timestamp in {}", list(timestamp_headers)));
    }

    pub(super) fn webhooks(&mut self, webhooks: &Webhooks) {
        let Webhooks { event, verification } = webhooks;
        let event = self.expression(*event, Usage { request: false, response: true });
        self.line(0, &format!("webhooks: {event}"));
        if let Some(WebhookVerification { check, timestamp }) = verification {
            self.line(1, &format!("verified, {timestamp:?}"));
            if let Some(check) = check {
                self.check(2, check);
            }
        }
    }
}

/// Writes the pieces of a text that is signed.
fn template<V: Debug>(pieces: &[Piece<V>]) -> String {
    let piece = |piece: &Piece<V>| match piece {
        Piece::Literal(text) => format!("{text:?}"),
        Piece::Value(value) => format!("{value:?}").to_lowercase(),
    };
    pieces.iter().map(piece).collect::<Vec<_>>().join(" ")
}
