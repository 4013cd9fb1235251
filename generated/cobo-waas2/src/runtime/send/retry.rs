//! Decides whether a call makes another attempt, and after which delay.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::runtime::error::{Error, Failure, SigningError, TransportErrorKind, VerificationFault};
use crate::runtime::response::received::Received;
use crate::runtime::system::random::Random;

const ATTEMPTS: u32 = 3;
const FIRST_DELAY: Duration = Duration::from_millis(200);
const LONGEST_DELAY: Duration = Duration::from_secs(5);

/// The number of attempts of a call, and the delays between them.
///
/// A call makes another attempt if that cannot repeat its effect. If no connection was established, or the request was
/// not signed in time, nothing was sent, and any call makes another attempt; it does so at once if an HTTP/2 server
/// reports that it did not process the request. Otherwise, only calls with an idempotent method or an idempotency key
/// do: if the connection broke, the attempt timed out, or the response was 408, 425, 429, 502, 503 or 504.
///
/// The delay is a random part of a limit that doubles with each attempt, so that clients that failed together do not
/// return together. `Retry-After` is added to it. If the delay exceeds the timeout of the call, the call ends with the
/// response that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a setting has no effect until it is passed to a builder or call"]
pub struct Retry {
    attempts: u32,
    first_delay: Duration,
    longest_delay: Duration,
}

impl Retry {
    /// Sets the total number of attempts, at least 1.
    pub const fn attempts(attempts: u32) -> Self {
        Self { attempts, first_delay: FIRST_DELAY, longest_delay: LONGEST_DELAY }
    }

    /// Makes one attempt only.
    pub const fn never() -> Self {
        Self::attempts(1)
    }

    /// Sets the limit of the first delay, which is 200 milliseconds unless set, and that of all delays, 5 seconds.
    pub const fn with_delays(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// Returns whether there may be an attempt after the one with this number, counted from 1.
    pub(crate) const fn allows_another(&self, number: u32) -> bool {
        number < self.attempts
    }

    /// Returns a random delay after the attempt with this number; without random numbers it is the whole limit.
    pub(crate) fn backoff(&self, number: u32, random: Option<&dyn Random>) -> Duration {
        let doublings = number.saturating_sub(1).min(31);
        let limit = self.first_delay.saturating_mul(1 << doublings).min(self.longest_delay);
        match random {
            Some(random) => part(limit, random.next()),
            None => limit,
        }
    }
}

/// Three attempts.
impl Default for Retry {
    fn default() -> Self {
        Self::attempts(ATTEMPTS)
    }
}

/// Returns the part of `whole` that `random` is of its range, without the bias of a remainder.
fn part(whole: Duration, random: u64) -> Duration {
    // 584 years are as good as any longer time, and their nanoseconds leave room for the other factor.
    let nanoseconds = u64::try_from(whole.as_nanos()).unwrap_or(u64::MAX);
    let part = (u128::from(nanoseconds) * u128::from(random)) >> 64;
    u64::try_from(part).map_or(whole, Duration::from_nanos)
}

/// The effect of sending a request again that the server may have processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repetition {
    /// The same response, and the effect occurs once: the method is idempotent, or an idempotency key says so.
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

/// Returns whether the server asked for the request on another connection, so that no delay is needed.
pub(crate) fn is_moved(result: &Result<Received, Failure>) -> bool {
    matches!(result, Err(Error::Transport(error)) if error.kind() == TransportErrorKind::NotProcessed)
}

/// Tells whether a status speaks of a trouble that passes.
pub(crate) const fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502 | 503 | 504)
}

/// Parses `Retry-After`: seconds, or a date, which is compared with the server's `Date` if there is one.
///
/// Other values are ignored, and a date in the past is no delay.
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

/// Parses the `Date` of a response.
pub(crate) fn date_of(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}
