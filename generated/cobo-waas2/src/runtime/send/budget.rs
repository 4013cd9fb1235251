//! How many retries a client may make in all: calls flow in and fill it, retries empty it.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

/// The cost of a retry; a call that succeeds returns a part of it, as the budget defines.
const RETRY: u32 = 100;

/// A limit of the retries of a client, so that they do not flood a server that is down.
///
/// Each retry takes one, and each call that succeeds at once returns a part of one. Once the budget is empty, calls end
/// with the response that they have. By default, a client has 10 retries, and every tenth call adds one.
pub struct RetryBudget {
    /// In hundredths of a retry.
    left: AtomicU32,
    most: u32,
    refill: u32,
}

impl RetryBudget {
    /// Starts with `retries` in store, which is also the most that there can be; 100 calls bring back `per_hundred_calls`.
    pub const fn new(retries: u32, per_hundred_calls: u32) -> Self {
        let most = retries.saturating_mul(RETRY);
        Self { left: AtomicU32::new(most), most, refill: per_hundred_calls }
    }

    /// Takes one retry out, if there is one.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(RETRY))
    }

    /// Adds the part of a call that succeeded at once.
    pub(crate) fn refill(&self) {
        // A full store is the usual case, and reading it disturbs no other thread.
        if self.left.load(Ordering::Relaxed) < self.most {
            self.change(|left| Some(left.saturating_add(self.refill).min(self.most)));
        }
    }

    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(10, 10)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RetryBudget({} of {})", self.left.load(Ordering::Relaxed) / RETRY, self.most / RETRY)
    }
}
