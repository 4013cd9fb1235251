//! What a schema says for people: description, example, default.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Type, Usage, Value, Why};
use crate::source::View;

use super::constraints::constraints;
use super::{Lowering, primitive, types};

impl Lowering<'_, '_> {
    /// Makes a type of everything but its kind.
    pub(super) fn described(&mut self, view: &View<'_>, hint: Hint) -> Type {
        let flag = |key| view.get(key).and_then(|flag| flag.as_bool()).unwrap_or(false);
        let password = view.get("format").is_some_and(|format| format.as_str() == Some("password"));
        let secret = self.secret(view);
        // The format stands in the docs where the type does not say it.
        let said = password || (!secret && view.get("enum").is_none() && primitive::formatted(view).is_some());
        Type {
            kind: Kind::Any(Why::Unsaid),
            nullable: types::is_nullable(view)
                || view.get("enum").is_some_and(|values| values.items().any(|value| value.is_null())),
            description: described(view, &hint),
            hint,
            constraints: constraints(view, !said),
            example: view.value("example").map(|example| value(&example)),
            default: view.value("default").map(|default| value(&default)),
            secret: password || secret,
            deprecated: flag("deprecated"),
            usage: Usage::default(),
            size: 0,
            origin: view.origin(),
        }
    }
}

impl Lowering<'_, '_> {
    /// `x-signet-secret`: a mark that nobody reads would be a secret in a log, so that a wrong one is an error.
    fn secret(&mut self, view: &View<'_>) -> bool {
        let Some(mark) = view.value("x-signet-secret") else { return false };
        let text = types::declared(view) == Some("string") && view.get("enum").is_none();
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

/// Keeps a value that the document shows, as JSON text.
pub(in crate::lower) fn value(view: &View<'_>) -> Value {
    Value(view.to_json().to_string())
}
