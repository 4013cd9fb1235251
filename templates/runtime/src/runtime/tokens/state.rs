//! The state of a token and its renewal.

use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::runtime::tokens::flight::Flight;
use crate::runtime::tokens::source::{Token, TokenError};

/// How long a failed source is not called, so that calls do not flood it.
const PAUSE: Duration = Duration::from_secs(5);
/// The longest that a source is left alone.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// What those get who wait for a token.
pub(crate) type Outcome = Result<Token, Arc<TokenError>>;

/// The current token, and the state of its renewal.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) token: Option<Token>,
    /// When the token should be renewed, which is before it ends.
    pub(crate) renew_at: Option<SystemTime>,
    pub(crate) standing: Standing,
    /// Set if the present token replaces one that the server refused.
    pub(crate) replacement: Option<Replacement>,
    pub(crate) has_loaded: bool,
    /// The latest time that a call knew.
    pub(crate) seen: Option<SystemTime>,
    pub(crate) failed: Option<Failed>,
    /// Held by those who wait.
    pub(crate) flight: Weak<Flight<Outcome>>,
    /// The number of abandoned renewals, whose results are ignored.
    pub(crate) abandoned: u64,
}

/// Whether the server accepted the current token.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing yet.
    #[default]
    Fresh,
    /// It was accepted.
    Accepted,
    /// It was refused before its time, and is not used again.
    Refused,
}

/// `Replacement` is how long a token that replaces a refused one is used though it is refused too.
pub(crate) struct Replacement {
    pause: Duration,
    /// The end of the pause, which begins with the first refusal.
    until: Option<SystemTime>,
}

/// `Failed` is a renewal of which nothing came.
pub(crate) struct Failed {
    /// When that was, as far as calls knew the time; `None`: no call came since.
    pub(crate) since: Option<SystemTime>,
    /// Why; `None`: those who waited gave up.
    pub(crate) error: Option<Arc<TokenError>>,
}

impl State {
    /// Returns the failure for which the source is left alone at `now`.
    pub(crate) fn recent(&mut self, now: SystemTime) -> Option<&Failed> {
        let failed = self.failed.as_mut()?;
        let since = *failed.since.get_or_insert(now);
        let asked = match failed.error.as_deref() {
            Some(TokenError::Unexpected { retry_after, .. }) => retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        let pause = asked.clamp(PAUSE, LONGEST_PAUSE);
        now.duration_since(since).is_ok_and(|past| past < pause).then_some(&*failed)
    }

    /// Returns the present token if it is valid at `now`.
    pub(crate) fn valid(&self, now: SystemTime) -> Option<Token> {
        let token = self.token.as_ref().filter(|_| self.standing != Standing::Refused)?;
        token.expires_at.is_none_or(|end| now < end).then(|| token.clone())
    }

    /// Puts a token in the place of the present one, to be renewed `window` before its end.
    pub(crate) fn keep(&mut self, token: Token, now: SystemTime, window: Duration) {
        self.renew_at = token.expires_at.and_then(|end| {
            let lifetime = end.duration_since(now).unwrap_or_default();
            end.checked_sub(window.min(lifetime / 2))
        });
        self.token = Some(token);
        let replacement = self.replacement.take();
        if self.standing == Standing::Refused {
            self.replacement = Some(replacement.unwrap_or(Replacement { pause: PAUSE, until: None }));
        }
        self.standing = Standing::Fresh;
        self.failed = None;
    }

    /// Leaves the refresh token alone until the present token ends: the server may have replaced it, and the response with the
    /// newer one was lost.
    pub(crate) fn put_off(&mut self) {
        self.renew_at = self.token.as_ref().and_then(|token| token.expires_at);
    }

    /// Notes how the server took the present token; returns whether another one is to be used.
    pub(crate) fn answered(&mut self, is_refused: bool) -> bool {
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
