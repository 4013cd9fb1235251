//! Paths: which operations a document has, and which of them are wanted.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Tree, View};

use super::fields::spelled;
use super::objects::Object;
use super::selection::{Selection, Selector};
use super::shape::Shapes;
use super::{Operation, Webhook};

/// The keys under which a path item holds operations, in the specification's order; `query` since 3.2.
pub(crate) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The operations and webhooks of a document.
#[derive(Default)]
pub(super) struct Found<'a> {
    /// Those that are wanted and could be read.
    pub(super) operations: Vec<Operation<'a>>,
    /// All of them as `GET /path`, also those that are not wanted or could not be read.
    pub(super) places: BTreeSet<String>,
    /// How many are wanted.
    pub(super) declared: usize,
    /// The `operationId` of each, also of those that are not wanted.
    pub(super) ids: Vec<String>,
    /// The webhooks that are wanted and could be read.
    pub(super) webhooks: Vec<Webhook<'a>>,
}

/// Goes through the paths of a document.
pub(super) struct Paths<'a, 's> {
    tree: &'a Tree,
    selector: Selector<'s>,
    shapes: &'s mut Shapes<'a>,
    found: Found<'a>,
}

impl<'a, 's> Paths<'a, 's> {
    pub(super) fn new(tree: &'a Tree, selection: &'s Selection, shapes: &'s mut Shapes<'a>) -> Self {
        Self { tree, selector: Selector::new(selection), shapes, found: Found::default() }
    }

    /// Finds the operations of path items that are wanted; one that cannot be read is reported and left out. `methods` lists
    /// those of an item, and `operation` reads one.
    pub(super) fn read(
        &mut self,
        items: &View<'a>,
        diagnostics: &mut Diagnostics,
        methods: impl Fn(&View<'a>, &mut Diagnostics) -> Vec<(String, View<'a>)>,
        operation: impl Fn(&'a str, String, &View<'a>, View<'a>, &mut Diagnostics) -> Result<Operation<'a>, Diagnostic>,
    ) {
        for (path, item) in items.entries().filter(|(path, _)| !path.starts_with("x-")) {
            let item = match self.tree.follow(&item) {
                Ok(item) => item,
                Err(diagnostic) => {
                    diagnostics.push(diagnostic);
                    // Which there are is unknown, and none is not true.
                    self.found.places.extend(METHODS.map(|method| format!("{} {path}", method.to_uppercase())));
                    self.found.declared += usize::from(self.selector.wants(path, None));
                    continue;
                }
            };
            self.shapes.check(&item, Object::PathItem, diagnostics);
            for (method, entry) in methods(&item, diagnostics) {
                // Not where OpenAPI allows a reference, but documents of several files have them here all the same.
                let view = self.tree.follow(&entry);
                self.found.places.insert(format!("{method} {path}"));
                let known = view.as_ref().unwrap_or(&entry);
                self.found.ids.extend(spelled(known, "operationId"));
                if !self.selector.wants(path, Some(known)) {
                    continue;
                }
                self.found.declared += 1;
                let read = view.and_then(|view| {
                    self.shapes.check(&view, Object::Operation, diagnostics);
                    operation(path, method, &item, view, diagnostics)
                });
                match read {
                    Ok(operation) => self.found.operations.push(operation),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            }
        }
    }

    /// Reads the webhooks beside the paths, of the same selection.
    pub(super) fn read_webhooks(&mut self, read: impl FnOnce(&mut Selector<'s>, &mut Shapes<'a>) -> Vec<Webhook<'a>>) {
        self.found.webhooks = read(&mut self.selector, self.shapes);
    }

    /// Ends the search.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) -> Found<'a> {
        self.selector.finish(diagnostics);
        self.found
    }
}

/// Reports a document without paths.
pub(super) fn without_paths(root: &View<'_>, expected: &str) -> Diagnostic {
    Diagnostic::new(Code::Malformed, "the document has no `paths`")
        .at(&root.origin(), expected)
        .help("an OpenAPI document lists its operations under `paths`")
}

/// Reports an operation that documents no response.
pub(super) fn without_responses(path: &str, method: &str, view: &View<'_>) -> Diagnostic {
    let message = format!("the operation `{method} {path}` has no responses");
    Diagnostic::new(Code::NoResponses, message)
        .at(&view.origin(), "expected `responses` with at least one status code")
        .cost("the body of its response is ignored")
}
