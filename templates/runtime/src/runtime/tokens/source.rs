//! Where tokens come from and where they are kept, as a program can provide both, and why there is none.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use http::StatusCode;

use crate::runtime::error::{AttemptEnd, Failure};
use crate::runtime::tokens::refusal::Refusal;
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// `TokenSource` gets tokens, by calls of the API or in whatever other way; one source is for one organisation or user.
///
/// It must not make its calls with a client that takes tokens from it, which would wait for itself.
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a token anew.
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>>;

    /// Gets a token for a refresh token; a source without such a thing gets one anew.
    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let _ = refresh_token;
        self.get()
    }
}

/// `Grant` is what a source answers.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The token.
    pub access_token: Secret,
    /// How long it is valid, from when it was asked for; `None`: until it is refused.
    pub lifetime: Option<Duration>,
    /// What the next one is had for; `None`: the one before stays.
    pub refresh_token: Option<Secret>,
}

/// `Token` is a token as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The token.
    pub access_token: Secret,
    /// When it ends; `None`: when it is refused.
    pub expires_at: Option<SystemTime>,
    /// What the next one is had for.
    pub refresh_token: Option<Secret>,
}

/// `TokenStore` keeps a token beyond the life of a client. Where it keeps it safe is its own business.
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the token that was kept last, asked once, before the source is.
    fn load(&self) -> BoxFuture<'static, Option<Token>>;

    /// Keeps a token in place of the one before. Whether that works is its own business too.
    fn save(&self, token: &Token) -> BoxFuture<'static, ()>;
}

/// Why there is no token.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The answer holds no token.
    NoToken,
    /// The lifetime in the answer is negative, or no number of seconds.
    Lifetime,
    /// The answer is no JSON object, or its tokens are no text.
    Malformed,
    /// The server refused to give one, for instance because a refresh token was revoked.
    Refused(Refusal),
    /// The server responded with neither a token nor an error that RFC 6749 specifies, which says nothing of the refresh token.
    Unexpected {
        /// The status, and what the body says if it is JSON.
        response: Refusal,
        /// How long the server asks to wait; it is not asked again before.
        retry_after: Option<Duration>,
    },
    /// The refresh token was replaced by a newer one, and is not sent again: a server may take that for theft.
    Spent,
    /// The source panicked.
    Lost,
    /// The call failed, or the source failed otherwise.
    Source(Box<dyn StdError + Send + Sync>),
}

impl TokenError {
    /// Returns whether the server may have replaced the refresh token that was sent.
    pub(crate) fn may_have_been_processed(&self) -> bool {
        match self {
            Self::Source(source) => match source.downcast_ref::<Failure>() {
                Some(failure) => failure.attempts().iter().any(|end| end.may_have_been_processed()),
                // Nothing is known of the sources of others.
                None => true,
            },
            Self::Unexpected { response, .. } => StatusCode::from_u16(response.status())
                .map_or(true, |status| AttemptEnd::Response(status).may_have_been_processed()),
            Self::NoToken | Self::Lifetime | Self::Malformed | Self::Lost => true,
            Self::Refused(_) | Self::Spent => false,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoToken => f.write_str("the answer holds no access token"),
            Self::Lifetime => f.write_str("the lifetime of the access token is no number of seconds"),
            Self::Malformed => f.write_str("the answer that should hold an access token cannot be read"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Unexpected { response, .. } => {
                let status = response.status();
                write!(f, "the token endpoint responded with status {status} and without an error of RFC 6749")
            }
            Self::Spent => f.write_str("the refresh token was replaced by a newer one"),
            Self::Lost => f.write_str("getting an access token broke off"),
            Self::Source(_) => f.write_str("getting an access token failed"),
        }
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Source(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}
