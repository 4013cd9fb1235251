//! Keywords that are ignored in a schema: each is reported, since the crate does not keep what the document promises there.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::{Keyword, Object, Role, Schema, Shapes};
use crate::source::{Node, View};

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// Reports what is ignored in a schema, once.
    pub(super) fn keywords(&mut self, schema: &Schema<'a>) {
        let node: *const Node = schema.node();
        if !schema.is_object() || !self.looked_through.insert(node) {
            return;
        }
        self.check_type(schema);
        self.check_version(schema);
        self.check_lists(schema);
        Shapes::new(self.tree, self.dialect, true).check(schema.view(), Object::Schema, self.diagnostics);
        let is_rest = |name: &str| name == Keyword::AdditionalItems.name() && schema.lists_items();
        let is_read = |name: &str| name.starts_with("x-") || schema.is_field_of_items(name) || is_rest(name);
        for (name, value) in schema.entries().filter(|(name, _)| !is_read(name)) {
            // A `$ref` that is no string is none.
            let keyword = Keyword::named(name).filter(|keyword| *keyword != Keyword::Ref || value.is_string());
            let said = match keyword.map(|keyword| (keyword, keyword.role(schema.dialect()))) {
                None => "is not a keyword of a schema",
                Some((_, Role::Foreign)) => "is not supported in this version of OpenAPI",
                Some((keyword, Role::Condition)) => {
                    self.ignored(keyword, &value);
                    continue;
                }
                Some(_) => continue,
            };
            self.diagnostics.push(
                Diagnostic::new(Code::Dropped, format!("`{}` {said}", name.escape_debug()))
                    .at(&value.origin(), "ignored"),
            );
        }
    }

    /// Reports a keyword that does not change the generated type.
    pub(super) fn ignored(&mut self, keyword: Keyword, value: &View<'a>) {
        self.diagnostics.push(
            Diagnostic::new(Code::Dropped, format!("`{}` does not change the generated type", keyword.name()))
                .at(&value.origin(), "ignored"),
        );
    }
}
