//! Verification of what an API signs: headers and a body as received flow in, a verdict flows out.

use std::fmt;

use ed25519_dalek::{Signature, VerifyingKey};
use http::HeaderMap;

use crate::runtime::auth::credential::{Verification, Verify};
use crate::runtime::error::VerificationFault;
use crate::runtime::sign::hex::{self, KeyError};

/// Says how an API signs its responses, or its webhooks.
#[derive(Debug)]
pub struct ResponseRule {
    /// The spellings of the header with the signature, in lower case.
    pub signature_headers: &'static [&'static str],
    /// The spellings of the header with the timestamp, in lower case.
    pub timestamp_headers: &'static [&'static str],
    /// The statuses that may be unsigned, because a proxy in front of the API sends them.
    pub may_be_unsigned: &'static [u16],
    /// Makes the text that is signed from the body and the timestamp.
    pub message: fn(body: &[u8], timestamp: &str) -> Vec<u8>,
    /// Returns the signed payload: a digest of the message.
    pub payload: fn(&[u8]) -> Vec<u8>,
}

/// A signature with the message that it is expected to cover.
pub(crate) struct Claim<'h> {
    timestamp: &'h str,
    payload: Vec<u8>,
    signature: Signature,
}

impl<'h> Claim<'h> {
    /// Returns the timestamp, which is a run of digits.
    pub(crate) fn timestamp(&self) -> &'h str {
        self.timestamp
    }
}

impl ResponseRule {
    /// Finds the signature and its message; `None` if there is no signature.
    ///
    /// It is strict where leniency could be exploited: the timestamp must consist of digits, since a body and a
    /// timestamp with a delimiter could be split in two ways, and a second signature or timestamp is an error.
    pub(crate) fn claim<'h>(
        &self,
        headers: &'h HeaderMap,
        body: &[u8],
    ) -> Result<Option<Claim<'h>>, VerificationFault> {
        let Some(signature) = single(headers, self.signature_headers)? else { return Ok(None) };
        let timestamp =
            single(headers, self.timestamp_headers)?.ok_or(VerificationFault::TimestampMissing).and_then(digits)?;
        let signature = hex::decode(signature).map_err(|error| match error {
            KeyError::Length { .. } => VerificationFault::SignatureLength,
            _ => VerificationFault::SignatureNotHex,
        })?;
        let payload = (self.payload)(&(self.message)(body, timestamp));
        Ok(Some(Claim { timestamp, payload, signature: Signature::from_bytes(&signature) }))
    }
}

/// The public Ed25519 key that an API signs its responses with, and its webhooks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ResponseKey(VerifyingKey);

impl ResponseKey {
    /// Takes the key as 64 hexadecimal digits, in either case; whitespace around it does no harm.
    ///
    /// A key of small order is refused, since anybody can make signatures that fit it.
    pub fn from_hex(key: &str) -> Result<Self, KeyError> {
        Self::from_bytes(&*hex::decode_key(key)?)
    }

    /// Takes the key as its 32 bytes.
    pub fn from_bytes(key: &[u8; 32]) -> Result<Self, KeyError> {
        match VerifyingKey::from_bytes(key) {
            Ok(key) if !key.is_weak() => Ok(Self(key)),
            _ => Err(KeyError::NotAKey),
        }
    }

    /// Returns the key as 64 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        hex::encode(self.0.as_bytes())
    }

    /// Returns whether the signature is one of this key. The check is strict, so that a signature cannot be altered
    /// into another valid one.
    pub(crate) fn made(&self, claim: &Claim<'_>) -> bool {
        self.0.verify_strict(&claim.payload, &claim.signature).is_ok()
    }
}

impl fmt::Debug for ResponseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseKey({})", self.to_hex())
    }
}

/// Checks responses by a rule with a key, as strictly as both are. How old the timestamp is, is not checked.
#[derive(Debug)]
pub struct ResponseVerifier {
    rule: &'static ResponseRule,
    key: ResponseKey,
}

impl ResponseVerifier {
    /// Puts a rule and a key together.
    pub fn new(rule: &'static ResponseRule, key: ResponseKey) -> Self {
        Self { rule, key }
    }
}

impl Verify for ResponseVerifier {
    fn verify(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> Result<Verification, VerificationFault> {
        match self.rule.claim(headers, body)? {
            Some(claim) if self.key.made(&claim) => Ok(Verification::Verified),
            Some(_) => Err(VerificationFault::Mismatch),
            None if self.rule.may_be_unsigned.contains(&status) => Ok(Verification::Unsigned),
            None => Err(VerificationFault::Unsigned),
        }
    }
}

/// Returns the value of a header that has several names.
///
/// The same value under two names is one value; two values under one name are an error, since a relay that appends
/// headers creates them.
fn single<'h>(headers: &'h HeaderMap, spellings: &[&str]) -> Result<Option<&'h [u8]>, VerificationFault> {
    let mut found: Option<&[u8]> = None;
    for spelling in spellings {
        let mut values = headers.get_all(*spelling).iter();
        let Some(value) = values.next() else { continue };
        let value = value.as_bytes();
        if values.next().is_some() || found.is_some_and(|other| other != value) {
            return Err(VerificationFault::Ambiguous);
        }
        found = Some(value);
    }
    Ok(found)
}

/// Returns a timestamp as text if it is a run of digits.
fn digits(value: &[u8]) -> Result<&str, VerificationFault> {
    match std::str::from_utf8(value) {
        Ok(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => Ok(text),
        _ => Err(VerificationFault::TimestampNotDigits),
    }
}
