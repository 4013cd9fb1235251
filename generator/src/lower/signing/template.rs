//! Templates such as `{method}|{path}`: text goes in, its parts come out.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Piece, ProofValue, RequestValue, ResponseValue};
use crate::source::View;

use super::super::Lowering;

/// What a template may hold, by name.
type Values<'p, V> = &'p [(&'p str, V)];

pub(super) const REQUEST_VALUES: [(&str, RequestValue); 5] = [
    ("method", RequestValue::Method),
    ("path", RequestValue::Path),
    ("timestamp", RequestValue::Timestamp),
    ("query", RequestValue::Query),
    ("body", RequestValue::Body),
];
const PROOF_VALUES: [(&str, ProofValue); 3] =
    [("key", ProofValue::Key), ("timestamp", ProofValue::Timestamp), ("signature", ProofValue::Signature)];
pub(super) const RESPONSE_VALUES: [(&str, ResponseValue); 2] =
    [("body", ResponseValue::Body), ("timestamp", ResponseValue::Timestamp)];

impl Lowering<'_, '_> {
    /// Reads the template of a header.
    pub(super) fn header_template(&mut self, view: &View<'_>, text: &str) -> Option<Vec<Piece<ProofValue>>> {
        let pieces = self.template(view, text, &PROOF_VALUES)?;
        if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return self.refuse_template(view, &PROOF_VALUES, "a header cannot contain this template");
        }
        Some(pieces)
    }

    /// Reads a template, which is not empty.
    pub(super) fn template<V: Copy>(
        &mut self,
        view: &View<'_>,
        text: &str,
        known: Values<'_, V>,
    ) -> Option<Vec<Piece<V>>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(['{', '}']) {
            let (literal, opened) = rest.split_at(start);
            push_literal(&mut parts, literal);
            let Some((name, tail)) = opened.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
                return self.refuse_template(view, known, "unpaired brace in a template");
            };
            let Some((_, value)) = known.iter().find(|(known, _)| *known == name) else {
                return self.refuse_template(view, known, &format!("unknown part `{{{name}}}` in a template"));
            };
            parts.push(Piece::Value(*value));
            rest = tail;
        }
        push_literal(&mut parts, rest);
        if parts.is_empty() {
            return self.refuse_template(view, known, "empty template");
        }
        Some(parts)
    }

    fn refuse_template<T, V>(&mut self, view: &View<'_>, known: Values<'_, V>, why: &str) -> Option<T> {
        let names: Vec<_> = known.iter().map(|(name, _)| format!("{{{name}}}")).collect();
        self.diagnostics.push(
            Diagnostic::new(Code::Extension, why)
                .at(&view.origin(), "this template")
                .help(format!("expected {}", names.join(", "))),
        );
        None
    }
}

fn push_literal<V>(parts: &mut Vec<Piece<V>>, text: &str) {
    if !text.is_empty() {
        parts.push(Piece::Literal(text.to_owned()));
    }
}
