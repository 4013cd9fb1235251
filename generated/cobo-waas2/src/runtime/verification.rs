//! Verification of responses: status, headers and the body as received flow in, a verdict flows out.

use std::fmt;

use ed25519_dalek::{Signature, VerifyingKey};
use http::HeaderMap;

use crate::runtime::credential::{Verification, Verify};
use crate::runtime::error::VerificationFault;
use crate::runtime::hex::{self, KeyError};

/// Says how an API signs its responses.
#[derive(Debug)]
pub struct ResponseRule {
    /// The spellings of the header with the signature, in lower case.
    pub signature_headers: &'static [&'static str],
    /// The spellings of the header with the timestamp, in lower case.
    pub timestamp_headers: &'static [&'static str],
    /// The statuses that may come unsigned, because a proxy in front of the API answers with them.
    pub may_be_unsigned: &'static [u16],
    /// Makes the text that is signed from the body and the timestamp.
    pub message: fn(body: &[u8], timestamp: &str) -> Vec<u8>,
    /// Makes what the signature is over: a digest of the text.
    pub payload: fn(&[u8]) -> Vec<u8>,
}

/// The public Ed25519 key that an API signs its responses with.
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
    pub fn to_hex(&self) -> String {
        hex::encode(self.0.as_bytes())
    }
}

impl fmt::Debug for ResponseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseKey({})", self.to_hex())
    }
}

/// Checks responses by a rule with a key.
///
/// It is strict where laxness could be turned against the caller: Ed25519 as `verify_strict` has it (no
/// malleable signatures), a timestamp of digits only, since a body and a timestamp with a delimiter in it could
/// be cut apart in two ways, and no second signature or timestamp. How old the timestamp is, is not checked.
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
        let Some(signature) = single(headers, self.rule.signature_headers)? else {
            let allowed = self.rule.may_be_unsigned.contains(&status);
            return if allowed { Ok(Verification::Unsigned) } else { Err(VerificationFault::Unsigned) };
        };
        let timestamp = single(headers, self.rule.timestamp_headers)?
            .ok_or(VerificationFault::TimestampMissing)
            .and_then(digits)?;
        let signature = hex::decode(signature).map_err(|error| match error {
            KeyError::Length { .. } => VerificationFault::SignatureLength,
            _ => VerificationFault::SignatureNotHex,
        })?;
        let payload = (self.rule.payload)(&(self.rule.message)(body, timestamp));
        match self.key.0.verify_strict(&payload, &Signature::from_bytes(&signature)) {
            Ok(()) => Ok(Verification::Verified),
            Err(_) => Err(VerificationFault::Mismatch),
        }
    }
}

/// Returns the one value of a header that has several spellings.
///
/// The same value under two spellings is one value; two values under one spelling are not, since a relay that
/// appends headers made them.
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
