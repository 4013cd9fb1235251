//! Templates such as `{method}|{path}`: text goes in, its parts come out.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::MessagePart;
use crate::source::View;

use super::super::Lowering;

/// What a template may hold, by name.
type Parts<'p> = &'p [(&'p str, MessagePart)];

pub(super) const REQUEST_PARTS: [(&str, MessagePart); 5] = [
    ("method", MessagePart::Method),
    ("path", MessagePart::Path),
    ("timestamp", MessagePart::Timestamp),
    ("query", MessagePart::Query),
    ("body", MessagePart::Body),
];
pub(super) const HEADER_PARTS: [(&str, MessagePart); 3] =
    [("key", MessagePart::Key), ("timestamp", MessagePart::Timestamp), ("signature", MessagePart::Signature)];
pub(super) const RESPONSE_PARTS: [(&str, MessagePart); 2] =
    [("body", MessagePart::Body), ("timestamp", MessagePart::Timestamp)];

impl Lowering<'_, '_> {
    /// Reads a template, which is not empty.
    pub(super) fn template(&mut self, view: &View<'_>, text: &str, known: Parts<'_>) -> Option<Vec<MessagePart>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(['{', '}']) {
            let (literal, opened) = rest.split_at(start);
            push_literal(&mut parts, literal);
            let Some((name, tail)) = opened.strip_prefix('{').and_then(|inner| inner.split_once('}')) else {
                return self.refuse_template(view, known, "unpaired brace in a template");
            };
            let Some((_, part)) = known.iter().find(|(known, _)| *known == name) else {
                return self.refuse_template(view, known, &format!("unknown part `{{{name}}}` in a template"));
            };
            parts.push(part.clone());
            rest = tail;
        }
        push_literal(&mut parts, rest);
        let is_header = known.iter().any(|(_, part)| *part == MessagePart::Signature);
        if is_header && !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return self.refuse_template(view, known, "a header cannot contain this template");
        }
        if parts.is_empty() {
            return self.refuse_template(view, known, "empty template");
        }
        Some(parts)
    }

    fn refuse_template<T>(&mut self, view: &View<'_>, known: Parts<'_>, why: &str) -> Option<T> {
        let names: Vec<_> = known.iter().map(|(name, _)| format!("{{{name}}}")).collect();
        self.diagnostics.push(
            Diagnostic::new(Code::Extension, why)
                .at(&view.origin(), "this template")
                .help(format!("expected {}", names.join(", "))),
        );
        None
    }
}

fn push_literal(parts: &mut Vec<MessagePart>, text: &str) {
    if !text.is_empty() {
        parts.push(MessagePart::Literal(text.to_owned()));
    }
}
