//! Access tokens that are had once, kept, and renewed in time: a source's grants flow in, `Authorization` flows into each request.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::runtime::credential::{Credential, set_header};
use crate::runtime::error::SigningError;
use crate::runtime::flight::Flight;
use crate::runtime::refusal::Refusal;
use crate::runtime::secret::Secret;
use crate::runtime::transport::BoxFuture;

const WINDOW: Duration = Duration::from_mins(1);
/// How long nothing is asked of a source that failed, so that calls that go on do not become a storm.
const PAUSE: Duration = Duration::from_secs(5);

/// `TokenSource` gets tokens, by calls of the API or in whatever other way; one source is for one organisation or user.
///
/// It must not make its calls with a client that takes tokens from it, which would wait for itself.
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a token anew.
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>>;

    /// Gets a token for a refresh token; a source without such a thing gets one anew.
    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let _ = refresh_token;
        self.get()
    }
}

/// `Grant` is what a source answers.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The token.
    pub access_token: Secret,
    /// How long it is valid, from when it was asked for; `None`: until it is refused.
    pub lifetime: Option<Duration>,
    /// What the next one is had for; `None`: the one before stays.
    pub refresh_token: Option<Secret>,
}

/// `Token` is a token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The token.
    pub access_token: Secret,
    /// When it ends; `None`: when it is refused.
    pub expires_at: Option<SystemTime>,
    /// What the next one is had for.
    pub refresh_token: Option<Secret>,
}

/// `TokenStore` keeps a token beyond the life of a client. Where it keeps it safe is its own business.
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the token that was kept last, asked once, before the source is.
    fn load(&self) -> BoxFuture<'static, Option<Token>>;

    /// Keeps a token in place of the one before. Whether that works is its own business too.
    fn save(&self, token: &Token) -> BoxFuture<'static, ()>;
}

/// Why there is no token.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The answer holds no token.
    NoToken,
    /// The lifetime in the answer is negative, or no whole number of seconds.
    Lifetime,
    /// The answer is no JSON object, or its tokens are no text.
    Malformed,
    /// The server refused to give one, for instance because a refresh token was revoked.
    Refused(Refusal),
    /// The source panicked.
    Lost,
    /// The call failed, or the source in some way of its own.
    Source(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToken => f.write_str("the answer holds no access token"),
            Self::Lifetime => f.write_str("the lifetime of the access token is no number of seconds"),
            Self::Malformed => f.write_str("the answer that should hold an access token cannot be read"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Lost => f.write_str("getting an access token broke off"),
            Self::Source(_) => f.write_str("getting an access token failed"),
        }
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Source(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}

/// `Tokens` hands out the token of one organisation or user, and renews it; clones share it.
///
/// However many calls need a new token, the source is asked once. While it is asked, and if it fails, calls go on with a token
/// that is still valid. If there is none, all who wait get the same error, and the source is left alone for 5 seconds. Who gives
/// up last breaks the question off, whatever the server made of it by then: give calls more time than a token takes.
/// Nothing is written anywhere unless there is a [`store`](Self::store).
#[derive(Clone)]
pub struct Tokens {
    source: Arc<dyn TokenSource>,
    store: Option<Arc<dyn TokenStore>>,
    window: Duration,
    state: Arc<Mutex<State>>,
}

type Outcome = Result<Token, Arc<TokenError>>;

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// When the token should be renewed, which is before it ends.
    renew_at: Option<SystemTime>,
    /// Whether the server refused it before its time.
    refused: bool,
    has_loaded: bool,
    /// The latest time that a call knew.
    seen: Option<SystemTime>,
    failed: Option<Failed>,
    /// Held by those who wait.
    flight: Weak<Flight<Outcome>>,
}

/// `Failed` is a renewal of which nothing came.
struct Failed {
    /// When that was, as far as calls knew the time; `None`: no call came since.
    since: Option<SystemTime>,
    /// Why; `None`: those who waited gave up.
    error: Option<Arc<TokenError>>,
}

impl State {
    /// Returns the failure for which the source is left alone at `now`.
    fn recent(&mut self, now: SystemTime) -> Option<&Failed> {
        let failed = self.failed.as_mut()?;
        let since = *failed.since.get_or_insert(now);
        now.duration_since(since).is_ok_and(|past| past < PAUSE).then_some(&*failed)
    }

    fn valid(&self, now: SystemTime) -> Option<Token> {
        let token = self.token.as_ref().filter(|_| !self.refused)?;
        token.expires_at.is_none_or(|end| now < end).then(|| token.clone())
    }
}

enum Next {
    Use(Token),
    Fail(Arc<TokenError>),
    Join(Arc<Flight<Outcome>>),
}

impl Tokens {
    /// Takes tokens from a source, none of which is asked for before it is needed.
    pub fn new(source: impl TokenSource) -> Self {
        Self { source: Arc::new(source), store: None, window: WINDOW, state: Arc::default() }
    }

