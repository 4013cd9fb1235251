//! Sources and stores of tokens, which a program can implement.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use http::StatusCode;

use crate::runtime::error::{AttemptEnd, Failure};
use crate::runtime::tokens::refusal::Refusal;
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// A source of tokens for one organization or user.
///
/// It must not call a client that uses its tokens, which would wait for itself.
pub trait TokenSource: Send + Sync + 'static {
    /// Obtains a new token.
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>>;

    /// Obtains a token with a refresh token; a source without refresh tokens obtains a new one.
    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let _ = refresh_token;
        self.get()
    }
}

/// A token from a source.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The token.
    pub access_token: Secret,
    /// Its lifetime from the time of the request; `None` if it is valid until it is refused.
    pub lifetime: Option<Duration>,
    /// The refresh token; `None` keeps the previous one.
    pub refresh_token: Option<Secret>,
}

/// A stored token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The token.
    pub access_token: Secret,
    /// When it ends; `None`: when it is refused.
    pub expires_at: Option<SystemTime>,
    /// The refresh token.
    pub refresh_token: Option<Secret>,
}

/// `TokenStore` keeps a token beyond the life of a client. Where it keeps it safe is its own business.
pub trait TokenStore: Send + Sync + 'static {
    /// Returns the last stored token; called once, before the source.
    fn load(&self) -> BoxFuture<'static, Option<Token>>;

    /// Keeps a token in place of the one before. Whether that works is its own business too.
    fn save(&self, token: &Token) -> BoxFuture<'static, ()>;
}

/// Why there is no token.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The response contains no token.
    NoToken,
    /// The lifetime in the response is negative, or not a number of seconds.
    Lifetime,
    /// The response is not a JSON object, or its tokens are not strings.
    Malformed,
    /// The server refused to give one, for instance because a refresh token was revoked.
    Refused(Refusal),
    /// The server responded with neither a token nor an error of RFC 6749, so the refresh token may still be valid.
    Unexpected {
        /// The status, and the reason in a JSON body.
        response: Refusal,
        /// The delay that the server asks for, during which no request is sent.
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
            Self::NoToken => f.write_str("the response contains no access token"),
            Self::Lifetime => f.write_str("the lifetime of the access token is not a number of seconds"),
            Self::Malformed => f.write_str("the response with the access token cannot be decoded"),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Unexpected { response, .. } => {
                let status = response.status();
                write!(f, "the token endpoint responded with status {status} and without an error of RFC 6749")
            }
            Self::Spent => f.write_str("the refresh token was replaced by a newer one"),
            Self::Lost => f.write_str("obtaining an access token was interrupted"),
            Self::Source(_) => f.write_str("obtaining an access token failed"),
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
