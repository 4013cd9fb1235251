//! What a schema says for people: description, example, default.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Type, TypeId, Usage, Value, Why};
use crate::openapi::schema::Type as JsonType;
use crate::openapi::{Keyword, Schema};
use crate::source::View;

use super::{Lowering, constraints, is_only_null, primitive};

impl<'a> Lowering<'a, '_> {
    /// Makes a type of everything but its kind.
    pub(super) fn described(&mut self, schema: &Schema<'a>, hint: Hint) -> Type {
        let password = schema.format() == Some("password");
        let secret = self.secret(schema);
        // The format stands in the docs where the type does not say it.
        let said = password || (!secret && schema.values().is_none() && primitive::formatted(schema).is_some());
        let mut limits = constraints::constraints(schema, !said);
        if let Some(names) = schema.property_names() {
            limits.extend(self.followed(&names).as_ref().and_then(constraints::names));
        }
        Type {
            kind: Kind::Any(Why::Unsaid),
            nullable: !is_only_null(schema)
                && (schema.is_nullable()
                    || schema.values().is_some_and(|values| values.items().iter().any(View::is_null))),
            title: schema.title().map(str::to_owned),
            description: described(schema, &hint),
            hint,
            constraints: limits,
            example: schema.example().map(|example| value(&example)),
            default: schema.default_value().map(|default| value(&default)),
            secret: password || secret,
            deprecated: schema.flag(Keyword::Deprecated),
            usage: Usage::default(),
            size: 0,
            origin: schema.origin(),
        }
    }
}

impl<'a> Lowering<'a, '_> {
    /// Adds to a type what is said of its values that are not `null`.
    pub(super) fn describe_option(&mut self, id: TypeId, value: &Schema<'a>) {
        self.keywords(value);
        self.check_fit(value);
        let said = self.described(value, self.api.types[id].hint.clone());
        let ty = &mut self.api.types[id];
        ty.nullable = true;
        ty.description = ty.description.take().or(said.description);
        ty.constraints.extend(said.constraints);
        ty.example = ty.example.take().or(said.example);
        ty.default = ty.default.take().or(said.default);
        ty.secret |= said.secret;
        ty.deprecated |= said.deprecated;
    }
}

impl Lowering<'_, '_> {
    /// `x-signet-secret`: a secret whose mark is ignored could end up in a log, so an invalid mark is an error.
    fn secret(&mut self, schema: &Schema<'_>) -> bool {
        let Some(mark) = schema.extension("x-signet-secret") else { return false };
        let text = schema.types().only() == Some(JsonType::String) && schema.values().is_none();
        let wrong = match mark.as_bool() {
            None => "`x-signet-secret` is not `true` or `false`",
            Some(_) if !text => "`x-signet-secret` in a schema that is not of type `string`",
            Some(secret) => return secret,
        };
        self.diagnostics
            .push(Diagnostic::new(Code::Extension, wrong).at(&mark.origin(), "only a string can be secret"));
        false
    }
}

/// What a schema means, in Markdown: its title, its description, and where more stands.
fn described(schema: &Schema<'_>, hint: &Hint) -> Option<String> {
    let more = schema.external_docs().map(|docs| match docs.description {
        Some(about) => format!("See [{}]({}).", about.trim_end_matches('.'), docs.url),
        None => format!("See <{}>.", docs.url),
    });
    let description = schema.description().map(str::to_owned);
    // A title that only spells the name again, or that the description begins with, is no news.
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let title = schema.title().map(str::to_owned).filter(|title| {
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
