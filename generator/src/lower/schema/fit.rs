//! What a schema says beside its type, and whether that fits: a default, a pattern.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Kind, View};

use super::{Lowering, types};

impl Lowering<'_, '_> {
    /// Tells of a default or a pattern that no value of the type has. Neither is sent, so that nothing is left out.
    pub(super) fn check_fit(&mut self, view: &View<'_>) {
        let Some(declared) = types::declared(view) else { return };
        if let Some(default) = view.value("default") {
            let listed =
                view.get("enum").is_none_or(|values| values.items().any(|value| value.node() == default.node()));
            if !is_of(&default, declared, view) {
                let found = format!("a value of type `{declared}` is expected here");
                self.misfit(&default, "a default does not fit its type", found);
            } else if !listed && !default.is_null() {
                self.misfit(&default, "a default is none of the values that are allowed", "not in `enum`".to_owned());
            }
        }
        if let Some(pattern) = view.get("pattern")
            && declared != "string"
        {
            self.misfit(&pattern, "a pattern does not fit its type", format!("this is a schema of type `{declared}`"));
        }
    }

    fn misfit(&mut self, view: &View<'_>, message: &str, label: String) {
        let diagnostic = Diagnostic::warning(Code::Misfit, message).at(&view.origin(), label);
        self.diagnostics.push(diagnostic.help("it is shown in the docs as it is, and nothing is skipped"));
    }
}

/// Says whether a value is of a type; `null` is of each one that says so.
fn is_of(value: &View<'_>, declared: &str, schema: &View<'_>) -> bool {
    match (value.kind(), declared) {
        (Kind::Null, _) => types::is_nullable(schema),
        (Kind::Number, "integer") => value.number().is_some_and(|number| number.as_f64().fract() == 0.0),
        (Kind::Number, "number")
        | (Kind::String, "string")
        | (Kind::Boolean, "boolean")
        | (Kind::Array, "array")
        | (Kind::Object, "object") => true,
        // A type that is not understood is reported where it is read.
        (_, declared) => !["integer", "number", "string", "boolean", "array", "object"].contains(&declared),
    }
}
