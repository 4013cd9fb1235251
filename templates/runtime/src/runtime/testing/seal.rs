//! Verifies and creates the signatures of the mock server, from the declared templates.
//!
//! It shares nothing with the client's signing, neither strings nor digests nor hexadecimal, since it tests the client.

use http::{HeaderName, HeaderValue, Response};
use sha2::{Digest as _, Sha256};

use crate::runtime::operation::Operation;
use crate::runtime::testing::{MockRequest, MockSeal, Sealing};

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealPiece {
    /// Text.
    Text(&'static str),
    /// The method.
    Method,
    /// The path as it was sent.
    Path,
    /// The query as it was sent.
    Query,
    /// The body as it was sent.
    Body,
    /// The time of signing.
    Timestamp,
    /// The public key, in hexadecimal.
    Key,
    /// The signature, in hexadecimal.
    Signature,
}

/// Verifies a signature over some bytes; a key of another algorithm is invalid.
pub type Checker = fn(key: &[u8], payload: &[u8], signature: &[u8]) -> bool;

/// How requests are signed.
#[derive(Debug)]
pub struct RequestSeal {
    /// The security scheme.
    pub scheme: &'static str,
    /// The text that is signed.
    pub message: &'static [SealPiece],
    /// How often SHA-256 is applied to it.
    pub hashes: usize,
    /// The headers with the proof.
    pub headers: &'static [(&'static str, &'static [SealPiece])],
    /// What checks signatures, one for each algorithm.
    pub checkers: &'static [Checker],
}

/// How responses are signed.
#[derive(Debug)]
pub struct ResponseSeal {
    /// The text that is signed.
    pub message: &'static [SealPiece],
    /// How often SHA-256 is applied to it.
    pub hashes: usize,
    /// The header with the signature.
    pub signature_header: &'static str,
    /// The header with the time.
    pub timestamp_header: &'static str,
    /// Signs bytes with the key of a seed.
    pub sign: fn(seed: &[u8; 32], payload: &[u8]) -> Vec<u8>,
    /// Returns the public key to a seed.
    pub public_key: fn(seed: &[u8; 32]) -> Vec<u8>,
}

/// `Seals` is how an API signs.
#[derive(Debug)]
pub struct Seals {
    /// Its requests, a rule a scheme.
    pub requests: &'static [RequestSeal],
    /// The signatures of responses.
    pub responses: Option<&'static ResponseSeal>,
}

impl MockSeal for Seals {
    fn check(&self, request: &MockRequest, operation: &Operation) -> Result<(), String> {
        let is_named = |rule: &&RequestSeal| {
            operation.security.iter().any(|schemes| schemes.contains(&rule.scheme)) || rule.is_tried(request)
        };
        let mut rules = self.requests.iter().filter(is_named).peekable();
        if rules.peek().is_none() {
            return Ok(());
        }
        let signs = |schemes: &&[&str]| self.requests.iter().any(|rule| schemes.contains(&rule.scheme));
        let may_be_unsigned = operation.security.iter().any(|schemes| !signs(schemes));
        let tried: Vec<_> = rules.filter(|rule| rule.is_tried(request)).collect();
        match tried.as_slice() {
            [] if may_be_unsigned => Ok(()),
            [] => Err("the request is not signed".to_owned()),
            rules => rules.iter().try_for_each(|rule| rule.check(request)),
        }
    }

    fn sign(&self, response: &mut Response<Vec<u8>>, seed: &[u8; 32], sealing: Sealing) {
        let Some(rule) = self.responses.filter(|_| sealing != Sealing::Missing) else { return };
        let mut seed = *seed;
        if sealing == Sealing::Wrong {
            seed.reverse();
        }
        // Any time will do; this one is easy to tell from a real one.
        let timestamp = "1700000000000";
        let message = filled(rule.message, |piece| match piece {
            SealPiece::Body => response.body().as_slice(),
            SealPiece::Timestamp => timestamp.as_bytes(),
            _ => b"",
        });
        let signature = to_hex(&(rule.sign)(&seed, &hashed(message, rule.hashes)));
        for (name, value) in [(rule.signature_header, signature.as_str()), (rule.timestamp_header, timestamp)] {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().insert(name, value);
            }
        }
    }

    fn public_key(&self, seed: &[u8; 32]) -> String {
        self.responses.map(|rule| to_hex(&(rule.public_key)(seed))).unwrap_or_default()
    }
}

