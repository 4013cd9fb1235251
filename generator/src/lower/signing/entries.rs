//! The values of the signing keys as they stand in an overlay, typed by serde; `docs/overlay.schema.json` says the same.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::ir::{Algorithm, Prehash, Timestamp};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SigningEntry {
    pub(super) algorithms: Vec<AlgorithmEntry>,
    pub(super) message: String,
    #[serde(default)]
    pub(super) prehash: Vec<PrehashEntry>,
    pub(super) timestamp: TimestampEntry,
    pub(super) encoding: EncodingEntry,
    /// Read for their kind; their order is taken from the document.
    pub(super) headers: IndexMap<String, String>,
    #[serde(default)]
    pub(super) query: QueryEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CheckEntry {
    pub(super) algorithm: CheckAlgorithmEntry,
    pub(super) message: String,
    #[serde(default)]
    pub(super) prehash: Vec<PrehashEntry>,
    pub(super) encoding: EncodingEntry,
    pub(super) signature: Vec<String>,
    pub(super) timestamp: TimestampHeaders,
    #[serde(default)]
    pub(super) unsigned: Vec<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TimestampHeaders {
    pub(super) headers: Vec<String>,
    /// The only form so far; required, so that a later one changes no meaning.
    #[allow(dead_code, reason = "reading it is the check")]
    format: DigitsEntry,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum DigitsEntry {
    Digits,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AlgorithmEntry {
    Ed25519,
    #[serde(rename = "ecdsa-secp256k1")]
    EcdsaSecp256k1,
}

/// Responses are checked by Ed25519 only, so far.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CheckAlgorithmEntry {
    Ed25519,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PrehashEntry {
    Sha256,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::lower) enum TimestampEntry {
    UnixMilliseconds,
    UnixSeconds,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum EncodingEntry {
    Hex,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct QueryEntry {
    pub(super) encoding: QueryEncodingEntry,
    pub(super) empty: EmptyEntry,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum QueryEncodingEntry {
    #[default]
    Rfc6570,
    FormUrlencoded,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum EmptyEntry {
    #[default]
    Keep,
    Drop,
}

impl From<CheckAlgorithmEntry> for Algorithm {
    fn from(CheckAlgorithmEntry::Ed25519: CheckAlgorithmEntry) -> Self {
        Self::Ed25519
    }
}

impl From<AlgorithmEntry> for Algorithm {
    fn from(entry: AlgorithmEntry) -> Self {
        match entry {
            AlgorithmEntry::Ed25519 => Self::Ed25519,
            AlgorithmEntry::EcdsaSecp256k1 => Self::EcdsaSecp256k1,
        }
    }
}

impl From<TimestampEntry> for Timestamp {
    fn from(entry: TimestampEntry) -> Self {
        match entry {
            TimestampEntry::UnixMilliseconds => Self::UnixMilliseconds,
            TimestampEntry::UnixSeconds => Self::UnixSeconds,
        }
    }
}

pub(super) fn prehash(entries: &[PrehashEntry]) -> Vec<Prehash> {
    entries.iter().map(|PrehashEntry::Sha256| Prehash::Sha256).collect()
}
