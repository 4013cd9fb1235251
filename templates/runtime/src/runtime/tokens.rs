//! Access tokens that are issued once, kept, and renewed in time.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::runtime::clock::Sleep;
use crate::runtime::flight::Flight;
use crate::runtime::secret::Secret;
use crate::runtime::token_source::{Grant, Token, TokenError, TokenSource, TokenStore};
use crate::runtime::transport::BoxFuture;

const WINDOW: Duration = Duration::from_mins(1);
/// How long nothing is asked of a source that failed, so that calls that go on do not become a storm.
const PAUSE: Duration = Duration::from_secs(5);
/// How long a call waits for a renewal though there is a valid token, where nothing else drives it.
const PATIENCE: Duration = Duration::from_secs(1);
/// The longest that a source is left alone.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);

/// `Tokens` hands out the token of one organisation or user, and renews it; clones share it.
///
/// However many calls need a new token, the source is asked once. While it is asked, and if it fails, calls go on with a token
/// that is still valid. If there is none, all who wait get the same error, and the source is left alone for 5 seconds, or for as
/// long as the server asks, up to 5 minutes.
///
/// On a multi-thread runtime of tokio a token is renewed in a separate task. On its other runtimes the call that starts a
/// renewal waits for it, up to a second while there is a valid token. Elsewhere it waits, and who gives up last breaks the
/// renewal off, whatever the server made of it by then: give calls more time than a token takes.
///
/// A token that the server refuses by 401 is renewed at once. Where it refuses the new one too, the token is not what it
/// objects to: renewing stops for 5 seconds, and for twice as long each time that happens again.
/// Nothing is written anywhere unless there is a [`store`](Self::store).
#[derive(Clone)]
pub struct Tokens {
    source: Arc<dyn TokenSource>,
    store: Option<Arc<dyn TokenStore>>,
    window: Duration,
    /// Whether another token can be had.
    is_renewable: bool,
    state: Arc<Mutex<State>>,
}

type Outcome = Result<Token, Arc<TokenError>>;

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// When the token should be renewed, which is before it ends.
    renew_at: Option<SystemTime>,
    standing: Standing,
    /// Set if the present token replaces one that the server refused.
    replacement: Option<Replacement>,
    has_loaded: bool,
    /// The latest time that a call knew.
    seen: Option<SystemTime>,
    failed: Option<Failed>,
    /// Held by those who wait.
    flight: Weak<Flight<Outcome>>,
}

/// `Standing` is what the server made of the present token.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Standing {
    /// Nothing yet.
    #[default]
    Fresh,
    /// It was accepted.
    Accepted,
    /// It was refused before its time, and is not used again.
    Refused,
}

/// `Replacement` is how long a token that replaces a refused one is used though it is refused too.
struct Replacement {
    pause: Duration,
    /// The end of the pause, which begins with the first refusal.
    until: Option<SystemTime>,
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
        let asked = match failed.error.as_deref() {
            Some(TokenError::Unexpected { retry_after, .. }) => retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let pause = asked.clamp(PAUSE, LONGEST_PAUSE);
        now.duration_since(since).is_ok_and(|past| past < pause).then_some(&*failed)
    }

    fn valid(&self, now: SystemTime) -> Option<Token> {
        let token = self.token.as_ref().filter(|_| self.standing != Standing::Refused)?;
        token.expires_at.is_none_or(|end| now < end).then(|| token.clone())
    }

    /// Notes how the server took the present token; returns whether another one is to be used.
    fn answered(&mut self, is_refused: bool) -> bool {
        match (self.standing, is_refused) {
            (Standing::Refused, _) => return is_refused,
            (_, false) => {
                (self.standing, self.replacement) = (Standing::Accepted, None);
                return false;
            }
            (Standing::Fresh | Standing::Accepted, true) => {}
        }
        if let Some(replacement) = &mut self.replacement {
            let seen = self.seen.unwrap_or(UNIX_EPOCH);
            let until = replacement.until.get_or_insert(seen + replacement.pause);
            if seen < *until {
                return false;
            }
            *replacement = Replacement { pause: (replacement.pause * 2).min(LONGEST_PAUSE), until: None };
        }
        self.standing = Standing::Refused;
        true
    }
}

enum Next {
    Use(Token),
    Fail(Arc<TokenError>),
    Join(Arc<Flight<Outcome>>),
    /// The first to join; the present token may still be valid.
    Start(Arc<Flight<Outcome>>, Option<Token>),
}

impl Tokens {
    /// Takes tokens from a source, none of which is asked for before it is needed.
    pub fn new(source: impl TokenSource) -> Self {
        Self { source: Arc::new(source), store: None, window: WINDOW, is_renewable: true, state: Arc::default() }
    }

    /// Takes a token that the program has, and never renews it.
    pub fn fixed(token: impl Into<Secret>) -> Self {
        let token = Token { access_token: token.into(), expires_at: None, refresh_token: None };
        let state = State { token: Some(token), ..State::default() };
        let state = Arc::new(Mutex::new(state));
        Self { state, is_renewable: false, ..Self::new(NoSource) }
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
        self.token_within(now, None).await
    }

    /// Returns a token that is valid at `now`, and waits no longer than a second for another one while there is one: `sleep`
    /// measures that.
    pub(crate) async fn token_within(
        &self,
        now: SystemTime,
        sleep: Option<&dyn Sleep>,
    ) -> Result<Token, Arc<TokenError>> {
        // Nothing of the state stays locked while this waits.
        let next = self.next(now);
        let flight = match next {
            Next::Use(token) => return Ok(token),
            Next::Fail(error) => return Err(error),
            Next::Join(flight) => flight,
            Next::Start(flight, valid) => match (flight.go_on_in_background(false), valid, sleep) {
                (true, Some(token), _) => return Ok(token),
                (false, Some(token), Some(sleep)) => match flight.join_until(sleep.sleep(PATIENCE)).await {
                    Some(result) => return result.unwrap_or_else(lost),
                    None if flight.go_on_in_background(true) => return Ok(token),
                    None => flight,
                },
                _ => flight,
            },
        };
        flight.join().await.unwrap_or_else(lost)
    }

    /// Notes how the server took a token. Returns whether another attempt would have another token.
    pub(crate) fn answered(&self, is_refused: bool, is_it: impl Fn(&Token) -> bool) -> bool {
        let mut state = self.locked();
        match &state.token {
            Some(token) if self.is_renewable && is_it(token) => state.answered(is_refused),
            // Others renewed it by now.
            Some(_) => self.is_renewable && is_refused,
            None => false,
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
            (valid, ..) => {
                let flight = Arc::new(Flight::new(Box::pin(self.clone().renew(now))));
                state.flight = Arc::downgrade(&flight);
                Next::Start(flight, valid)
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
                Err(TokenError::Refused(refusal)) => match self.source.get().await {
                    Err(TokenError::Spent) => Err(TokenError::Refused(refusal)),
                    other => other,
                },
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
        let replacement = state.replacement.take();
        if state.standing == Standing::Refused {
            state.replacement = Some(replacement.unwrap_or(Replacement { pause: PAUSE, until: None }));
        }
        state.standing = Standing::Fresh;
        state.failed = None;
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lost() -> Outcome {
    Err(Arc::new(TokenError::Lost))
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

/// `NoSource` issues no token: the program has one.
struct NoSource;

impl TokenSource for NoSource {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        Box::pin(std::future::ready(Err(TokenError::NoToken)))
    }
}
