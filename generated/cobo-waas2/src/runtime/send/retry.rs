//! When a call is tried again, and how long to wait before: the outcome of a try flows in, a waiting time or none flows out.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::runtime::error::{Error, Failure, SigningError, TransportErrorKind, VerificationFault};
use crate::runtime::response::received::Received;
use crate::runtime::system::random::Random;

const ATTEMPTS: u32 = 3;
const FIRST_DELAY: Duration = Duration::from_millis(200);
const LONGEST_DELAY: Duration = Duration::from_secs(5);

/// `Retry` says how often a call is tried, and how long is waited in between.
///
/// A call is tried again where that cannot do its work twice. If no connection was made, or the request was not even signed in
/// time, nothing was sent, and any call is tried again; also, at once, where an HTTP/2 server says that it did not process
/// the request. After that, only calls are whose method is idempotent, or which carry
/// an idempotency key: if the exchange broke off, took longer than a try may, or was answered with 408, 425, 429, 502, 503
/// or 504.
///
/// Waiting grows from try to try, to a random part of a limit that doubles each time, so that clients that failed together do
/// not come back together. A `Retry-After` is waited for before that. What does not fit into the timeout of the call is not
/// waited for at all: the call then ends with the answer that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "it says something to whoever is given it"]
pub struct Retry {
    attempts: u32,
    first_delay: Duration,
    longest_delay: Duration,
}

impl Retry {
    /// Tries a call this often in all; 0 is taken for 1.
    pub const fn attempts(attempts: u32) -> Self {
        Self { attempts, first_delay: FIRST_DELAY, longest_delay: LONGEST_DELAY }
    }

    /// Tries a call once.
    pub const fn never() -> Self {
        Self::attempts(1)
    }

    /// Sets the limit of the first delay, which is 200 milliseconds unless set, and that of all delays, 5 seconds.
    pub const fn with_delays(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// Tells whether there may be a try after the one with this number, the first being 1.
    pub(crate) const fn allows_another(&self, number: u32) -> bool {
        number < self.attempts
    }

    /// Draws how long to wait after the try with this number; without random numbers it is the whole limit.
    pub(crate) fn backoff(&self, number: u32, random: Option<&dyn Random>) -> Duration {
        let doublings = number.saturating_sub(1).min(31);
        let limit = self.first_delay.saturating_mul(1 << doublings).min(self.longest_delay);
        match random {
            Some(random) => part(limit, random.next()),
            None => limit,
        }
    }
}

/// Three tries.
impl Default for Retry {
    fn default() -> Self {
        Self::attempts(ATTEMPTS)
    }
}

/// Returns the part of `whole` that `random` is of all its values, without the bias of a remainder.
fn part(whole: Duration, random: u64) -> Duration {
    // 584 years are as good as any longer time, and their nanoseconds leave room for the other factor.
    let nanoseconds = u64::try_from(whole.as_nanos()).unwrap_or(u64::MAX);
    let part = (u128::from(nanoseconds) * u128::from(random)) >> 64;
    u64::try_from(part).map_or(whole, Duration::from_nanos)
}

/// What comes of sending a request again that the server may have processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repetition {
    /// The same response, and the work is done once: the method is idempotent, or an idempotency key says so.
    Harmless,
    /// An error, since the server rejects an idempotency key or a token that it knows: the response to the first request is
    /// lost.
    Rejected,
    /// The work is done twice.
    Harmful,
}

impl Repetition {
    /// Returns whether a request may be sent again after a response with this status.
    fn allows(self, status: u16) -> bool {
        match self {
            Self::Harmless => is_passing(status),
            // Both say that the request was not processed (RFC 8470, section 5.2; RFC 6585, section 4).
            Self::Rejected => matches!(status, 425 | 429),
            Self::Harmful => false,
        }
    }
}

/// Returns whether another attempt can help and does no harm.
pub(crate) fn may_help(result: &Result<Received, Failure>, repetition: Repetition) -> bool {
    let is_harmless = repetition == Repetition::Harmless;
    match result {
        Ok(received) => repetition.allows(received.status.as_u16()),
        Err(Error::Connect(_)) => true,
        Err(Error::Signing(error)) => matches!(error.fault(), SigningError::Timeout { .. }),
        Err(Error::Timeout(_)) => is_harmless,
        Err(Error::Transport(error)) => match error.kind() {
            TransportErrorKind::NotProcessed => true,
            TransportErrorKind::Other => is_harmless,
            _ => false,
        },
        // Proxies do not sign.
        Err(Error::Verification(error)) => {
            is_harmless && error.fault() == VerificationFault::Unsigned && is_passing(error.status().as_u16())
        }
        Err(_) => false,
    }
}

/// Tells whether the server only wanted the request on another connection, so that there is nothing to wait for.
pub(crate) fn is_moved(result: &Result<Received, Failure>) -> bool {
    matches!(result, Err(Error::Transport(error)) if error.kind() == TransportErrorKind::NotProcessed)
}

/// Tells whether a status speaks of a trouble that passes.
pub(crate) const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502 | 503 | 504)
}

/// Reads how long a server asks to wait: seconds, or a date, which is taken by the server's own clock if it tells the time.
///
/// What is neither is ignored, and a date in the past is no time.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    // Fractions are none of the specification's, and servers send them.
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !seconds.is_empty() && seconds.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        // More digits than fit mean longer than anybody waits.
        let seconds = seconds.parse().unwrap_or(u64::MAX);
        let has_fraction = fraction.bytes().any(|digit| digit != b'0');
        return Some(Duration::from_secs(seconds.saturating_add(u64::from(has_fraction))));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(date_of(headers).unwrap_or(now)).unwrap_or_default())
}

/// Reads the server's time of an answer.
pub(crate) fn date_of(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}