impl RequestSeal {
    /// Tells whether a request has any of the headers.
    fn is_tried(&self, request: &MockRequest) -> bool {
        self.headers.iter().any(|(name, _)| request.headers().contains_key(*name))
    }

    fn check(&self, request: &MockRequest) -> Result<(), String> {
        let (mut key, mut timestamp, mut signature) = (None, None, None);
        for (name, template) in self.headers {
            let mut values = request.headers().get_all(*name).iter();
            let (Some(value), None) = (values.next(), values.next()) else {
                return Err(format!("expected exactly one header `{name}`"));
            };
            let value = value.to_str().map_err(|_| format!("the header `{name}` is not text"))?;
            for (piece, text) in
                taken_apart(template, value).ok_or_else(|| format!("the header `{name}` does not fit"))?
            {
                match piece {
                    SealPiece::Key => key = Some(text),
                    SealPiece::Timestamp => timestamp = Some(text),
                    SealPiece::Signature => signature = Some(text),
                    _ => {}
                }
            }
        }
        let hex = |text: Option<&str>, what| {
            text.and_then(from_hex).ok_or_else(|| format!("the {what} is not lower-case hexadecimal"))
        };
        let (key, signature) = (hex(key, "key")?, hex(signature, "signature")?);
        let timestamp = timestamp.unwrap_or_default();
        if !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("the time is not a number".to_owned());
        }
        let uri = request.uri();
        let message = filled(self.message, |piece| match piece {
            SealPiece::Text(text) => text.as_bytes(),
            SealPiece::Method => request.method().as_str().as_bytes(),
            SealPiece::Path => uri.path().as_bytes(),
            SealPiece::Query => uri.query().unwrap_or_default().as_bytes(),
            SealPiece::Body => request.body(),
            SealPiece::Timestamp => timestamp.as_bytes(),
            SealPiece::Key | SealPiece::Signature => b"",
        });
        let payload = hashed(message, self.hashes);
        if self.checkers.iter().any(|check| check(&key, &payload, &signature)) {
            return Ok(());
        }
        Err("the signature does not match".to_owned())
    }
}

/// Writes a template.
fn filled<'v>(template: &[SealPiece], value: impl Fn(SealPiece) -> &'v [u8]) -> Vec<u8> {
    let pieces = template.iter().map(|piece| match piece {
        SealPiece::Text(text) => text.as_bytes(),
        other => value(*other),
    });
    pieces.collect::<Vec<_>>().concat()
}

/// Finds the values of the parts of a template in a string.
fn taken_apart<'t>(template: &[SealPiece], mut text: &'t str) -> Option<Vec<(SealPiece, &'t str)>> {
    let mut found = Vec::new();
    let mut pieces = template.iter().peekable();
    while let Some(piece) = pieces.next() {
        if let SealPiece::Text(own) = piece {
            text = text.strip_prefix(own)?;
            continue;
        }
        let end = match pieces.peek() {
            Some(SealPiece::Text(next)) => text.find(next)?,
            Some(_) => return None,
            None => text.len(),
        };
        let (value, rest) = text.split_at_checked(end)?;
        found.push((*piece, value));
        text = rest;
    }
    text.is_empty().then_some(found)
}

fn hashed(message: Vec<u8>, times: usize) -> Vec<u8> {
    (0..times).fold(message, |bytes, _| Sha256::digest(bytes).to_vec())
}

fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let is_lower = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (is_lower && text.len() % 2 == 0).then_some(())?;
    text.as_bytes().chunks_exact(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
