//! Time, waiting and random numbers, for tests and async runtimes other than tokio.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use crate::runtime::system::clock::SystemClock;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
pub use crate::runtime::system::clock::TokioSleep;
pub use crate::runtime::system::clock::{Clock, FixedClock, Sleep};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use crate::runtime::system::random::StdRandom;
pub use crate::runtime::system::random::{Counter, Random};
