//! Verifies webhooks: their signature and their time.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::error::VerificationFault;
use crate::runtime::json::Json;
use crate::runtime::sign::verification::{ResponseKey, ResponseRule};
use crate::runtime::webhook::event::{EventError, read_event};

/// How webhooks are signed.
#[derive(Debug)]
pub struct WebhookRule {
    /// What is signed, and which headers have the signature.
    pub signature: &'static ResponseRule,
    /// Makes the time since 1970 of a timestamp.
    pub since_1970: fn(u64) -> Duration,
    /// The public keys of the API's environments, in hexadecimal, by name: they identify the environment of a webhook
    /// that was signed with another key.
    pub environments: &'static [(&'static str, &'static str)],
}

impl WebhookRule {
    /// Verifies a webhook: its signature first, since its time is not authentic before.
    pub fn verify<E>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        key: &ResponseKey,
        max_age: Duration,
        now: SystemTime,
    ) -> Result<Verified<E>, WebhookError> {
        let claim = self.signature.claim(headers, body).map_err(WebhookError::Signature)?;
        let claim = claim.ok_or(WebhookError::Signature(VerificationFault::Unsigned))?;
        if !key.made(&claim) {
            let known =
                self.environments.iter().filter_map(|(name, key)| Some((*name, ResponseKey::from_hex(key).ok()?)));
            return Err(match known.into_iter().find(|(_, key)| key.made(&claim)) {
                Some((environment, _)) => WebhookError::OtherEnvironment { environment },
                None => WebhookError::Signature(VerificationFault::Mismatch),
            });
        }
        // A number too large for a time is later than any.
        let number = claim.timestamp().parse().map(self.since_1970);
        let Some(sent_at) = number.ok().and_then(|since| UNIX_EPOCH.checked_add(since)) else {
            return Err(WebhookError::FromTheFuture { ahead: Duration::MAX });
        };
        match now.duration_since(sent_at) {
            Ok(age) if age > max_age => Err(WebhookError::TooOld { age }),
            Err(early) if early.duration() > max_age => Err(WebhookError::FromTheFuture { ahead: early.duration() }),
            _ => Ok(Verified { body: Bytes::copy_from_slice(body), sent_at, event: PhantomData }),
        }
    }
}

/// `Verified` is a webhook that the API signed, whose event can be believed.
pub struct Verified<E> {
    body: Bytes,
    sent_at: SystemTime,
    event: PhantomData<fn() -> E>,
}

impl<E: Json> Verified<E> {
    /// Reads the event.
    pub fn event(&self) -> Result<E, WebhookError> {
        read_event(&self.body).map_err(|error| WebhookError::Event(Box::new(error)))
    }
}

impl<E> Verified<E> {
    /// Returns the body as received.
    pub fn raw(&self) -> &Bytes {
        &self.body
    }

    /// Returns the time at which the API sent the webhook.
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }
}

impl<E> fmt::Debug for Verified<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("raw", &format_args!("{} bytes", self.body.len()))
            .field("sent_at", &self.sent_at)
            .finish()
    }
}

/// Why a webhook could not be verified or decoded.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// It has no signature that can be checked, or one that the key did not make over this body and timestamp.
    Signature(VerificationFault),
    /// It is signed with the key of another environment: one of the two sides is set up for the wrong one.
    OtherEnvironment {
        /// Whose key it is.
        environment: &'static str,
    },
    /// It was sent too long ago, and may be a replay.
    TooOld {
        /// How long ago it was sent.
        age: Duration,
    },
    /// It was sent later than now, by more than is allowed: one of the two clocks is wrong.
    FromTheFuture {
        /// How much later it was sent.
        ahead: Duration,
    },
    /// The API signed it, but its body does not match the description.
    Event(Box<EventError>),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signature(fault) => write!(f, "the webhook was not verified: {fault}"),
            Self::OtherEnvironment { environment } => {
                write!(f, "the webhook is signed with the key of another environment, `{environment}`")
            }
            Self::TooOld { age } => write!(f, "the webhook was sent {} seconds ago", age.as_secs()),
            Self::FromTheFuture { ahead: Duration::MAX } => f.write_str("the time of the webhook is out of range"),
            Self::FromTheFuture { ahead } => {
                write!(f, "the time of the webhook is {} seconds in the future", ahead.as_secs())
            }
            Self::Event(error) => error.fmt(f),
        }
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Signature(fault) => Some(fault),
            _ => None,
        }
    }
}
