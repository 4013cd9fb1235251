//! `x-signet-signing` and `x-signet-response-check`: signing profiles as data.

mod entries;
mod template;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Algorithm, Empty, Encoding, Piece, ProofValue, QueryEncoding, QueryRule, ResponseCheck, Signing};
use crate::openapi::Extensions;
use crate::source::View;

pub(super) use self::entries::TimestampEntry;
use self::entries::{CheckEntry, EmptyEntry, EncodingEntry, QueryEncodingEntry, QueryEntry, SigningEntry, prehash};
use self::template::{REQUEST_VALUES, RESPONSE_VALUES};
use super::{Lowering, settings};

impl Lowering<'_, '_> {
    pub(super) fn signing(&mut self, view: &View<'_>) -> Option<Signing> {
        let entry: SigningEntry = settings::read(view, "x-signet-signing", self.diagnostics)?;
        let message = self.template(view.get("message").as_ref().unwrap_or(view), &entry.message, &REQUEST_VALUES)?;
        let mut headers = IndexMap::new();
        for (name, value) in view.get("headers").iter().flat_map(View::entries) {
            self.header_name(&value, name)?;
            let template = self.header_template(&value, entry.headers.get(name)?)?;
            headers.insert(name.to_owned(), template);
        }
        let algorithms: Vec<Algorithm> = entry.algorithms.into_iter().map(Algorithm::from).collect();
        if !headers.values().flatten().any(|piece| *piece == Piece::Value(ProofValue::Signature)) {
            return self.refuse_profile(view, "no header contains `{signature}`");
        }
        if algorithms.is_empty() {
            return self.refuse_profile(view, "`algorithms` is empty");
        }
        if algorithms.contains(&Algorithm::EcdsaSecp256k1) && entry.prehash.is_empty() {
            return self.refuse_profile(view, "ECDSA signs a digest of 32 bytes, but `prehash` is empty");
        }
        Some(Signing {
            algorithms,
            message,
            prehash: prehash(&entry.prehash),
            timestamp: entry.timestamp.into(),
            encoding: encoding(entry.encoding),
            headers,
            query: query(&entry.query),
        })
    }

    pub(super) fn response_check(&mut self, extensions: &Extensions<'_>) {
        if let Some(view) = &extensions.response_check {
            self.api.response_check = self.read_check(view, "x-signet-response-check");
        }
    }

    /// Reads how what the API sends is signed, for a key.
    pub(super) fn read_check(&mut self, view: &View<'_>, key: &str) -> Option<ResponseCheck> {
        let entry: CheckEntry = settings::read(view, key, self.diagnostics)?;
        let message = self.template(view.get("message").as_ref().unwrap_or(view), &entry.message, &RESPONSE_VALUES)?;
        for list in [view.get("signature"), view.get("timestamp").and_then(|timestamp| timestamp.get("headers"))] {
            let list = list?;
            if list.is_empty() {
                return self.refuse_value(&list, "expected at least one header");
            }
            for name in list.items() {
                self.header_name(&name, name.as_str().unwrap_or_default())?;
            }
        }
        for status in view.get("unsigned").iter().flat_map(View::items) {
            if !status.as_i64().is_some_and(|status| (100..=599).contains(&status)) {
                return self.refuse_value(&status, "invalid status code");
            }
        }
        Some(ResponseCheck {
            algorithm: entry.algorithm.into(),
            message,
            prehash: prehash(&entry.prehash),
            encoding: encoding(entry.encoding),
            signature_headers: entry.signature,
            timestamp_headers: entry.timestamp.headers,
            unsigned: entry.unsigned,
        })
    }

    /// Refuses what HTTP does not allow as the name of a header (RFC 9110, section 5.1).
    fn header_name(&mut self, view: &View<'_>, name: &str) -> Option<()> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !name.is_empty() && name.bytes().all(allowed) {
            return Some(());
        }
        self.refuse_value(view, &format!("invalid header name `{name}`"))
    }

    fn refuse_profile<T>(&mut self, view: &View<'_>, why: &str) -> Option<T> {
        self.refuse_value(view, &format!("incomplete signing profile: {why}"))
    }

    fn refuse_value<T>(&mut self, view: &View<'_>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(Code::Extension, why)
                .at(&view.origin(), "this value")
                .help("see docs/overlay.md for the schema of the key"),
        );
        None
    }
}

const fn encoding(EncodingEntry::Hex: EncodingEntry) -> Encoding {
    Encoding::Hex
}

const fn query(entry: &QueryEntry) -> QueryRule {
    QueryRule {
        encoding: match entry.encoding {
            QueryEncodingEntry::Rfc6570 => QueryEncoding::Rfc6570,
            QueryEncodingEntry::FormUrlencoded => QueryEncoding::FormUrlencoded,
        },
        empty: match entry.empty {
            EmptyEntry::Keep => Empty::Keep,
            EmptyEntry::Drop => Empty::Drop,
        },
    }
}
