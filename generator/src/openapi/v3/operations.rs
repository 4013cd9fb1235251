//! The operations of a document of 3.0 or later: each with its parameters, body and responses, references followed.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::Operation;
use crate::openapi::fields::{flag, spelled, spellings, text};
use crate::openapi::objects::Object;
use crate::openapi::selection::{Selection, Selector};
use crate::openapi::shape::Shapes;
use crate::source::{Tree, View};

use super::{bodies, info, parameters, security};

/// The keys under which a path item holds operations, in the specification's order.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The operations of a document.
#[derive(Default)]
pub(super) struct Found<'a> {
    /// Those that are wanted and could be read.
    pub(super) operations: Vec<Operation<'a>>,
    /// How many are wanted.
    pub(super) declared: usize,
    /// The `operationId` of each, also of those that are not wanted.
    pub(super) ids: Vec<String>,
}

/// Finds all operations that are wanted; one that cannot be read is reported and left out.
///
/// Returns `None` for a document without paths, which is reported.
pub(super) fn find<'a>(
    tree: &'a Tree,
    selection: &Selection,
    shapes: &mut Shapes<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Found<'a>> {
    let mut selector = Selector::new(selection);
    let mut found = Found::default();
    let Some(paths) = tree.root().get("paths").filter(View::is_object) else {
        let diagnostic = Diagnostic::error(Code::Malformed, "the document has no `paths`");
        let diagnostic = diagnostic.at(&tree.root().origin(), "an object `paths` is expected in here");
        diagnostics.push(diagnostic.help("without it there is no operation to generate"));
        return None;
    };
    for (path, item) in paths.entries().filter(|(path, _)| !path.starts_with("x-")) {
        let item = match tree.follow(&item) {
            Ok(item) => item,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                // How many there are is unknown, and none is not true.
                found.declared += usize::from(selector.wants(path, None));
                continue;
            }
        };
        shapes.check(&item, Object::PathItem, diagnostics);
        for method in METHODS {
            let Some(entry) = item.get(method) else { continue };
            // Not where OpenAPI allows a reference, but documents of several files have them here all the same.
            let view = tree.follow(&entry);
            let known = view.as_ref().unwrap_or(&entry);
            found.ids.extend(spelled(known, "operationId"));
            if !selector.wants(path, Some(known)) {
                continue;
            }
            found.declared += 1;
            let operation = view.and_then(|view| {
                shapes.check(&view, Object::Operation, diagnostics);
                operation(tree, path, method, &item, view, diagnostics)
            });
            match operation {
                Ok(operation) => found.operations.push(operation),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    selector.finish(diagnostics);
    Some(found)
}

fn operation<'a>(
    tree: &'a Tree,
    path: &'a str,
    method: &'static str,
    item: &View<'a>,
    view: View<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Operation<'a>, Diagnostic> {
    let parameters = parameters::parameters(tree, item, &view)?;
    let request_body = bodies::request_body(tree, &view)?;
    let responses = bodies::responses(tree, &view, diagnostics)?;
    if responses.is_empty() {
        diagnostics.push(
            Diagnostic::warning(
                Code::NoResponses,
                format!("the operation `{} {path}` documents no response", method.to_uppercase()),
            )
            .at(&view.origin(), "`responses` with at least one status is expected here")
            .help("it is generated with nothing to read from its answers"),
        );
    }
    let security = security::requirements(&view).or_else(|| security::requirements(&tree.root())).unwrap_or_default();
    let level = if view.get("servers").is_some() { &view } else { item };
    Ok(Operation {
        path,
        method,
        id: spelled(&view, "operationId"),
        tags: spellings(&view, "tags"),
        summary: text(&view, "summary"),
        description: text(&view, "description"),
        deprecated: flag(&view, "deprecated").unwrap_or(false),
        parameters,
        request_body,
        responses,
        security,
        servers: info::servers(level, diagnostics),
        callbacks: view.get("callbacks"),
        view,
    })
}
