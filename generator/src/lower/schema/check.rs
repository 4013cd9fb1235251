//! Keywords that say what their version does not know, or nothing at all: reported, and read as they are meant.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::schema::{Side, Type};
use crate::openapi::{Keyword, Schema, check_schema_dialect};
use crate::source::View;

use super::{ANY, Lowering};

impl<'a> Lowering<'a, '_> {
    /// Reports a `type` that its version does not have. A list of one type, and perhaps `null`, is read as it is meant.
    pub(super) fn check_type(&mut self, schema: &Schema<'a>) {
        let Some(ty) = schema.get(Keyword::Type).filter(|ty| !ty.is_string()) else { return };
        let types = schema.types();
        let (message, consequence) = if !ty.is_array() {
            ("`type` of a schema is not a string".to_owned(), "the type is ignored".to_owned())
        } else if !schema.dialect().has_json_schema() {
            let consequence = match types.only() {
                _ if schema.dialect().reads_lists_of_types() => "the list is read as in OpenAPI 3.1".to_owned(),
                Some(only) if types.has(Type::Null) => format!("read as `type: {only}` with `nullable: true`"),
                Some(only) => format!("read as `type: {only}`"),
                None => ANY.to_owned(),
            };
            let dialect = schema.dialect();
            (format!("{} {} does not support lists of types", dialect.name(), dialect.number()), consequence)
        } else {
            return self.check_types(&ty);
        };
        let label = format!("expected a string, found a value of type `{}`", ty.kind());
        self.diagnostics.push(Diagnostic::new(Code::Schema, message).at(&ty.origin(), label).cost(consequence));
    }

    /// Reports a list of types that is empty, or names one twice.
    fn check_types(&mut self, list: &View<'a>) {
        if list.is_empty() {
            let diagnostic = Diagnostic::new(Code::Schema, "`type` is empty");
            self.diagnostics.push(diagnostic.at(&list.origin(), "expected at least one type").cost(ANY));
        }
        let names: Vec<View<'a>> = list.items().collect();
        for (position, name) in names.iter().enumerate() {
            if names.iter().take(position).any(|known| known.node() == name.node()) {
                let message = format!("`type` lists `{}` twice", name.as_str().unwrap_or_default().escape_debug());
                let diagnostic = Diagnostic::new(Code::Schema, message).at(&name.origin(), "already listed");
                self.diagnostics.push(diagnostic.cost("the type is used once"));
            }
        }
    }

    /// Reports keywords that mean something in another version of OpenAPI.
    pub(super) fn check_version(&mut self, schema: &Schema<'a>) {
        let has_json_schema = schema.dialect().has_json_schema();
        if let Some(nullable) = schema.get(Keyword::Nullable).filter(|_| has_json_schema) {
            let message = format!("OpenAPI {} does not support `nullable`", schema.dialect().number());
            let diagnostic =
                Diagnostic::new(Code::Schema, message).at_key(&nullable.origin(), "not a keyword of this version");
            self.diagnostics
                .push(diagnostic.cost("`nullable` is read as in OpenAPI 3.0").help("add `null` to `type` instead"));
        }
        if let Some(declared) = schema.get(Keyword::Schema).filter(|_| has_json_schema) {
            check_schema_dialect(&declared, self.diagnostics);
        }
        for side in [Side::Least, Side::Greatest] {
            let Some(exclusive) = schema.get(side.exclusive()).filter(|_| has_json_schema) else { continue };
            if exclusive.number().is_none() {
                let message = format!("`{}` is not a number", side.exclusive().name());
                let label = format!("expected a number, found a value of type `{}`", exclusive.kind());
                let diagnostic = Diagnostic::new(Code::FieldKind, message).at(&exclusive.origin(), label);
                self.diagnostics.push(diagnostic.cost(match exclusive.as_bool() {
                    Some(_) => format!("read as in OpenAPI 3.0, where it qualifies `{}`", side.inclusive().name()),
                    None => "shown in the docs as it is".to_owned(),
                }));
            }
        }
        if let Some(list) = schema.get(Keyword::Items).filter(|items| has_json_schema && items.is_array()) {
            let diagnostic = Diagnostic::new(Code::FieldKind, "`items` is not a schema");
            let diagnostic = diagnostic.at(&list.origin(), "expected a schema, found a value of type `array`");
            self.diagnostics.push(diagnostic.cost("read as `prefixItems`, as in earlier drafts of JSON Schema"));
        }
    }

    /// Reports lists without an entry, and values that no list has.
    pub(super) fn check_lists(&mut self, schema: &Schema<'a>) {
        for keyword in [Keyword::Enum, Keyword::OneOf, Keyword::AnyOf, Keyword::AllOf] {
            if let Some(list) = schema.get(keyword).filter(|list| list.is_array() && list.is_empty()) {
                let message = format!("`{}` is empty", keyword.name());
                let diagnostic =
                    Diagnostic::new(Code::Schema, message).at(&list.origin(), "expected at least one item");
                self.diagnostics.push(diagnostic.cost("the keyword is ignored"));
            }
        }
        if !schema.dialect().has_json_schema() {
            return;
        }
        let Some(list) = schema.get(Keyword::Enum).filter(|list| !list.is_empty()) else { return };
        if let Some(constant) = schema.constant()
            && !list.items().any(|value| value.node() == constant.node())
        {
            let diagnostic = Diagnostic::new(Code::Contradiction, "`const` is not one of the values in `enum`");
            let diagnostic =
                diagnostic.at(&constant.origin(), "not listed in `enum`").at(&list.origin(), "the values in `enum`");
            self.diagnostics.push(diagnostic.cost("`const` is used, and other values are preserved unchanged"));
        }
        let types = schema.types();
        let lists_null = list.items().any(|value| value.is_null());
        if types.has(Type::Null) && types.values().next().is_some() && !lists_null && schema.constant().is_none() {
            let message = "`type` allows `null`, but `enum` does not";
            let diagnostic = Diagnostic::new(Code::Contradiction, message).at(&list.origin(), "`null` is not listed");
            self.diagnostics.push(diagnostic.cost("the value can be `null`"));
        }
    }
}
