//! Signing profiles: templates whose pieces are written one after the other.

use crate::ir::{Algorithm, Frozen, Piece, Prehash, ProofValue, RequestValue, SecurityKind, Timestamp};
use crate::names::Table;

/// One signing profile.
#[derive(Debug)]
pub struct ProfilePlan {
    /// Its marker type.
    pub marker: String,
    /// The document's name for the scheme.
    pub scheme: String,
    /// The algorithms that the server accepts.
    pub algorithms: Vec<Algorithm>,
    /// How the timestamp is written.
    pub timestamp: Timestamp,
    /// The text that is signed.
    pub message: Vec<Piece<RequestValue>>,
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
    pub value: Vec<Piece<ProofValue>>,
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
            algorithms: signing.algorithms.clone(),
            timestamp: signing.timestamp,
            message: signing.message.clone(),
            hashes: hashes(&signing.prehash),
            headers: signing
                .headers
                .iter()
                .map(|(name, value)| HeaderPlan { name: name.to_ascii_lowercase(), value: value.clone() })
                .collect(),
        });
    }
    profiles
}

pub(super) fn hashes(prehash: &[Prehash]) -> usize {
    prehash.iter().filter(|step| matches!(step, Prehash::Sha256)).count()
}
