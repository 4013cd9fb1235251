//! Signs requests.
//!
//! A [`SigningProfile`] declares what an API signs and where the signature goes; generated code implements it. A
//! [`Signer`] has the key. [`Signing`] combines both as the credential that the pipeline applies last, once per
//! attempt.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;

use crate::runtime::auth::credential::{Credential, SignedText};
use crate::runtime::error::SigningError;
use crate::runtime::sign::hex;
use crate::runtime::transport::interface::BoxFuture;

/// The signature algorithms of signing profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// Ed25519 (RFC 8032): the payload is the message; the signature has 64 bytes, the public key 32.
    Ed25519,
    /// ECDSA over secp256k1: the payload is the digest; the signature is DER, the public key a compressed point
    /// of 33 bytes.
    EcdsaSecp256k1,
}

impl Algorithm {
    /// Returns the algorithm's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::EcdsaSecp256k1 => "ECDSA with secp256k1",
        }
    }

    fn allows_length(self, length: usize) -> bool {
        match self {
            Self::Ed25519 => length == 64,
            // A DER sequence of two integers of 1 to 33 bytes.
            Self::EcdsaSecp256k1 => (8..=72).contains(&length),
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Signs with a private key, in memory or on a device.
///
/// It is asynchronous, so that a key can stay in an HSM or a key management service. It is called once for each attempt
/// of a request.
pub trait Signer: Send + Sync + 'static {
    /// Returns the algorithm of the key.
    fn algorithm(&self) -> Algorithm;

    /// Returns the public key, as the algorithm encodes it.
    fn public_key(&self) -> &[u8];

    /// Signs the payload of the profile: Ed25519 signs it as the message, ECDSA as the digest.
    fn sign<'a>(&'a self, payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>>;
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn algorithm(&self) -> Algorithm {
        S::algorithm(self)
    }

    fn public_key(&self) -> &[u8] {
        S::public_key(self)
    }

    fn sign<'a>(&'a self, payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        S::sign(self, payload)
    }
}

impl<S: Signer + ?Sized> Signer for Box<S> {
    fn algorithm(&self) -> Algorithm {
        S::algorithm(self)
    }

    fn public_key(&self) -> &[u8] {
        S::public_key(self)
    }

    fn sign<'a>(&'a self, payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        S::sign(self, payload)
    }
}

/// Why a signer did not sign, in the signer's own words.
#[derive(Debug)]
pub struct SignerError(Box<dyn std::error::Error + Send + Sync>);

impl SignerError {
    /// Wraps the cause, an error or a text. It is shown to people: no key material may be in it.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for SignerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SignerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// The parts of a request from which a profile builds the message, exactly as they are sent.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The path, percent-encoded, with the prefix of the base URL.
    pub path: &'a str,
    /// The query, encoded, without `?`; empty if there is none.
    pub query: &'a str,
    /// The body; empty if there is none.
    pub body: &'a [u8],
    /// The timestamp of this attempt, from [`SigningProfile::timestamp`].
    pub timestamp: &'a str,
}

impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Query and body may hold secrets.
        f.debug_struct("Parts")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &format_args!("{} bytes", self.query.len()))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timestamp", &self.timestamp)
            .finish()
    }
}

/// What a signed request carries.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// The signer's public key.
    pub public_key: &'a [u8],
    /// The timestamp that was signed.
    pub timestamp: &'a str,
    /// The signature.
    pub signature: &'a [u8],
}

/// Declares what an API signs, and where the signature goes.
pub trait SigningProfile: Send + Sync + fmt::Debug + 'static {
    /// Lists the algorithms that the API accepts.
    fn algorithms(&self) -> &'static [Algorithm];

    /// Formats the time of an attempt: [`unix_millis`] or [`unix_seconds`].
    fn timestamp(&self, now: SystemTime) -> String;

    /// Makes the text that is signed.
    fn message(&self, parts: &Parts<'_>) -> Vec<u8>;

    /// Returns the payload for the signer: the message, or a digest of it.
    fn payload(&self, message: &[u8]) -> Vec<u8>;

    /// Puts public key, timestamp and signature into the request.
    fn place(&self, request: &mut http::Request<Bytes>, sealed: &Sealed<'_>) -> Result<(), SigningError>;
}

/// Signs requests by a profile with the key of a signer.
///
/// The signed bytes are the sent bytes: path and query are taken from the request's URI, not encoded again.
pub struct Signing {
    profile: &'static dyn SigningProfile,
    signer: Box<dyn Signer>,
}

impl Signing {
    /// Puts a profile and a signer together. Whether the profile allows the signer's algorithm is checked when
    /// signing.
    pub fn new(profile: &'static dyn SigningProfile, signer: impl Signer) -> Self {
        Self { profile, signer: Box::new(signer) }
    }

    async fn sign(&self, request: &mut http::Request<Bytes>, now: SystemTime) -> Result<(), SigningError> {
        let algorithm = self.signer.algorithm();
        if !self.profile.algorithms().contains(&algorithm) {
            return Err(SigningError::UnsupportedAlgorithm { algorithm: algorithm.name() });
        }
        let timestamp = self.profile.timestamp(now);
        let message = self.profile.message(&Parts {
            method: request.method().as_str(),
            path: request.uri().path(),
            query: request.uri().query().unwrap_or_default(),
            body: request.body(),
            timestamp: &timestamp,
        });
        let payload = self.profile.payload(&message);
        let signature = self.signer.sign(&payload).await.map_err(|error| SigningError::Signer(error.0))?;
        if !algorithm.allows_length(signature.len()) {
            return Err(SigningError::SignatureLength { algorithm: algorithm.name(), found: signature.len() });
        }
        let public_key = self.signer.public_key();
        self.profile.place(request, &Sealed { public_key, timestamp: &timestamp, signature: &signature })?;
        let text = String::from_utf8(message).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into());
        request.extensions_mut().insert(SignedText::new(text));
        Ok(())
    }
}

impl Credential for Signing {
    fn signs(&self) -> bool {
        true
    }

    fn resolution(&self) -> Duration {
        let (millisecond, second) = (Duration::from_millis(1), Duration::from_secs(1));
        let is_fine = self.profile.timestamp(UNIX_EPOCH) != self.profile.timestamp(UNIX_EPOCH + millisecond);
        if is_fine { millisecond } else { second }
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(self.sign(request, now))
    }
}

impl fmt::Debug for Signing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing")
            .field("profile", &self.profile)
            .field("algorithm", &self.signer.algorithm())
            .field("public_key", &format_args!("{}", hex::encode(self.signer.public_key())))
            .finish_non_exhaustive()
    }
}

/// Writes a time as milliseconds since 1970; a clock before that counts as 1970.
pub fn unix_millis(time: SystemTime) -> String {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis().to_string()
}

/// Writes a time as whole seconds since 1970; a clock before that counts as 1970.
pub fn unix_seconds(time: SystemTime) -> String {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs().to_string()
}
