//! Access tokens that are issued once, kept, and renewed in time.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use crate::runtime::system::clock::Sleep;
use crate::runtime::tokens::flight::Flight;
use crate::runtime::tokens::source::{Grant, Token, TokenError, TokenSource, TokenStore};
use crate::runtime::tokens::state::{Failed, Outcome, State};
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

const WINDOW: Duration = Duration::from_secs(60);
/// How long a call with a valid token waits for a renewal that nothing else drives, and how often a call checks the
/// runtime of a renewal that began elsewhere.
const PATIENCE: Duration = Duration::from_secs(1);

/// The access token of one organization or user, which it renews; clones share it.
///
/// However many calls need a new token, the source is called once. During a renewal, and if it fails, calls use a token
/// that is still valid. If there is none, all waiting calls get the same error, and the source is not called for 5
/// seconds, or as long as the server asks, up to 5 minutes.
///
/// On a multi-threaded tokio runtime, a separate task renews the token. On other tokio runtimes, the call that starts a
/// renewal waits for it, up to a second while there is a valid token. Elsewhere it waits, and the last call that is
/// dropped cancels the renewal, whatever the server did by then: give calls more time than a token takes.
///
/// A call without a valid token that waits for a renewal on another tokio runtime checks each second whether that
/// runtime still runs; if not, it restarts the renewal, and a later result of the first one is ignored.
///
/// A refresh token that a server may have replaced while its response was lost is not sent again while the current
/// token is valid, since a server may end the session when it sees the old one (RFC 9700, section 4.14.2).
///
/// A token that the server refuses by 401 is renewed at once. If the server refuses the new token, too, renewals pause
/// for 5 seconds, and for twice as long each time that happens again. Nothing is stored unless there is a
/// [`store`](Self::store).
#[derive(Clone)]
pub struct Tokens {
    source: Arc<dyn TokenSource>,
    store: Option<Arc<dyn TokenStore>>,
    window: Duration,
    /// Whether another token can be obtained.
    is_renewable: bool,
    state: Arc<Mutex<State>>,
}

enum Next {
    Use(Token),
    Fail(Arc<TokenError>),
    Join(Arc<Flight<Outcome>>),
    /// The first to join; the present token may still be valid.
    Start(Arc<Flight<Outcome>>, Option<Token>),
}

impl Tokens {
    /// Obtains tokens from a source, the first one when it is needed.
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
        loop {
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
            match land(&flight, sleep).await {
                Some(outcome) => return outcome,
                None => self.abandon(&flight),
            }
        }
    }

    /// Lets the next call restart a renewal whose runtime does not run.
    fn abandon(&self, flight: &Arc<Flight<Outcome>>) {
        let mut state = self.locked();
        if std::ptr::eq(state.flight.as_ptr(), Arc::as_ptr(flight)) {
            state.flight = Weak::new();
            state.abandoned += 1;
        }
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
        // Declared first, so that it is dropped after the lock: dropping the last reference ends the flight, and the
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
                let flight = Arc::new(Flight::new(Box::pin(self.clone().renew(now, state.abandoned))));
                state.flight = Arc::downgrade(&flight);
                Next::Start(flight, valid)
            }
        }
    }

    /// Obtains a new token, and stores it or the error. `abandoned` identifies the renewal, if it is still current.
    async fn renew(self, now: SystemTime, abandoned: u64) -> Outcome {
        let given_up = GivenUp { tokens: &self, abandoned };
        let result = self.fetch(now, abandoned).await;
        std::mem::forget(given_up);
        if let Ok(token) = &result {
            // Before it is saved: a caller that gives up meanwhile still has the token.
            let is_kept = self.while_current(abandoned, |state| state.keep(token.clone(), now, self.window));
            // One that was abandoned may have spent the refresh token, which the renewal in its place cannot use again.
            if let (true, Some(store)) = (is_kept || self.keep_late(token, now), &self.store) {
                store.save(token).await;
            }
        }
        let result = result.map_err(Arc::new);
        self.while_current(abandoned, |state| {
            // Who comes next must not join what is over.
            state.flight = Weak::new();
            if let Err(error) = &result {
                // A source may take long to fail, and others came meanwhile.
                state.failed = Some(Failed { since: state.seen, error: Some(Arc::clone(error)) });
            }
        });
        result.or_else(|error| self.locked().valid(now).ok_or(error))
    }

    /// Changes the state for a renewal, unless another one replaced it. Returns whether it did.
    fn while_current(&self, abandoned: u64, change: impl FnOnce(&mut State)) -> bool {
        let mut state = self.locked();
        let is_current = state.abandoned == abandoned;
        if is_current {
            change(&mut state);
        }
        is_current
    }

    /// Stores the token of an abandoned renewal if there is no valid one. Returns whether it did.
    fn keep_late(&self, token: &Token, now: SystemTime) -> bool {
        let mut state = self.locked();
        let is_missing = state.valid(state.seen.unwrap_or(now)).is_none();
        if is_missing {
            state.keep(token.clone(), now, self.window);
        }
        is_missing
    }

    async fn fetch(&self, now: SystemTime, abandoned: u64) -> Result<Token, TokenError> {
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
                self.while_current(abandoned, |state| state.keep(token.clone(), now, self.window));
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
                Err(error) if error.may_have_been_processed() => {
                    self.while_current(abandoned, State::put_off);
                    Err(error)
                }
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

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lost() -> Outcome {
    Err(Arc::new(TokenError::Lost))
}

/// Waits for the result of a renewal; `None`: the runtime that it began on rests.
async fn land(flight: &Flight<Outcome>, sleep: Option<&dyn Sleep>) -> Option<Outcome> {
    while let Some((sleep, probe)) = sleep.zip(flight.probe()) {
        match flight.join_until(sleep.sleep(PATIENCE)).await {
            Some(outcome) => return Some(outcome.unwrap_or_else(lost)),
            None if probe.is_answered() => {}
            None => return None,
        }
    }
    Some(flight.join().await.unwrap_or_else(lost))
}

/// `GivenUp` notes that all who waited for a new token gave up, so that those who have one do not all wait for it too.
struct GivenUp<'t> {
    tokens: &'t Tokens,
    abandoned: u64,
}

impl Drop for GivenUp<'_> {
    fn drop(&mut self) {
        self.tokens.while_current(self.abandoned, |state| state.failed = Some(Failed { since: None, error: None }));
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
