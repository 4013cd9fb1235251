//! Keywords that nothing is made of: each is reported, so that nobody takes a promise of the document for one of the crate.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::{Object, Shapes};
use crate::source::{Node, View};

use super::Lowering;
use super::constraints::CONSTRAINTS;

/// Keywords that this room reads.
pub(crate) const READ: [&str; 20] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "externalDocs",
    "format",
    "items",
    "nullable",
    "oneOf",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "writeOnly",
];

/// Keywords that say nothing of JSON: how XML is spelt (a body of XML is reported where it stands), and how schemas are found.
pub(crate) const SILENT: [&str; 7] = ["$anchor", "$comment", "$defs", "$id", "$schema", "definitions", "xml"];

/// Keywords that say what a value is, and that no type can hold.
pub(crate) const UNHONOURED: [&str; 19] = [
    "additionalItems",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "examples",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

impl<'a> Lowering<'a, '_> {
    /// Reports what is passed over in a schema, once.
    pub(super) fn keywords(&mut self, view: &View<'a>) {
        let node: *const Node = view.node();
        if !view.is_object() || !self.looked_through.insert(node) {
            return;
        }
        self.check_type(view);
        Shapes::new(self.tree, true).check(view, Object::Schema, self.diagnostics);
        for (keyword, value) in view.entries() {
            let known = READ.contains(&keyword)
                || SILENT.contains(&keyword)
                || CONSTRAINTS.contains(&keyword)
                || keyword.starts_with("x-");
            if known {
                continue;
            }
            if keyword == "not" {
                self.says_nothing(keyword, &value);
            } else {
                let said = if UNHONOURED.contains(&keyword) { "is not honoured" } else { "is no keyword of a schema" };
                self.diagnostics.push(
                    Diagnostic::warning(Code::Dropped, format!("`{}` {said}", keyword.escape_debug()))
                        .at(&value.origin(), "passed over"),
                );
            }
        }
    }

    /// Reports a keyword that changes nothing where it stands.
    pub(super) fn says_nothing(&mut self, keyword: &str, value: &View<'a>) {
        self.diagnostics.push(
            Diagnostic::warning(Code::Dropped, format!("`{keyword}` says nothing of what this schema is on the wire"))
                .at(&value.origin(), "passed over"),
        );
    }
}
