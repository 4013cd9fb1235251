//! The reader of Swagger 2.0, the version of OpenAPI before 3.0.

mod bodies;
mod headers;
mod operations;
mod parameters;
mod security;
mod servers;

use crate::diagnostics::Diagnostics;
use crate::source::{Tree, View};

use super::fields::entries;
use super::objects::Object;
use super::paths::{METHODS, Paths, without_paths};
use super::shape::Shapes;
use super::{Dialect, Document, Extensions, Schema, Selection, info};

/// Finds the parts of a document that are wanted and checks their references.
///
/// Returns `None` after an error that leaves nothing to generate from.
pub(super) fn read<'a>(tree: &'a Tree, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Document<'a>> {
    let reader = Reader { tree };
    let root = tree.root();
    let extensions = Extensions::read(tree, diagnostics);
    let mut shapes = Shapes::new(tree, Dialect::V20, selection.is_all());
    shapes.check(&root, Object::OpenApi, diagnostics);
    let info = info::info(tree, diagnostics);
    if !PATHS.iter().any(|key| root.get(key).is_some_and(|items| items.is_object())) {
        diagnostics.push(without_paths(&root, "expected an object `paths`"));
        return None;
    }
    let mut paths = Paths::new(tree, selection, &mut shapes);
    for key in PATHS {
        let Some(items) = root.get(key).filter(View::is_object) else { continue };
        paths.read(
            &items,
            diagnostics,
            |item, _| methods(item),
            |path, method, item, view, diagnostics| reader.operation(path, method, item, view, diagnostics),
        );
    }
    let found = paths.finish(diagnostics);
    Some(Document {
        dialect: Dialect::V20,
        info,
        servers: reader.servers(diagnostics),
        tags: info::tags(&root, diagnostics),
        security_schemes: reader.security_schemes(diagnostics),
        schemas: entries(&root, "definitions").map(|(name, view)| (name, Schema::new(view, Dialect::V20))).collect(),
        webhooks: Vec::new(),
        operations: found.operations,
        places: found.places,
        declared: found.declared,
        operation_ids: found.ids,
        extensions,
    })
}

/// The fields that hold paths. Those of the second may differ in their queries alone, which `paths` does not allow.
const PATHS: [&str; 2] = ["paths", "x-ms-paths"];

/// Reads the objects of a document.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tree: &'a Tree,
}

/// Lists the operations of a path item with their methods.
fn methods<'a>(item: &View<'a>) -> Vec<(String, View<'a>)> {
    let known = METHODS.into_iter().filter(|method| Object::PathItem.field(method, Dialect::V20).is_some());
    known.filter_map(|method| Some((method.to_uppercase(), item.get(method)?))).collect()
}
