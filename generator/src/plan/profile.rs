//! Signing profiles: templates become pieces that are written one after the other.

use crate::ir::{Algorithm, Frozen, MessagePart, Prehash, SecurityKind, Timestamp};
use crate::names::Table;

/// One signing profile.
#[derive(Debug)]
pub struct ProfilePlan {
    /// Its marker type.
    pub marker: String,
    /// The document's name for the scheme.
    pub scheme: String,
    /// The algorithms that the server accepts, as the runtime calls them.
    pub algorithms: Vec<&'static str>,
    /// The runtime's function for the timestamp.
    pub timestamp: &'static str,
    /// The text that is signed.
    pub message: Vec<Piece>,
    /// How often SHA-256 is applied to it.
    pub hashes: usize,
    /// The headers that carry the proof.
    pub headers: Vec<HeaderPlan>,
}

/// A header that carries part of the proof.
#[derive(Debug)]
pub struct HeaderPlan {
    /// Its name, in lower case, as HTTP/2 and the `http` crate write it.
    pub name: String,
    /// Its value.
    pub value: Vec<Piece>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Literal(String),
    /// A value, by its name in a template.
    Value(&'static str),
}

pub(super) fn profiles(api: &Frozen, names: &Table) -> Vec<ProfilePlan> {
    let mut profiles = Vec::new();
    for (scheme, declared) in &api.security_schemes {
        let (SecurityKind::Signing(signing), Some(name)) = (&declared.kind, names.schemes.get(scheme)) else {
            continue;
        };
        profiles.push(ProfilePlan {
            marker: name.pascal(),
            scheme: scheme.clone(),
            algorithms: signing.algorithms.iter().copied().map(algorithm).collect(),
            timestamp: match signing.timestamp {
                Timestamp::UnixMilliseconds => "unix_millis",
                Timestamp::UnixSeconds => "unix_seconds",
            },
            message: pieces(&signing.message),
            hashes: hashes(&signing.prehash),
            headers: signing
                .headers
                .iter()
                .map(|(name, value)| HeaderPlan { name: name.to_ascii_lowercase(), value: pieces(value) })
                .collect(),
        });
    }
    profiles
}

const fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Ed25519 => "Ed25519",
        Algorithm::EcdsaSecp256k1 => "EcdsaSecp256k1",
    }
}

pub(super) fn hashes(prehash: &[Prehash]) -> usize {
    prehash.iter().filter(|step| matches!(step, Prehash::Sha256)).count()
}

pub(super) fn pieces(parts: &[MessagePart]) -> Vec<Piece> {
    parts
        .iter()
        .map(|part| match part {
            MessagePart::Literal(text) => Piece::Literal(text.clone()),
            MessagePart::Method => Piece::Value("method"),
            MessagePart::Path => Piece::Value("path"),
            MessagePart::Query => Piece::Value("query"),
            MessagePart::Body => Piece::Value("body"),
            MessagePart::Timestamp => Piece::Value("timestamp"),
            MessagePart::Key => Piece::Value("key"),
            MessagePart::Signature => Piece::Value("signature"),
        })
        .collect()
}
