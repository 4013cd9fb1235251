//! Keywords that say what their version does not know, or nothing at all: reported, and read as they are meant.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::schema::{Side, Type};
use crate::openapi::{Keyword, Schema};
use crate::source::View;

use super::{ANY, Lowering};

impl<'a> Lowering<'a, '_> {
    /// Reports a `type` that its version does not have. A list of one type, and perhaps `null`, is read as it is meant.
    pub(super) fn check_type(&mut self, schema: &Schema<'a>) {
        let Some(ty) = schema.get(Keyword::Type).filter(|ty| !ty.is_string()) else { return };
        let types = schema.types();
        let (message, help) = if !ty.is_array() {
            ("`type` of a schema is not a string".to_owned(), "it is ignored".to_owned())
        } else if !schema.dialect().has_json_schema() {
            let help = match types.only() {
                _ if schema.dialect().reads_lists_of_types() => "it is read as in OpenAPI 3.1".to_owned(),
                Some(only) if types.has(Type::Null) => format!("it is read as `type: {only}` with `nullable: true`"),
                Some(only) => format!("it is read as `type: {only}`"),
                None => ANY.to_owned(),
            };
            let dialect = schema.dialect();
            (format!("{} {} has no lists of types", dialect.name(), dialect.number()), help)
        } else {
            return self.check_types(&ty);
        };
        let label = format!("expected a string, found a value of type `{}`", ty.kind());
        self.diagnostics.push(Diagnostic::warning(Code::Schema, message).at(&ty.origin(), label).help(help));
    }

    /// Reports a list of types that is empty, or names one twice.
    fn check_types(&mut self, list: &View<'a>) {
        if list.is_empty() {
            let diagnostic = Diagnostic::warning(Code::Schema, "`type` lists no type");
            self.diagnostics.push(diagnostic.at(&list.origin(), "expected at least one type").help(ANY));
        }
        let names: Vec<View<'a>> = list.items().collect();
        for (position, name) in names.iter().enumerate() {
            if names.iter().take(position).any(|known| known.node() == name.node()) {
                let message = format!("`type` lists `{}` twice", name.as_str().unwrap_or_default().escape_debug());
                let diagnostic = Diagnostic::warning(Code::Schema, message).at(&name.origin(), "listed before");
                self.diagnostics.push(diagnostic.help("it counts once"));
            }
        }
    }

    /// Reports keywords that mean something in another version of OpenAPI.
    pub(super) fn check_version(&mut self, schema: &Schema<'a>) {
        let has_json_schema = schema.dialect().has_json_schema();
        if let Some(nullable) = schema.get(Keyword::Nullable).filter(|_| has_json_schema) {
            let message = format!("OpenAPI {} has no `nullable`", schema.dialect().number());
            let diagnostic = Diagnostic::warning(Code::Schema, message).at_key(&nullable.origin(), "found here");
            self.diagnostics.push(diagnostic.help("it is read as in OpenAPI 3.0; add `null` to `type` instead"));
        }
        for side in [Side::Least, Side::Greatest] {
            let Some(exclusive) = schema.get(side.exclusive()).filter(|_| has_json_schema) else { continue };
            if exclusive.as_bool().is_some() {
                let message = format!("`{}` is not a number", side.exclusive().name());
                let label = "expected a number, found a value of type `boolean`";
                let diagnostic = Diagnostic::warning(Code::FieldKind, message).at(&exclusive.origin(), label);
                let bound = side.inclusive().name();
                self.diagnostics
                    .push(diagnostic.help(format!("it is read as in OpenAPI 3.0, where it qualifies `{bound}`")));
            }
        }
    }

    /// Reports lists without an entry, and values that no list has.
    pub(super) fn check_lists(&mut self, schema: &Schema<'a>) {
        for keyword in [Keyword::Enum, Keyword::OneOf, Keyword::AnyOf, Keyword::AllOf] {
            if let Some(list) = schema.get(keyword).filter(|list| list.is_array() && list.is_empty()) {
                let message = format!("`{}` is empty", keyword.name());
                let diagnostic = Diagnostic::warning(Code::Schema, message).at(&list.origin(), "no value fits");
                self.diagnostics.push(diagnostic.help("it is ignored"));
            }
        }
        if !schema.dialect().has_json_schema() {
            return;
        }
        let Some(list) = schema.get(Keyword::Enum).filter(|list| !list.is_empty()) else { return };
        if let Some(constant) = schema.constant()
            && !list.items().any(|value| value.node() == constant.node())
        {
            let diagnostic = Diagnostic::warning(Code::Contradiction, "`const` is not one of the values in `enum`");
            let diagnostic = diagnostic.at(&constant.origin(), "this value").at(&list.origin(), "is not listed here");
            self.diagnostics.push(diagnostic.help("`const` is taken, and other values are preserved"));
        }
        let types = schema.types();
        let lists_null = list.items().any(|value| value.is_null());
        if types.has(Type::Null) && types.values().next().is_some() && !lists_null && schema.constant().is_none() {
            let message = "`type` allows `null`, and `enum` does not";
            let diagnostic =
                Diagnostic::warning(Code::Contradiction, message).at(&list.origin(), "`null` is not listed");
            self.diagnostics.push(diagnostic.help("`null` is read as no value"));
        }
    }
}
