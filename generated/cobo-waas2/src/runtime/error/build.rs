//! The errors of `build()`.

use std::error::Error as StdError;
use std::fmt;

use crate::runtime::error::{RequestFault, TransportError};

/// A missing or invalid setting of a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// Neither an environment nor a base URL was chosen.
    NoBaseUrl,
    /// The base URL is invalid, for this reason, which does not show the URL.
    InvalidBaseUrl(&'static str),
    /// What was chosen for the named variable of the server's URL would make another host of it.
    InvalidServerVariable(&'static str),
    /// The base URL is plain http to another machine, and that was not allowed.
    PlainHttp,
    /// The base URL is https, and no feature for TLS is on.
    NoTls,
    /// No feature with a transport is on, and none was given.
    NoTransport,
    /// The API signs its responses, and no response key was given; the text names the methods to call.
    NoResponseKey(&'static str),
    /// A key is not one.
    InvalidKey(Box<dyn StdError + Send + Sync>),
    /// The user agent is not a valid header value.
    InvalidUserAgent,
    /// This platform has no clock, and none was given.
    NoClock,
    /// A timeout or a retry was set, and there is no `Sleep`.
    NoSleep,
    /// The proxy is no URL of http or https; it is not shown, since it may hold a password.
    InvalidProxy,
    /// Root certificates are not PEM, or none of them is a certificate.
    InvalidRoots,
    /// The named setting belongs to connections, and has no effect on the given transport.
    UnreadSetting(&'static str),
    /// A credential was given to a client without authentication.
    Unauthenticated {
        /// The scheme of the credential.
        scheme: &'static str,
    },
    /// A given credential would never be sent, since another one uses its header.
    UnusedCredential {
        /// The scheme of the credential.
        scheme: &'static str,
        /// The scheme of the one that would be sent.
        instead: &'static str,
    },
    /// A token was given for every call, and a credential that is sent in the same header.
    ContestedToken {
        /// The scheme of the credential.
        scheme: &'static str,
    },
    /// A token was given for every call, and `Authorization` as a default header.
    ContestedAuthorization,
    /// A default header is one in which a credential is sent.
    ContestedHeader {
        /// The header.
        header: &'static str,
        /// The scheme of the credential.
        scheme: &'static str,
    },
    /// A default header is not valid.
    DefaultHeader(Box<RequestFault>),
    /// The transport could not be set up.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("no base URL: choose an environment, or call `.base_url(…)`"),
            Self::InvalidBaseUrl(reason) => write!(f, "the base URL {reason}"),
            Self::InvalidServerVariable(name) => {
                write!(f, "invalid value of the server variable `{name}`")
            }
            Self::PlainHttp => f.write_str(
                "the base URL is plain http, which anyone on the way can read: use https, or call `.allow_plain_http()`",
            ),
            Self::NoTls => f.write_str("the base URL is https: enable the feature `rustls` or `native-tls`"),
            Self::NoTransport => f.write_str("no transport: enable the feature `reqwest`, or pass one with `.transport(…)`"),
            Self::NoResponseKey(hint) => write!(f, "the API signs its responses: {hint}"),
            Self::InvalidKey(_) => f.write_str("a key is not valid"),
            Self::InvalidUserAgent => f.write_str("the user agent is not valid in a header"),
            Self::NoClock => f.write_str("there is no clock here: pass one with `.clock(…)`"),
            Self::NoSleep => f.write_str("a timeout or a retry needs a timer: pass one with `.sleep(…)`"),
            Self::InvalidProxy => f.write_str("the proxy is not a URL of http or https"),
            Self::InvalidRoots => f.write_str("the root certificates are not certificates in PEM"),
            Self::UnreadSetting(name) => {
                write!(f, "`{name}` has no effect on your own transport: set it there")
            }
            Self::Unauthenticated { scheme } => {
                write!(f, "`.unauthenticated()` was called, and a credential for `{scheme}` was given: leave out one of them")
            }
            Self::UnusedCredential { scheme, instead } => write!(
                f,
                "the credential for `{scheme}` would never be sent, since that for `{instead}` takes the same header: give one of them"
            ),
            Self::ContestedToken { scheme } => write!(
                f,
                "`.bearer_token(…)` was called, and a credential for `{scheme}` was given, which takes the same header: leave out one of them"
            ),
            Self::ContestedAuthorization => f.write_str(
                "`.bearer_token(…)` was called, and the default header `authorization` was given: leave out one of them",
            ),
            Self::ContestedHeader { header, scheme } => write!(
                f,
                "the default header `{header}` is that of `{scheme}`: give a credential for `{scheme}` instead, or call `.unauthenticated()` as well"
            ),
            Self::DefaultHeader(fault) => write!(f, "a default header cannot be sent: {fault}"),
            Self::Transport(_) => f.write_str("the transport could not be set up"),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::InvalidKey(source) => Some(source.as_ref()),
            Self::Transport(source) => Some(source),
            _ => None,
        }
    }
}
