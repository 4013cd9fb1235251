//! Why a request could not be given its credentials: flows from credentials and signers to `Error::Signing`.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::runtime::error::attempt::EarlierAttempts;
use crate::runtime::operation::Operation;

/// A request that was not sent since it could not be signed.
#[derive(Debug)]
pub struct UnsignedRequest {
    operation: &'static str,
    fault: SigningError,
    pub(crate) earlier: EarlierAttempts,
}

impl UnsignedRequest {
    pub(crate) fn new(operation: &'static Operation, fault: SigningError) -> Self {
        Self { operation: operation.id, fault, earlier: EarlierAttempts::default() }
    }

    /// Returns why it could not be signed.
    pub fn fault(&self) -> &SigningError {
        &self.fault
    }
}

impl fmt::Display for UnsignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.fault)
    }
}

impl StdError for UnsignedRequest {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.fault.source()
    }
}

/// Why a request was not signed; nothing was sent.
///
/// No variant contains key material, the message to sign, or the value of a header.
#[derive(Debug)]
#[non_exhaustive]
pub enum SigningError {
    /// No alternative of the operation's security has all its credentials.
    ///
    /// Returned before anything else happens, since an unsigned request would only be refused by the server.
    MissingCredential {
        /// The security requirements of the operation, each a list of schemes that are sent together.
        alternatives: &'static [&'static [&'static str]],
    },
    /// The signer's algorithm is not one that the signing profile allows.
    UnsupportedAlgorithm {
        /// The signer's algorithm, by name.
        algorithm: &'static str,
    },
    /// The signer returned a signature whose length the algorithm cannot have.
    SignatureLength {
        /// The signer's algorithm, by name.
        algorithm: &'static str,
        /// How many bytes it returned.
        found: usize,
    },
    /// A generated value is not a valid header value.
    InvalidHeader {
        /// The header's name.
        name: &'static str,
    },
    /// The request was not signed in time, for example because the device with the key does not respond.
    Timeout {
        /// The time there was.
        limit: Duration,
    },
    /// No token could be obtained, for the reason that the source returned. It is not retryable.
    Token(Box<dyn StdError + Send + Sync>),
    /// The signer itself failed, for instance because the device that holds the key could not be reached.
    Signer(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingCredential { alternatives } => {
                f.write_str("no credential was given for ")?;
                for (index, schemes) in alternatives.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", or ")?;
                    }
                    for (index, scheme) in schemes.iter().enumerate() {
                        let separator = if index > 0 { " + " } else { "" };
                        write!(f, "{separator}{scheme}")?;
                    }
                }
                f.write_str("; a client without credentials can call `.unauthenticated()` on its builder")
            }
            Self::UnsupportedAlgorithm { algorithm } => {
                write!(f, "this API does not accept signatures by {algorithm}")
            }
            Self::SignatureLength { algorithm, found } => {
                write!(f, "the signer returned {found} bytes, which is not a signature of {algorithm}")
            }
            Self::InvalidHeader { name } => write!(f, "the value for the header `{name}` is not valid in a header"),
            Self::Timeout { limit } => write!(f, "the request was not signed in {limit:?}, and not sent"),
            Self::Token(_) => f.write_str("there is no access token"),
            Self::Signer(_) => f.write_str("the signer failed"),
        }
    }
}

impl StdError for SigningError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Signer(source) | Self::Token(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}
