//! Paths and their methods.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::Dialect;
use crate::openapi::fields::entries;
use crate::openapi::objects::Object;
use crate::openapi::paths::{Found, METHODS, Paths, without_paths};
use crate::openapi::selection::Selection;
use crate::openapi::shape::Shapes;
use crate::source::View;

use super::Reader;

impl<'a> Reader<'a> {
    /// Finds all operations and webhooks that are wanted; one that cannot be read is reported and left out.
    ///
    /// Returns `None` for a document without paths that needs some, which is reported.
    pub(super) fn paths(
        self,
        selection: &Selection,
        shapes: &mut Shapes<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Found<'a>> {
        let root = self.tree.root();
        let items = root.get("paths").filter(View::is_object);
        if items.is_none() && !self.has_other_content(&root) {
            let expected = match self.dialect {
                Dialect::V20 | Dialect::V30 => "expected an object `paths`",
                Dialect::V31 | Dialect::V32 => "expected `paths`, `webhooks` or `components`",
            };
            diagnostics.push(without_paths(&root, expected));
            return None;
        }
        let mut paths = Paths::new(self.tree, selection, shapes);
        if let Some(items) = items {
            let methods = |item: &View<'a>, diagnostics: &mut Diagnostics| self.methods(item, diagnostics);
            paths.read(&items, diagnostics, methods, |path, method, item, view, diagnostics| {
                self.operation(path, method, item, view, diagnostics)
            });
        }
        paths.read_webhooks(|selector, shapes| self.webhooks(selector, shapes, diagnostics));
        Some(paths.finish(diagnostics))
    }

    /// Says whether a document may do without `paths`: since 3.1, one that has webhooks or components.
    fn has_other_content(self, root: &View<'a>) -> bool {
        self.dialect >= Dialect::V31 && ["components", "webhooks"].iter().any(|field| root.get(field).is_some())
    }

    /// Lists the operations of a path item with their methods.
    pub(super) fn methods(self, item: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<(String, View<'a>)> {
        let known = METHODS.into_iter().filter(|method| Object::PathItem.field(method, self.dialect).is_some());
        let mut methods: Vec<(String, View<'a>)> =
            known.filter_map(|method| Some((method.to_uppercase(), item.get(method)?))).collect();
        if self.dialect < Dialect::V32 {
            return methods;
        }
        for (method, entry) in entries(item, "additionalOperations") {
            match misnamed(method) {
                None => methods.push((method.to_owned(), entry)),
                Some(why) => diagnostics.push(
                    Diagnostic::new(Code::Malformed, format!("`{}` {why}", method.escape_debug()))
                        .at_key(&entry.origin(), "in `additionalOperations`")
                        .cost("the operation is skipped"),
                ),
            }
        }
        methods
    }
}

/// Says why a name is no additional method (RFC 9110, section 5.6.2).
fn misnamed(method: &str) -> Option<&'static str> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if method.is_empty() || !method.bytes().all(is_token) {
        return Some("is not an HTTP method");
    }
    METHODS
        .contains(&method.to_ascii_lowercase().as_str())
        .then_some("is not an additional method: path items have a field for it")
}
