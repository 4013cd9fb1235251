//! Documented headers of answers: what reads each, and as what.

use crate::ir::{Frozen, Kind, Operation, TypeId};
use crate::names::{OperationNames, Table};

use super::argument::{TextForm, text_form};
use super::docs::{self, Docs};
use super::rust_type::{Format, RustType};

/// A function that reads a header of an answer.
#[derive(Clone, Debug)]
pub struct HeaderReader {
    /// Its name.
    pub name: String,
    /// The header's name, in lower case.
    pub wire_name: String,
    /// Its docs.
    pub docs: Docs,
    /// Whether programs should no longer rely on it.
    pub deprecated: bool,
    /// What one value is read as.
    pub ty: RustType,
    /// Whether there may be several, in a list.
    pub is_list: bool,
}

pub(super) fn headers(api: &Frozen, names: &Table, operation: &Operation, own: &OperationNames) -> Vec<HeaderReader> {
    let declared = operation.responses.headers();
    let readers = declared.iter().zip(&own.headers).map(|(header, name)| {
        let id = api.resolved(header.ty);
        let (ty, is_list) = match &api.types[id].kind {
            Kind::Array(items) => (scalar(api, names, *items), true),
            Kind::Primitive(_)
            | Kind::Tuple(_)
            | Kind::Map(_)
            | Kind::Object(_)
            | Kind::Enumeration(_)
            | Kind::Union(_)
            | Kind::Newtype(_)
            | Kind::Any(_) => (scalar(api, names, id), false),
        };
        HeaderReader {
            name: name.snake(),
            wire_name: header.name.to_ascii_lowercase(),
            docs: docs::header(header),
            deprecated: header.deprecated,
            // What is no list of single values is one text, which the program takes apart.
            is_list: is_list && ty.is_some(),
            ty: ty.unwrap_or(RustType::String),
        }
    });
    readers.collect()
}

/// The type of a single value; none: it is more than that.
fn scalar(api: &Frozen, names: &Table, id: TypeId) -> Option<RustType> {
    Some(match text_form(api, names, api.resolved(id))? {
        // Bytes are left as the string that was received: only the program knows their meaning.
        TextForm::Text | TextForm::Secret | TextForm::Formatted(Format::Base64) => RustType::String,
        TextForm::Shown(scalar) => RustType::Scalar(scalar),
        TextForm::Formatted(format) => RustType::Formatted(format),
        TextForm::Enumeration(name) | TextForm::Integers(name) => RustType::Named(name),
    })
}
