//! The reader of OpenAPI 3.0 and later.

mod bodies;
mod operations;
mod parameters;
mod part;
mod paths;
mod security;
mod servers;
mod webhooks;

use crate::diagnostics::Diagnostics;
use crate::source::Tree;

use super::fields::entries;
use super::objects::Object;
use super::shape::Shapes;
use super::{Dialect, Document, Extensions, Schema, Selection, info};

/// Finds the parts of a document that are wanted and checks their references.
///
/// Returns `None` after an error that leaves nothing to generate from.
pub(super) fn read<'a>(
    tree: &'a Tree,
    dialect: Dialect,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'a>> {
    let reader = Reader { tree, dialect };
    let root = tree.root();
    let extensions = Extensions::read(tree, diagnostics);
    let mut shapes = Shapes::new(tree, dialect, selection.is_all());
    shapes.check(&root, Object::OpenApi, diagnostics);
    dialect.check_schemas(&root, diagnostics);
    let info = info::info(tree, diagnostics);
    let found = reader.paths(selection, &mut shapes, diagnostics)?;
    let components = root.get("components");
    let schemas = components.iter().flat_map(|components| entries(components, "schemas"));
    Some(Document {
        dialect,
        info,
        servers: servers::servers(&root, diagnostics),
        tags: info::tags(&root, diagnostics),
        security_schemes: reader.security_schemes(diagnostics),
        schemas: schemas.map(|(name, view)| (name, Schema::new(view, dialect))).collect(),
        operations: found.operations,
        places: found.places,
        declared: found.declared,
        operation_ids: found.ids,
        webhooks: found.webhooks,
        extensions,
    })
}

/// Reads the objects of a document.
#[derive(Clone, Copy)]
struct Reader<'a> {
    tree: &'a Tree,
    dialect: Dialect,
}
