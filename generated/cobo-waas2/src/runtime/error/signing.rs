//! Why a request could not be given its credentials: flows from credentials and signers to `Error::Signing`.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// `SigningError` says why a request was not signed; nothing was sent.
///
/// No variant holds key material, the text that was to be signed, or a header's value.
#[derive(Debug)]
#[non_exhaustive]
pub enum SigningError {
    /// No alternative of the operation's security has all its credentials.
    ///
    /// Returned before anything else happens, since an unsigned request would only be refused by the server.
    MissingCredential {
        /// The operation's alternatives: each lists the schemes that it needs together.
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
    /// A value that signing made does not fit into the header where it belongs.
    InvalidHeader {
        /// The header's name.
        name: &'static str,
    },
    /// The request was not signed in time, for instance because the device that holds the key does not answer.
    Timeout {
        /// The time there was.
        limit: Duration,
    },
    /// There is no token to send, for the reason that the source says. It is not retryable.
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
                Ok(())
            }
            Self::UnsupportedAlgorithm { algorithm } => {
                write!(f, "this API does not accept signatures by {algorithm}")
            }
            Self::SignatureLength { algorithm, found } => {
                write!(f, "the signer returned {found} bytes, which is no signature by {algorithm}")
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
