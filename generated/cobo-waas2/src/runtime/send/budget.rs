//! How many retries a client may make in all: calls flow in and fill it, retries empty it.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

/// What one retry costs; a call that went well brings in as many of these as the budget says.
const RETRY: u32 = 100;

/// `RetryBudget` limits the retries of a client, so that they are no second flood upon a server that is down.
///
/// Each retry takes one out, and each call that went well at once brings a part of one back. Once it is empty, calls end with the
/// answer that they have. Unless set, a client has 10 retries in store, and every tenth call adds one.
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

    /// Puts in what a call brings that went well at once.
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
