//! Random numbers for delays and idempotency keys, which are no secrets, so that tests can replace them.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of unique random numbers. It is never used for keys.
pub trait Random: Send + Sync + 'static {
    /// Draws a number; each of them is as likely as the others.
    fn next(&self) -> u64;
}

/// Random numbers from the operating system, through the keys of the standard library's hash maps.
///
/// It does not exist where the standard library has no such keys: on `wasm32-unknown-unknown`, give the builder another
/// one.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
#[derive(Debug, Default)]
pub struct StdRandom {
    keys: std::hash::RandomState,
    drawn: AtomicU64,
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl Random for StdRandom {
    fn next(&self) -> u64 {
        use std::hash::BuildHasher as _;
        // A forked process has the keys and the count of its parent, and another number.
        self.keys.hash_one((self.drawn.fetch_add(1, Ordering::Relaxed), std::process::id()))
    }
}

/// A source of consecutive numbers, which makes delays and idempotency keys reproducible.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Starts with this number.
    pub const fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Random for Counter {
    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

/// Makes a UUID of version 4 (RFC 9562, section 5.4).
pub(crate) fn uuid(random: &dyn Random) -> String {
    let (high, low) = (random.next(), random.next());
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    let mut text = String::with_capacity(36);
    let parts = (high >> 32, high >> 16 & 0xffff, high & 0xffff, low >> 48, low & 0xffff_ffff_ffff);
    // Writing to a `String` does not fail.
    let _ = write!(text, "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", parts.0, parts.1, parts.2, parts.3, parts.4);
    text
}
