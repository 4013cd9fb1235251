//! What a schema says for people: description, example, default, limits.

use crate::ir::{Hint, Kind, Limits, Type, Usage, Value};
use crate::source::View;

use super::Lowering;

/// Keywords that limit a value without changing its type, as the docs call them.
const LIMITS: [(&str, &str); 12] = [
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
    ("format", "format"),
];

impl Lowering<'_, '_> {
    /// Makes a type of everything but its kind.
    pub(super) fn described(&self, view: &View<'_>, hint: Hint) -> Type {
        let flag = |key| view.get(key).and_then(|flag| flag.as_bool()).unwrap_or(false);
        let text = |key| view.get(key).and_then(|text| text.as_str()).map(str::to_owned);
        let password = view.get("format").is_some_and(|format| format.as_str() == Some("password"));
        Type {
            kind: Kind::Any,
            nullable: flag("nullable"),
            hint,
            description: text("description").or_else(|| text("title")),
            limits: limits(view),
            example: view.get("example").map(|example| value(&example)),
            default: view.get("default").map(|default| value(&default)),
            secret: password || flag("x-signet-secret"),
            deprecated: flag("deprecated"),
            usage: Usage::default(),
            origin: view.origin(),
        }
    }
}

fn limits(view: &View<'_>) -> Limits {
    let found = LIMITS.iter().filter_map(|(keyword, name)| Some((*name, value(&view.get(keyword)?))));
    Limits(found.collect())
}

/// Keeps a value that the document shows, as JSON text.
pub(in crate::lower) fn value(view: &View<'_>) -> Value {
    Value(view.to_json().to_string())
}
