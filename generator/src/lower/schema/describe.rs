//! What a schema says for people: description, example, default, limits.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Limits, Type, Usage, Value};
use crate::source::View;

use super::Lowering;

/// Keywords that limit a value without changing its type, as the docs call them.
pub(super) const LIMITS: [(&str, &str); 14] = [
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
    ("minProperties", "fewest properties"),
    ("maxProperties", "most properties"),
    ("format", "format"),
];

impl Lowering<'_, '_> {
    /// Makes a type of everything but its kind.
    pub(super) fn described(&mut self, view: &View<'_>, hint: Hint) -> Type {
        let flag = |key| view.get(key).and_then(|flag| flag.as_bool()).unwrap_or(false);
        let password = view.get("format").is_some_and(|format| format.as_str() == Some("password"));
        Type {
            kind: Kind::Any,
            nullable: flag("nullable")
                || view.get("enum").is_some_and(|values| values.items().any(|value| value.is_null())),
            description: described(view, &hint),
            hint,
            limits: limits(view),
            example: view.get("example").map(|example| value(&example)),
            default: view.get("default").map(|default| value(&default)),
            secret: password || self.secret(view),
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

/// What a schema means, in Markdown: its title, its description, and where more stands.
fn described(view: &View<'_>, hint: &Hint) -> Option<String> {
    let text = |view: &View<'_>, key| view.get(key)?.as_str().map(str::to_owned);
    let more = view.get("externalDocs").and_then(|more| {
        let url = text(&more, "url")?;
        Some(match text(&more, "description") {
            Some(about) => format!("See [{}]({url}).", about.trim_end_matches('.')),
            None => format!("See <{url}>."),
        })
    });
    let description = text(view, "description");
    // A title that only spells the name again, or that the description begins with, is no news.
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let title = text(view, "title").filter(|title| {
        description.as_ref().is_none_or(|description| {
            let (title, name) = (letters(title), hint.words().last().map(|word| letters(word)));
            name.as_ref() != Some(&title) && !letters(description).starts_with(&title)
        })
    });
    let said: Vec<String> = [title, description, more].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("\n\n"))
}

fn limits(view: &View<'_>) -> Limits {
    let found = LIMITS.iter().filter_map(|(keyword, name)| Some((*name, value(&view.get(keyword)?))));
    Limits(found.collect())
}

/// Keeps a value that the document shows, as JSON text.
pub(in crate::lower) fn value(view: &View<'_>) -> Value {
    Value(view.to_json().to_string())
}