    /// Keeps tokens in a store too.
    #[must_use]
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Sets how long before its end a token is renewed, at most half of its lifetime; a minute unless set.
    #[must_use]
    pub fn refresh_window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Returns a token that is valid at `now`.
    pub async fn token(&self, now: SystemTime) -> Result<Token, Arc<TokenError>> {
        // Nothing of the state stays locked while this waits.
        let next = self.next(now);
        match next {
            Next::Use(token) => Ok(token),
            Next::Fail(error) => Err(error),
            Next::Join(flight) => flight.join().await.unwrap_or_else(|| Err(Arc::new(TokenError::Lost))),
        }
    }

    fn next(&self, now: SystemTime) -> Next {
        // Declared first, so that it is dropped when the state is free: whoever drops the last one of a flight ends it, and the
        // end of a flight is noted there.
        let flight;
        let mut state = self.locked();
        flight = state.flight.upgrade();
        state.seen = state.seen.max(Some(now));
        let valid = state.valid(now);
        let is_due = state.renew_at.is_some_and(|time| time <= now);
        match (valid, &flight, state.recent(now)) {
            (Some(token), flight, failed) if !is_due || flight.is_some() || failed.is_some() => Next::Use(token),
            (None, Some(flight), _) => Next::Join(Arc::clone(flight)),
            (None, None, Some(Failed { error: Some(error), .. })) => Next::Fail(Arc::clone(error)),
            _ => {
                let flight = Arc::new(Flight::new(Box::pin(self.clone().renew(now))));
                state.flight = Arc::downgrade(&flight);
                Next::Join(flight)
            }
        }
    }

    /// Has a new token, and remembers it or why there is none.
    async fn renew(self, now: SystemTime) -> Outcome {
        let given_up = GivenUp(&self);
        let result = self.fetch(now).await;
        std::mem::forget(given_up);
        if let Ok(token) = &result {
            // Before it is saved: who gives up meanwhile has the token all the same.
            self.keep(&mut self.locked(), token.clone(), now);
            if let Some(store) = &self.store {
                store.save(token).await;
            }
        }
        let mut state = self.locked();
        // Who comes next must not join what is over.
        state.flight = Weak::new();
        result.or_else(|error| {
            let error = Arc::new(error);
            // A source may take long to fail, and others came meanwhile.
            state.failed = Some(Failed { since: state.seen, error: Some(Arc::clone(&error)) });
            state.valid(now).ok_or(error)
        })
    }

    async fn fetch(&self, now: SystemTime) -> Result<Token, TokenError> {
        let (mut known, has_loaded) = {
            let state = self.locked();
            (state.token.clone(), state.has_loaded)
        };
        if let (false, None, Some(store)) = (has_loaded, &known, &self.store) {
            known = store.load().await;
            self.locked().has_loaded = true;
            if let Some(token) = &known {
                if token.expires_at.is_none_or(|end| end.duration_since(now).is_ok_and(|left| left > self.window)) {
                    return Ok(token.clone());
                }
                self.keep(&mut self.locked(), token.clone(), now);
            }
        }
        let refresh_token = known.and_then(|token| token.refresh_token);
        let grant = match &refresh_token {
            None => self.source.get().await,
            Some(refresh_token) => match self.source.refresh(refresh_token).await {
                // One that was revoked stays so.
                Err(TokenError::Refused(_)) => self.source.get().await,
                other => other,
            },
        }?;
        if grant.access_token.expose().is_empty() {
            return Err(TokenError::NoToken);
        }
        Ok(Token {
            access_token: grant.access_token,
            expires_at: grant.lifetime.and_then(|lifetime| now.checked_add(lifetime)),
            refresh_token: grant.refresh_token.or(refresh_token),
        })
    }

    fn keep(&self, state: &mut State, token: Token, now: SystemTime) {
        state.renew_at = token.expires_at.and_then(|end| {
            let lifetime = end.duration_since(now).unwrap_or_default();
            end.checked_sub(self.window.min(lifetime / 2))
        });
        state.token = Some(token);
        state.refused = false;
        state.failed = None;
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `GivenUp` notes that all who waited for a new token gave up, so that those who have one do not all wait for it too.
struct GivenUp<'t>(&'t Tokens);

impl Drop for GivenUp<'_> {
    fn drop(&mut self) {
        self.0.locked().failed = Some(Failed { since: None, error: None });
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("window", &self.window).finish_non_exhaustive()
    }
}

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

    /// A token that others had renewed by now is none of the present one.
    fn refused(&self, authorization: &HeaderValue) -> bool {
        let mut state = self.tokens.locked();
        let Some(token) = &state.token else { return false };
        if header_of(token).as_bytes() == authorization.as_bytes() {
            state.refused = true;
        }
        true
    }
}
