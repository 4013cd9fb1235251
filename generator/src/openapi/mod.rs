//! The document's own shape: a tree goes in, its operations and their parts come out as views.
//!
//! Objects of fixed shape (info, tags, servers, security schemes, the heads of operations and parameters) are typed by
//! `openapiv3` on shallow copies, their children cut off. Schemas are views with types, since a typed copy of them loses
//! keywords.

mod dialect;
mod document;
mod extensions;
mod objects;
mod operations;
mod reference;
pub(crate) mod schema;
mod security;
mod selection;
mod shape;
mod typed;

pub use dialect::Dialect;
pub use document::{Document, Operation, Parameter, Payload, Response, Server};
pub use extensions::Extensions;
pub(crate) use objects::Object;
pub(crate) use operations::METHODS;
pub(crate) use reference::reference_name;
pub use schema::{Keyword, Role, Schema, SchemaList};
pub use security::SecurityScheme;
pub use selection::Selection;
pub(crate) use shape::Shapes;

use crate::diagnostics::Diagnostics;
use crate::source::Tree;

/// Finds the parts of a document that are wanted and checks their references.
///
/// Returns `None` after an error that leaves nothing to generate from.
pub fn read<'a>(tree: &'a Tree, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Document<'a>> {
    let root = tree.root();
    let dialect = Dialect::read(tree, diagnostics)?;
    let extensions = Extensions::read(tree, diagnostics);
    let mut shapes = Shapes::new(tree, selection.is_all());
    shapes.check(&root, Object::OpenApi, diagnostics);
    let info = typed::info(tree, diagnostics);
    let (operations, declared) = operations::find(tree, selection, &mut shapes, diagnostics)?;
    Some(Document {
        dialect,
        info,
        servers: typed::servers(&root, diagnostics),
        tags: typed::tags(&root, diagnostics),
        security_schemes: security::schemes(tree, diagnostics),
        operations,
        declared,
        extensions,
    })
}
