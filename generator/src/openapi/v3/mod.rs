//! The reader of OpenAPI 3.0 and later.

mod bodies;
mod info;
mod operations;
mod parameters;
mod security;

pub(crate) use operations::METHODS;

use crate::diagnostics::Diagnostics;
use crate::source::Tree;

use super::fields::entries;
use super::objects::Object;
use super::shape::Shapes;
use super::{Dialect, Document, Extensions, Schema, Selection};

/// Finds the parts of a document that are wanted and checks their references.
///
/// Returns `None` after an error that leaves nothing to generate from.
pub(super) fn read<'a>(
    tree: &'a Tree,
    dialect: Dialect,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'a>> {
    let root = tree.root();
    let extensions = Extensions::read(tree, diagnostics);
    let mut shapes = Shapes::new(tree, selection.is_all());
    shapes.check(&root, Object::OpenApi, diagnostics);
    let info = info::info(tree, diagnostics);
    let found = operations::find(tree, selection, &mut shapes, diagnostics)?;
    let components = root.get("components");
    let schemas = components.iter().flat_map(|components| entries(components, "schemas"));
    Some(Document {
        dialect,
        info,
        servers: info::servers(&root, diagnostics),
        tags: info::tags(&root, diagnostics),
        security_schemes: security::schemes(tree, diagnostics),
        schemas: schemas.map(|(name, view)| (name, Schema::new(view, dialect))).collect(),
        operations: found.operations,
        declared: found.declared,
        operation_ids: found.ids,
        extensions,
    })
}
