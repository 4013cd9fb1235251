//! The calls of a document: each with its parameters, body and answers, references followed.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Tree, View};

use super::document::{Operation, Parameter, Payload, Response};
use super::objects::Object;
use super::reference::reference_name;
use super::selection::{Selection, Selector};
use super::shape::Shapes;
use super::{security, typed};

/// The keys under which a path item holds operations, in the specification's order.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Finds all operations that are wanted, and counts them; one that cannot be read is reported and left out.
///
/// Returns `None` for a document without paths, which is reported.
pub(super) fn find<'a>(
    tree: &'a Tree,
    selection: &Selection,
    shapes: &mut Shapes<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(Vec<Operation<'a>>, usize)> {
    let mut selector = Selector::new(selection);
    let mut found = Vec::new();
    let mut declared = 0;
    let Some(paths) = tree.root().get("paths").filter(View::is_object) else {
        let diagnostic = Diagnostic::error(Code::Malformed, "the document has no `paths`");
        let diagnostic = diagnostic.at(&tree.root().origin(), "an object `paths` is expected in here");
        diagnostics.push(diagnostic.help("without it there is no operation to generate"));
        return None;
    };
    for (path, item) in paths.entries() {
        if path.starts_with("x-") {
            continue;
        }
        let Some(item) = follow(tree, &item, diagnostics) else {
            // Nobody can say how many there are, and none is not true.
            declared += usize::from(selector.wants(path, None));
            continue;
        };
        shapes.check(&item, Object::PathItem, diagnostics);
        for method in METHODS {
            let Some(entry) = item.get(method) else { continue };
            // Not where OpenAPI allows a reference, but documents of several files have them here all the same.
            let view = tree.follow(&entry);
            if !selector.wants(path, Some(view.as_ref().unwrap_or(&entry))) {
                continue;
            }
            declared += 1;
            let view = match view {
                Ok(view) => view,
                Err(diagnostic) => {
                    diagnostics.push(diagnostic);
                    continue;
                }
            };
            shapes.check(&view, Object::Operation, diagnostics);
            if let Some(operation) = operation(tree, path, method, &item, view, diagnostics) {
                found.push(operation);
            }
        }
    }
    selector.finish(diagnostics);
    Some((found, declared))
}

fn operation<'a>(
    tree: &'a Tree,
    path: &'a str,
    method: &'static str,
    item: &View<'a>,
    view: View<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Operation<'a>> {
    let head = typed::operation(&view, diagnostics)?;
    let parameters = parameters(tree, item, &view, diagnostics)?;
    let request_body = match view.get("requestBody") {
        Some(body) => {
            let payload = payload(tree, &body).map_err(|diagnostic| diagnostics.push(diagnostic));
            Some(payload.ok()?)
        }
        None => None,
    };
    let responses = responses(tree, &view, diagnostics)?;
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
    let servers = typed::servers(level, diagnostics);
    Some(Operation { path, method, head, parameters, request_body, responses, security, servers, view })
}

/// Joins the parameters of a path with those of an operation, which win.
fn parameters<'a>(
    tree: &'a Tree,
    item: &View<'a>,
    operation: &View<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Parameter<'a>>> {
    let mut joined: Vec<Parameter<'a>> = Vec::new();
    for level in [item, operation] {
        let Some(list) = level.get("parameters") else { continue };
        for entry in list.items() {
            let view = follow(tree, &entry, diagnostics)?;
            let (Some(name), Some(location)) = (text(&view, "name"), text(&view, "in")) else {
                diagnostics.push(
                    Diagnostic::error(Code::Malformed, "a parameter needs `name` and `in`")
                        .at(&view.origin(), "a parameter is expected here")
                        .cost("the operations that take it cannot be generated"),
                );
                return None;
            };
            let parameter = Parameter { view, name, location };
            match joined.iter_mut().find(|known| known.name == name && known.location == location) {
                Some(known) => *known = parameter,
                None => joined.push(parameter),
            }
        }
    }
    Some(joined)
}

fn responses<'a>(
    tree: &'a Tree,
    operation: &View<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(&'a str, Response<'a>)>> {
    let Some(responses) = operation.get("responses") else { return Some(Vec::new()) };
    let mut found = Vec::new();
    for (status, entry) in responses.entries() {
        if status.starts_with("x-") {
            continue;
        }
        let payload = match payload(tree, &entry) {
            Ok(payload) => payload,
            Err(diagnostic) if is_error(status, &responses) => {
                diagnostics.push(diagnostic.spared("the body of this error is kept as it is received"));
                Payload { view: entry, component: None, content: Vec::new() }
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                return None;
            }
        };
        let description = text(&payload.view, "description");
        found.push((status, Response { payload, description, is_error: is_error(status, &responses) }));
    }
    Some(found)
}

/// Says whether a response is one of an error: no success, and no `default` that stands for one.
fn is_error(status: &str, responses: &View<'_>) -> bool {
    match status {
        "default" => responses.entries().any(|(status, _)| status.starts_with('2')),
        _ => !status.starts_with('2'),
    }
}

/// Follows a request body or response and lists its forms.
fn payload<'a>(tree: &'a Tree, entry: &View<'a>) -> Result<Payload<'a>, Diagnostic> {
    let component = entry.get("$ref").and_then(|reference| reference_name(reference.as_str()?));
    let view = tree.follow(entry)?;
    let mut content = Vec::new();
    for (content_type, form) in view.get("content").iter().flat_map(View::entries) {
        content.push((content_type, tree.follow(&form)?));
    }
    Ok(Payload { view, component, content })
}

fn follow<'a>(tree: &'a Tree, view: &View<'a>, diagnostics: &mut Diagnostics) -> Option<View<'a>> {
    match tree.follow(view) {
        Ok(view) => Some(view),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn text<'a>(view: &View<'a>, key: &str) -> Option<&'a str> {
    view.get(key)?.as_str()
}
