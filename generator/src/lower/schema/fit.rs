//! What a schema says beside its type, and whether that fits: a default, a pattern.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::schema::Type;
use crate::openapi::{Keyword, Schema};
use crate::source::View;

use super::Lowering;

impl Lowering<'_, '_> {
    /// Tells of a default or a pattern that no value of the type has. Neither is sent, so that nothing is left out.
    pub(super) fn check_fit(&mut self, schema: &Schema<'_>) {
        let Some(declared) = schema.types().only() else { return };
        if let Some(default) = schema.default_value() {
            let listed =
                schema.values().is_none_or(|values| values.items().iter().any(|value| value.node() == default.node()));
            if !is_of(&default, declared, schema) {
                let found = format!("expected a value of type `{declared}`");
                self.misfit(&default, "the default does not match the type of its schema", found);
            } else if !listed && !default.is_null() {
                self.misfit(
                    &default,
                    "the default is not one of the values in `enum`",
                    "not listed in `enum`".to_owned(),
                );
            }
        }
        if let Some(pattern) = schema.get(Keyword::Pattern)
            && declared != Type::String
        {
            self.misfit(&pattern, "a pattern applies only to strings", format!("this schema has type `{declared}`"));
        }
    }

    fn misfit(&mut self, view: &View<'_>, message: &str, label: String) {
        let diagnostic = Diagnostic::new(Code::Misfit, message).at(&view.origin(), label);
        self.diagnostics.push(diagnostic.cost("the value appears in the documentation only"));
    }
}

/// Says whether a value is of a type; `null` is of each one that says so.
fn is_of(value: &View<'_>, declared: Type, schema: &Schema<'_>) -> bool {
    if value.is_null() { schema.is_nullable() } else { declared.has(value) }
}
