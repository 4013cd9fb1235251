//! What is ignored in a schema: each keyword is reported, so that nobody takes a promise of the document for one of the crate.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::schema::Type;
use crate::openapi::{Keyword, Object, Role, Schema, Shapes};
use crate::source::{Node, View};

use super::{ANY, Lowering};

impl<'a> Lowering<'a, '_> {
    /// Reports what is ignored in a schema, once.
    pub(super) fn keywords(&mut self, schema: &Schema<'a>) {
        let node: *const Node = schema.node();
        if !schema.is_object() || !self.looked_through.insert(node) {
            return;
        }
        self.check_type(schema);
        Shapes::new(self.tree, self.dialect, true).check(schema.view(), Object::Schema, self.diagnostics);
        let is_read = |name: &str| name.starts_with("x-") || schema.is_field_of_items(name);
        for (name, value) in schema.entries().filter(|(name, _)| !is_read(name)) {
            let keyword = Keyword::named(name).filter(|keyword| *keyword != Keyword::Ref);
            let said = match keyword.map(|keyword| (keyword, keyword.role(schema.dialect()))) {
                None => "is no keyword of a schema",
                Some((_, Role::Foreign)) => "is not honoured",
                Some((keyword, Role::Condition)) => {
                    self.says_nothing(keyword, &value);
                    continue;
                }
                Some(_) => continue,
            };
            self.diagnostics.push(
                Diagnostic::warning(Code::Dropped, format!("`{}` {said}", name.escape_debug()))
                    .at(&value.origin(), "passed over"),
            );
        }
    }

    /// Reports a keyword that changes nothing where it stands.
    pub(super) fn says_nothing(&mut self, keyword: Keyword, value: &View<'a>) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::Dropped,
                format!("`{}` says nothing of what this schema is on the wire", keyword.name()),
            )
            .at(&value.origin(), "passed over"),
        );
    }

    /// Reports a `type` that is not a string. A list of one type, and perhaps `null`, is read as it is meant.
    fn check_type(&mut self, schema: &Schema<'a>) {
        let Some(ty) = schema.get(Keyword::Type).filter(|ty| !ty.is_string()) else { return };
        let (message, help) = if ty.is_array() {
            let types = schema.types();
            let help = match types.only() {
                Some(only) if types.has(Type::Null) => format!("it is read as `type: {only}` with `nullable: true`"),
                Some(only) => format!("it is read as `type: {only}`"),
                None => ANY.to_owned(),
            };
            ("OpenAPI 3.0 has no lists of types", help)
        } else {
            ("`type` of a schema is not a string", "it is ignored".to_owned())
        };
        let label = format!("expected a string, found a value of type `{}`", ty.kind());
        self.diagnostics.push(Diagnostic::warning(Code::Schema, message).at(&ty.origin(), label).help(help));
    }
}
