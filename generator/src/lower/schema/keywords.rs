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
        self.check_nullable(schema);
        Shapes::new(self.tree, self.dialect, true).check(schema.view(), Object::Schema, self.diagnostics);
        let is_read = |name: &str| name.starts_with("x-") || schema.is_field_of_items(name);
        for (name, value) in schema.entries().filter(|(name, _)| !is_read(name)) {
            // A `$ref` that is no string is none.
            let keyword = Keyword::named(name).filter(|keyword| *keyword != Keyword::Ref || value.is_string());
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

    /// Reports a `type` that its version does not have. A list of one type, and perhaps `null`, is read as it is meant.
    fn check_type(&mut self, schema: &Schema<'a>) {
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

    /// Reports `nullable` where `type` says whether a value may be `null`.
    fn check_nullable(&mut self, schema: &Schema<'a>) {
        if let Some(nullable) = schema.get(Keyword::Nullable).filter(|_| schema.dialect().has_json_schema()) {
            let message = format!("OpenAPI {} has no `nullable`", schema.dialect().number());
            let diagnostic = Diagnostic::warning(Code::Schema, message).at_key(&nullable.origin(), "ignored by others");
            self.diagnostics.push(diagnostic.help("it is read as in OpenAPI 3.0; say `null` in `type`"));
        }
    }
}
