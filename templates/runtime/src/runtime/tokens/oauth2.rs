//! Tokens from an OAuth 2 authorization server (RFC 6749).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::runtime::api::QueryEncoding;
use crate::runtime::auth::basic::Basic;
use crate::runtime::call::RawCall;
use crate::runtime::client::Client;
use crate::runtime::operation::Operation;
use crate::runtime::parameters::encoding::append_query;
use crate::runtime::response::documented::Status;
use crate::runtime::tokens::calls::{TokenRule, granted};
use crate::runtime::tokens::source::{Grant, TokenError, TokenSource};
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// The scheme of the client's credential at the authorization server.
const ASKING: &str = "the client of OAuth 2";
/// How the body is written, and user and password before they are joined (section 2.3.1).
const FORM: QueryEncoding = QueryEncoding::FormUrlencoded { drop_empty: false };

/// What a request for a token is to policies, traces and mock transports.
static REQUEST: Operation = Operation {
    id: "oauth2_token",
    method: "POST",
    path: "/",
    accept: Some("application/json"),
    query: &[],
    security: &[&[ASKING], &[]],
    success: &[(Status::Class(2), "application/json", 0)],
    errors: &[],
};

static RULE: TokenRule =
    TokenRule { access_token: "access_token", lifetime: Some("expires_in"), refresh_token: Some("refresh_token") };

/// The credentials and parameters of a token request.
///
/// A token is obtained for the client's credentials, or for a refresh token that the program has; if a response has a
/// refresh token, the next token is obtained with that. `Debug` shows no secret.
#[derive(Clone)]
pub struct OAuth2 {
    id: String,
    secret: Option<Secret>,
    first: Option<First>,
    in_body: bool,
    url: Option<String>,
    scopes: String,
    parameters: Vec<(String, Secret)>,
}

/// `First` is the refresh token that the program has.
#[derive(Clone)]
struct First {
    token: Secret,
    /// Whether it was replaced by a newer one. Clones share it.
    is_spent: Arc<AtomicBool>,
}

impl OAuth2 {
    /// Asks with the credentials of the program itself (section 4.4).
    pub fn client_credentials(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::asking(id.into(), Some(secret.into()), None)
    }

    /// Obtains tokens with a refresh token (section 6), from the consent of a user or from an earlier run.
    ///
    /// A client without a secret is public: only its ID is sent in the body. A server may return a new refresh token:
    /// store it in a [`TokenStore`](crate::runtime::TokenStore), since this one is not sent again.
    pub fn refresh_token(id: impl Into<String>, secret: Option<Secret>, refresh_token: impl Into<Secret>) -> Self {
        Self::asking(id.into(), secret, Some(refresh_token.into()))
    }

    fn asking(id: String, secret: Option<Secret>, first: Option<Secret>) -> Self {
        let first = first.map(|token| First { token, is_spent: Arc::default() });
        let (in_body, parameters) = (secret.is_none(), Vec::new());
        Self { id, secret, first, in_body, url: None, scopes: String::new(), parameters }
    }

    /// Sends id and secret in the body, for servers that do not take them as `Authorization: Basic`, which RFC 6749 prefers.
    #[must_use]
    pub fn credentials_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Asks for a scope; without any, the server decides.
    #[must_use]
    pub fn scope(mut self, scope: &str) -> Self {
        if !self.scopes.is_empty() {
            self.scopes.push(' ');
        }
        self.scopes.push_str(scope);
        self
    }

    /// Adds a parameter, such as `audience` or `resource`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Asks another server than the API's document names.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2").field("id", &self.id).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// Obtains tokens from an authorization server.
///
/// Its requests use the transport, timeouts and policies of the client, but no credential of the API, and responses are
/// not verified, since an authorization server does not sign them.
pub struct OAuth2Source {
    client: Client,
    url: String,
    refresh_url: String,
    asking: OAuth2,
}

impl OAuth2Source {
    /// Asks at these URLs; one that begins with a slash is at the client's server.
    #[doc(hidden)]
    pub fn new(client: &Client, url: &'static str, refresh_url: &'static str, asking: OAuth2) -> Self {
        let absolute = |url: &str| match url.strip_prefix('/') {
            Some(_) => [origin(client.base_url()).0, url].concat(),
            None => url.to_owned(),
        };
        let own = |url| asking.url.clone().unwrap_or_else(|| absolute(url));
        let (url, refresh_url) = (own(url), own(refresh_url));
        let mut client = client.for_other_server();
        if let (Some(secret), false) = (&asking.secret, asking.in_body) {
            let (id, secret) = (encoded(&asking.id), Secret::from(encoded(secret.expose())));
            client = client.with_credential(ASKING, Basic::new(&id, secret));
        }
        Self { client, url, refresh_url, asking }
    }

    /// Sends a grant, which may be valid `once`.
    fn ask(&self, url: &str, grant: &[(&str, &str)], once: bool) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let asking = &self.asking;
        let secret = asking.secret.as_ref().filter(|_| asking.in_body).map(|secret| ("client_secret", secret.expose()));
        let scope = (!asking.scopes.is_empty()).then_some(("scope", &*asking.scopes));
        let id = asking.in_body.then_some(("client_id", &*asking.id));
        let more = asking.parameters.iter().map(|(name, value)| (name.as_str(), value.expose()));
        let mut body = String::new();
        for (name, value) in grant.iter().copied().chain(scope).chain(id).chain(secret).chain(more) {
            if !body.is_empty() {
                body.push('&');
            }
            append_query(&mut body, name, FORM);
            body.push('=');
            append_query(&mut body, value, FORM);
        }
        let mut call = RawCall::new(&self.client, &REQUEST);
        let (origin, path) = origin(url);
        call.base_url(origin);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        call.0.url.push_str(if path.is_empty() { "/" } else { path });
        query.clone_into(&mut call.0.query);
        call.body("application/x-www-form-urlencoded", body.into_bytes());
        granted(&RULE, call, once)
    }
}

impl TokenSource for OAuth2Source {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        match &self.asking.first {
            None => self.ask(&self.url, &[("grant_type", "client_credentials")], false),
            Some(first) if first.is_spent.load(Ordering::Relaxed) => {
                Box::pin(std::future::ready(Err(TokenError::Spent)))
            }
            Some(first) => self.refresh(&first.token),
        }
    }

    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let grant = [("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose())];
        let sent = self.ask(&self.refresh_url, &grant, true);
        let Some(First { token, is_spent }) = self.asking.first.clone().filter(|first| first.token == *refresh_token)
        else {
            return sent;
        };
        Box::pin(async move {
            let grant = sent.await?;
            let is_replaced = grant.refresh_token.as_ref().is_some_and(|newer| *newer != token);
            is_spent.fetch_or(is_replaced, Ordering::Relaxed);
            Ok(grant)
        })
    }
}

impl fmt::Debug for OAuth2Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2Source").field("url", &self.url).field("asking", &self.asking).finish_non_exhaustive()
    }
}

/// Cuts a URL behind its host.
fn origin(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path = url.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |start| host + start);
    url.split_at(path)
}

fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    append_query(&mut encoded, text, FORM);
    encoded
}
