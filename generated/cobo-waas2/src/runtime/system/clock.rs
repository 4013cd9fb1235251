//! Time, so that tests and other async runtimes can bring their own: the current time and waiting flow in from here.

use std::time::{Duration, SystemTime};

use crate::runtime::transport::interface::BoxFuture;

/// The source of the time in signatures.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time.
    fn now(&self) -> SystemTime;
}

/// The system clock, the default.
///
/// It does not exist where the standard library has none: on `wasm32-unknown-unknown`, give the builder another one.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock that others stand in for")]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that always returns the same time, which makes signatures reproducible.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub SystemTime);

impl Clock for FixedClock {
    fn now(&self) -> SystemTime {
        self.0
    }
}

/// `Sleep` waits, on the timer of whatever async runtime there is.
pub trait Sleep: Send + Sync + 'static {
    /// Returns a future that is ready after `duration`.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// `TokioSleep` waits on tokio's timer.
///
/// Outside of a tokio runtime it waits for ever, where tokio would panic: there, give the builder another `Sleep`. The runtime
/// must have its timer on (`enable_time` or `enable_all`).
#[cfg(any(feature = "blocking", feature = "reqwest"))]
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioSleep;

#[cfg(any(feature = "blocking", feature = "reqwest"))]
impl Sleep for TokioSleep {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Box::pin(std::future::pending());
        }
        Box::pin(tokio::time::sleep(duration))
    }
}
