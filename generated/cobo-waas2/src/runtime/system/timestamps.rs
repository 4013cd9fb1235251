//! The time in signatures: unique, and corrected by the server's clock if the builder enables this.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::runtime::response::received::Received;
use crate::runtime::send::retry::date_of;
use crate::runtime::system::clock::Clock;

/// The smallest difference of clocks that can be noticed, in seconds: dates in headers are whole seconds, and responses
/// take time.
const NOTICEABLE: u64 = 2;
/// The largest correction by a server, in seconds: a larger difference is not a wrong clock.
const BELIEVABLE: u64 = 24 * 60 * 60;

/// Chooses the time of each attempt.
pub(crate) struct Timestamps {
    pub(crate) clock: Box<dyn Clock>,
    /// What two timestamps differ by at least, in milliseconds.
    step: u64,
    /// The last time of all calls, where times grow.
    increasing: Option<Last>,
    /// The seconds that the server's clock is ahead, where they are learnt.
    skew: Option<AtomicI64>,
}

/// The settings of timestamps.
#[derive(Clone, Copy, Default)]
pub(crate) struct TimestampOptions {
    /// Whether times grow.
    pub(crate) increase: bool,
    /// Whether the server corrects them.
    pub(crate) learn: bool,
}

/// `Last` is the last time that was taken, in steps since 1970.
#[derive(Default)]
pub(crate) struct Last(AtomicU64);

impl Timestamps {
    /// Takes times from `clock`; those that must differ do by `step` at least.
    pub(crate) fn new(clock: Box<dyn Clock>, step: Duration, options: TimestampOptions) -> Self {
        let step = u64::try_from(step.as_millis()).unwrap_or(u64::MAX).max(1);
        Self {
            clock,
            step,
            increasing: options.increase.then(Last::default),
            skew: options.learn.then(AtomicI64::default),
        }
    }

    /// Returns the time of the next attempt. If requests are signed, it differs from that of the call's `last` attempt,
    /// since a server may refuse a known signature.
    pub(crate) fn next(&self, last: Option<&Last>) -> SystemTime {
        let now = self.corrected(self.clock.now());
        match self.increasing.as_ref().or(last) {
            Some(last) => self.after(last, now),
            None => now,
        }
    }

    /// Returns `now`, or the step after the last time if that is later.
    fn after(&self, last: &Last, now: SystemTime) -> SystemTime {
        let milliseconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let steps = u64::try_from(milliseconds).unwrap_or(u64::MAX) / self.step;
        let following = |last: u64| steps.max(last.saturating_add(1));
        let change = |last| Some(following(last));
        // The change is always made, and what it was made from is returned.
        let last = last.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).unwrap_or_default();
        if following(last) == steps {
            return now;
        }
        let time = Duration::from_millis(following(last).saturating_mul(self.step));
        UNIX_EPOCH.checked_add(time).unwrap_or(now)
    }

    fn corrected(&self, now: SystemTime) -> SystemTime {
        let skew = self.skew.as_ref().map_or(0, |skew| skew.load(Ordering::Relaxed));
        let distance = Duration::from_secs(skew.unsigned_abs());
        let corrected = if skew < 0 { now.checked_sub(distance) } else { now.checked_add(distance) };
        corrected.unwrap_or(now)
    }

    /// Corrects the clock by a response that refuses a credential, if the server's time differs. Returns whether it
    /// did.
    pub(crate) fn learn(&self, received: &Received) -> bool {
        let Some(skew) = &self.skew else { return false };
        if !matches!(received.status.as_u16(), 400 | 401 | 403) {
            return false;
        }
        let Some(date) = date_of(&received.headers) else { return false };
        let now = self.clock.now();
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        let ahead = match date.duration_since(now) {
            Ok(ahead) => seconds(ahead),
            Err(behind) => -seconds(behind.duration()),
        };
        let change = ahead.abs_diff(skew.load(Ordering::Relaxed));
        if change <= NOTICEABLE || ahead.unsigned_abs() > BELIEVABLE {
            return false;
        }
        skew.store(ahead, Ordering::Relaxed);
        true
    }
}
