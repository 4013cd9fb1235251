//! What a schema says for people: description, example, default, limits.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Limits, Type, Usage, Value};
use crate::source::View;

use super::{Lowering, primitive};

/// Keywords that limit a value without changing its type, as the docs call them.
const LIMITS: [(&str, &str); 13] = [
    ("readOnly", "only in responses"),
    ("writeOnly", "only in requests"),
    ("minimum", "at least"),
    ("exclusiveMinimum", "more than"),
    ("maximum", "at most"),
    ("exclusiveMaximum", "less than"),
    ("multipleOf", "a multiple of"),
    ("minLength", "shortest length"),
    ("maxLength", "longest length"),
    ("pattern", "pattern"),
    ("minItems", "fewest items"),
    ("maxItems", "most items"),
    ("uniqueItems", "items are unique"),
];

impl Lowering<'_, '_> {
    /// Makes a type of everything but its kind.
    pub(super) fn described(&mut self, view: &View<'_>, hint: Hint) -> Type {
        let flag = |key| view.get(key).and_then(|flag| flag.as_bool()).unwrap_or(false);
        let text = |key| view.get(key).and_then(|text| text.as_str()).map(str::to_owned);
        let password = view.get("format").is_some_and(|format| format.as_str() == Some("password"));
        let secret = self.secret(view);
        // The format stands in the docs where the type does not say it.
        let said = password || (!secret && view.get("enum").is_none() && primitive::formatted(view).is_some());
        Type {
            kind: Kind::Any,
            nullable: flag("nullable")
                || view.get("enum").is_some_and(|values| values.items().any(|value| value.is_null())),
            hint,
            description: text("description").or_else(|| text("title")),
            limits: limits(view, !said),
            example: view.get("example").map(|example| value(&example)),
            default: view.get("default").map(|default| value(&default)),
            secret: password || secret,
            deprecated: flag("deprecated"),
            usage: Usage::default(),
            origin: view.origin(),
        }
    }
}

impl Lowering<'_, '_> {
    /// `x-signet-secret`: a mark that nobody reads would be a secret in a log, so that a wrong one is an error.
    fn secret(&mut self, view: &View<'_>) -> bool {
        let Some(mark) = view.get("x-signet-secret") else { return false };
        let text = view.get("type").is_some_and(|ty| ty.as_str() == Some("string")) && view.get("enum").is_none();
        let wrong = match mark.as_bool() {
            None => "`x-signet-secret` is `true` or `false`",
            Some(_) if !text => "only a text can be secret: this is no schema of type `string`",
            Some(secret) => return secret,
        };
        self.diagnostics.push(Diagnostic::error(Code::Extension, wrong).at(&mark.origin(), "this mark"));
        false
    }
}

fn limits(view: &View<'_>, with_format: bool) -> Limits {
    let known = LIMITS.iter().copied().chain(with_format.then_some(("format", "format")));
    let found = known.filter_map(|(keyword, name)| Some((name, value(&view.get(keyword)?))));
    Limits(found.collect())
}

/// Keeps a value that the document shows, as JSON text.
pub(in crate::lower) fn value(view: &View<'_>) -> Value {
    Value(view.to_json().to_string())
}
