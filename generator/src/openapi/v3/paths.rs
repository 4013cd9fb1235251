//! Paths: which operations a document has, and which of them are wanted.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, spelled};
use crate::openapi::objects::Object;
use crate::openapi::selection::{Selection, Selector};
use crate::openapi::shape::Shapes;
use crate::openapi::{Dialect, Operation, Webhook};
use crate::source::View;

use super::Reader;

/// The keys under which a path item holds operations, in the specification's order; `query` since 3.2.
pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The operations and webhooks of a document.
#[derive(Default)]
pub(super) struct Found<'a> {
    /// Those that are wanted and could be read.
    pub(super) operations: Vec<Operation<'a>>,
    /// How many are wanted.
    pub(super) declared: usize,
    /// The `operationId` of each, also of those that are not wanted.
    pub(super) ids: Vec<String>,
    /// The webhooks that are wanted and could be read.
    pub(super) webhooks: Vec<Webhook<'a>>,
}

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
        let mut selector = Selector::new(selection);
        let mut found = Found::default();
        let root = self.tree.root();
        let paths = root.get("paths").filter(View::is_object);
        if paths.is_none() && !self.has_other_content(&root) {
            let diagnostic = Diagnostic::error(Code::Malformed, "the document has no `paths`");
            let expected = match self.dialect {
                Dialect::V30 => "an object `paths` is expected in here",
                Dialect::V31 | Dialect::V32 => "`paths`, `webhooks` or `components` is expected in here",
            };
            let diagnostic = diagnostic.at(&root.origin(), expected);
            diagnostics.push(diagnostic.help("without it there is no operation to generate"));
            return None;
        }
        for (path, item) in paths.iter().flat_map(View::entries).filter(|(path, _)| !path.starts_with("x-")) {
            let item = match self.tree.follow(&item) {
                Ok(item) => item,
                Err(diagnostic) => {
                    diagnostics.push(diagnostic);
                    // How many there are is unknown, and none is not true.
                    found.declared += usize::from(selector.wants(path, None));
                    continue;
                }
            };
            shapes.check(&item, Object::PathItem, diagnostics);
            for (method, entry) in self.methods(&item, diagnostics) {
                // Not where OpenAPI allows a reference, but documents of several files have them here all the same.
                let view = self.tree.follow(&entry);
                let known = view.as_ref().unwrap_or(&entry);
                found.ids.extend(spelled(known, "operationId"));
                if !selector.wants(path, Some(known)) {
                    continue;
                }
                found.declared += 1;
                let operation = view.and_then(|view| {
                    shapes.check(&view, Object::Operation, diagnostics);
                    self.operation(path, method, &item, view, diagnostics)
                });
                match operation {
                    Ok(operation) => found.operations.push(operation),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            }
        }
        found.webhooks = self.webhooks(&mut selector, shapes, diagnostics);
        selector.finish(diagnostics);
        Some(found)
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
                    Diagnostic::error(Code::Malformed, format!("`{}` {why}", method.escape_debug()))
                        .at_key(&entry.origin(), "a method of `additionalOperations`")
                        .cost("the operation cannot be generated"),
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
    METHODS.contains(&method.to_ascii_lowercase().as_str()).then_some("is a method that path items have a field for")
}
