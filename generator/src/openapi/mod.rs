//! The document's own shape: a tree goes in, its operations and their parts come out as views.
//!
//! Objects of fixed shape (info, tags, servers, security schemes, the heads of operations and parameters) are typed by
//! `openapiv3` on shallow copies, their children cut off. Schemas stay views, since a typed model of them loses keywords.

mod document;
mod extensions;
mod objects;
mod operations;
mod reference;
mod security;
mod selection;
mod shape;
mod typed;

pub use document::{Document, Operation, Parameter, Payload, Response, Server};
pub use extensions::Extensions;
pub(crate) use objects::Object;
pub(crate) use operations::METHODS;
pub(crate) use reference::reference_name;
pub use security::SecurityScheme;
pub use selection::Selection;
pub(crate) use shape::{Shapes, beside_reference};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Tree;

/// Finds the parts of a document that are wanted and checks their references.
///
/// Returns `None` after an error that leaves nothing to generate from.
pub fn read<'a>(tree: &'a Tree, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Document<'a>> {
    let root = tree.root();
    check_version(tree, diagnostics)?;
    let extensions = Extensions::read(tree, diagnostics);
    let mut shapes = Shapes::new(tree, selection.is_all());
    shapes.check(&root, Object::OpenApi, diagnostics);
    let info = typed::info(tree, diagnostics);
    let (operations, declared) = operations::find(tree, selection, &mut shapes, diagnostics)?;
    Some(Document {
        info,
        servers: typed::servers(&root, diagnostics),
        tags: typed::tags(&root, diagnostics),
        security_schemes: security::schemes(tree, diagnostics),
        operations,
        declared,
        extensions,
    })
}

/// Refuses what is not a version of OpenAPI that is understood.
fn check_version(tree: &Tree, diagnostics: &mut Diagnostics) -> Option<()> {
    let root = tree.root();
    if let Some(swagger) = root.get("swagger") {
        diagnostics.push(
            Diagnostic::error(Code::UnknownVersion, "Swagger 2.0 is not understood yet")
                .at(&swagger.origin(), "this document's version")
                .help("convert the document to OpenAPI 3.0 first"),
        );
        return None;
    }
    let Some(version) = root.get("openapi") else {
        diagnostics.push(
            Diagnostic::error(Code::UnknownVersion, "this is no OpenAPI document: it has no `openapi` version")
                .at(&root.origin(), "an object with `openapi`, `info` and `paths` is expected here"),
        );
        return None;
    };
    // `openapi: 3.1` without quotes is a number in YAML, and the meaning is plain all the same.
    let text = version.as_str().map_or_else(|| version.to_json().to_string(), str::to_owned);
    if text == "3.0" || text.starts_with("3.0.") {
        return Some(());
    }
    diagnostics.push(
        Diagnostic::error(Code::UnknownVersion, format!("OpenAPI {text} is not understood yet"))
            .at(&version.origin(), "this document's version")
            .help("3.0 is understood"),
    );
    None
}
