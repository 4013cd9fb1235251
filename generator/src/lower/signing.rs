//! `x-signet-signing` and `x-signet-response-check`: signing profiles as data.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{
    Algorithm, Empty, Encoding, MessagePart, Prehash, QueryEncoding, QueryRule, ResponseCheck, Signing, Timestamp,
};
use crate::openapi::Extensions;
use crate::source::View;

use super::{Lowering, settings};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SigningEntry {
    algorithms: Vec<AlgorithmEntry>,
    message: String,
    #[serde(default)]
    prehash: Vec<PrehashEntry>,
    timestamp: TimestampEntry,
    encoding: EncodingEntry,
    headers: IndexMap<String, String>,
    #[serde(default)]
    query: QueryEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CheckEntry {
    algorithm: AlgorithmEntry,
    message: String,
    #[serde(default)]
    prehash: Vec<PrehashEntry>,
    encoding: EncodingEntry,
    signature: Vec<String>,
    timestamp: TimestampHeaders,
    #[serde(default)]
    unsigned: Vec<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TimestampHeaders {
    headers: Vec<String>,
    /// The only form so far; required, so that a later one changes no meaning.
    #[allow(dead_code, reason = "reading it is the check")]
    format: DigitsEntry,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DigitsEntry {
    Digits,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum AlgorithmEntry {
    Ed25519,
    #[serde(rename = "ecdsa-secp256k1")]
    EcdsaSecp256k1,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PrehashEntry {
    Sha256,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TimestampEntry {
    UnixMilliseconds,
    UnixSeconds,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum EncodingEntry {
    Hex,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct QueryEntry {
    encoding: QueryEncodingEntry,
    empty: EmptyEntry,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum QueryEncodingEntry {
    #[default]
    Rfc6570,
    FormUrlencoded,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum EmptyEntry {
    #[default]
    Keep,
    Drop,
}

impl From<AlgorithmEntry> for Algorithm {
    fn from(entry: AlgorithmEntry) -> Self {
        match entry {
            AlgorithmEntry::Ed25519 => Self::Ed25519,
            AlgorithmEntry::EcdsaSecp256k1 => Self::EcdsaSecp256k1,
        }
    }
}

fn prehash(entries: &[PrehashEntry]) -> Vec<Prehash> {
    entries.iter().map(|PrehashEntry::Sha256| Prehash::Sha256).collect()
}

const REQUEST_PARTS: [(&str, MessagePart); 5] = [
    ("method", MessagePart::Method),
    ("path", MessagePart::Path),
    ("timestamp", MessagePart::Timestamp),
    ("query", MessagePart::Query),
    ("body", MessagePart::Body),
];
const HEADER_PARTS: [(&str, MessagePart); 3] = [
    ("key", MessagePart::Key),
    ("timestamp", MessagePart::Timestamp),
    ("signature", MessagePart::Signature),
];
const RESPONSE_PARTS: [(&str, MessagePart); 2] = [("body", MessagePart::Body), ("timestamp", MessagePart::Timestamp)];

impl Lowering<'_, '_> {
    pub(super) fn signing(&mut self, view: &View<'_>) -> Option<Signing> {
        let entry: SigningEntry = settings::read(view, "x-signet-signing", self.diagnostics)?;
        let message = self.template(view, "message", &entry.message, &REQUEST_PARTS)?;
        let mut headers = IndexMap::new();
        for (header, template) in &entry.headers {
            headers.insert(header.clone(), self.template(view, "headers", template, &HEADER_PARTS)?);
        }
        if !headers.values().flatten().any(|part| *part == MessagePart::Signature) {
            self.refuse_profile(view, "no header carries `{signature}`");
            return None;
        }
        if entry.algorithms.is_empty() {
            self.refuse_profile(view, "it names no algorithm");
            return None;
        }
        Some(Signing {
            algorithms: entry.algorithms.into_iter().map(Algorithm::from).collect(),
            message,
            prehash: prehash(&entry.prehash),
            timestamp: match entry.timestamp {
                TimestampEntry::UnixMilliseconds => Timestamp::UnixMilliseconds,
                TimestampEntry::UnixSeconds => Timestamp::UnixSeconds,
            },
            encoding: match entry.encoding {
                EncodingEntry::Hex => Encoding::Hex,
            },
            headers,
            query: QueryRule {
                encoding: match entry.query.encoding {
                    QueryEncodingEntry::Rfc6570 => QueryEncoding::Rfc6570,
                    QueryEncodingEntry::FormUrlencoded => QueryEncoding::FormUrlencoded,
                },
                empty: match entry.query.empty {
                    EmptyEntry::Keep => Empty::Keep,
                    EmptyEntry::Drop => Empty::Drop,
                },
            },
        })
    }

    pub(super) fn response_check(&mut self, extensions: &Extensions<'_>) {
        let Some(view) = &extensions.response_check else { return };
        let Some(entry): Option<CheckEntry> = settings::read(view, "x-signet-response-check", self.diagnostics) else {
            return;
        };
        let Some(message) = self.template(view, "message", &entry.message, &RESPONSE_PARTS) else { return };
        self.api.response_check = Some(ResponseCheck {
            algorithm: entry.algorithm.into(),
            message,
            prehash: prehash(&entry.prehash),
            encoding: match entry.encoding {
                EncodingEntry::Hex => Encoding::Hex,
            },
            signature_headers: entry.signature,
            timestamp_headers: entry.timestamp.headers,
            unsigned: entry.unsigned,
        });
    }

    /// Reads a template such as `{method}|{path}` into its parts.
    fn template(
        &mut self,
        view: &View<'_>,
        key: &str,
        text: &str,
        known: &[(&str, MessagePart)],
    ) -> Option<Vec<MessagePart>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((literal, after)) = rest.split_once('{') {
            if !literal.is_empty() {
                parts.push(MessagePart::Literal(literal.to_owned()));
            }
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            let Some((_, part)) = known.iter().find(|(known, _)| *known == name) else {
                let names: Vec<_> = known.iter().map(|(name, _)| format!("{{{name}}}")).collect();
                let place = view.get(key).map_or_else(|| view.origin(), |place| place.origin());
                self.diagnostics.push(
                    Diagnostic::error(Code::Extension, format!("the template has no part `{{{name}}}`"))
                        .at(&place, "this template")
                        .help(format!("its parts are {}", names.join(", "))),
                );
                return None;
            };
            parts.push(part.clone());
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(MessagePart::Literal(rest.to_owned()));
        }
        Some(parts)
    }

    fn refuse_profile(&mut self, view: &View<'_>, why: &str) {
        self.diagnostics.push(
            Diagnostic::error(Code::Extension, format!("the signing profile is not complete: {why}"))
                .at(&view.origin(), "this profile"),
        );
    }
}
