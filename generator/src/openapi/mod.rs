//! The document's own shape: a tree goes in, its operations and their parts come out.
//!
//! Each version has a reader that fills one model. Schemas are views with types, since a typed copy of them loses keywords; the
//! views of other objects say where they stand, and hold what overlays add.

mod body;
mod dialect;
mod document;
mod extensions;
mod fields;
mod info;
mod objects;
mod parameter;
mod paths;
mod reference;
pub(crate) mod schema;
mod security;
mod selection;
mod shape;
mod v2;
mod v3;
mod webhook;

pub use body::{Encoding, MediaType, Payload, RequestBody, Response};
pub use dialect::Dialect;
pub(crate) use dialect::check_schema_dialect;
pub use document::{Document, Info, License, Operation, Server, ServerVariable, Tag};
pub use extensions::Extensions;
pub(crate) use extensions::is_member;
pub(crate) use objects::Object;
pub(crate) use parameter::parameter_key;
pub use parameter::{Header, Location, Parameter, ParameterContent, Separator, Style};
pub(crate) use paths::METHODS;
pub(crate) use reference::reference_name;
pub use schema::{Keyword, Role, Schema, SchemaList};
pub use security::{Grant, HttpScheme, KeyLocation, OAuthFlow, RequiredScheme, SchemeKind, SecurityScheme};
pub use selection::Selection;
pub(crate) use selection::matches;
pub(crate) use shape::Shapes;
pub use webhook::Webhook;

use crate::diagnostics::Diagnostics;
use crate::source::Tree;

/// Finds the parts of a document that are wanted and checks their references.
///
/// Returns `None` after an error that leaves nothing to generate from.
pub fn read<'a>(tree: &'a Tree, selection: &Selection, diagnostics: &mut Diagnostics) -> Option<Document<'a>> {
    let dialect = Dialect::read(tree, diagnostics)?;
    match dialect {
        Dialect::V20 => v2::read(tree, selection, diagnostics),
        Dialect::V30 | Dialect::V31 | Dialect::V32 => v3::read(tree, dialect, selection, diagnostics),
    }
}
