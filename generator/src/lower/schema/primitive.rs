//! Single values: a table row a format. An unknown format is its base type, and stands in the docs.

use crate::ir::Primitive;
use crate::source::View;

/// Numbers without a fraction.
pub(super) fn integer(view: &View<'_>) -> Primitive {
    match format(view) {
        Some("int32") => Primitive::Int32,
        Some("uint32") => Primitive::Uint32,
        Some("uint64") => Primitive::Uint64,
        _ => Primitive::Int64,
    }
}

/// Numbers.
pub(super) fn number(view: &View<'_>) -> Primitive {
    match format(view) {
        Some("float") => Primitive::Float,
        _ => Primitive::Double,
    }
}

/// Texts.
pub(super) fn string(_view: &View<'_>) -> Primitive {
    Primitive::String
}

fn format<'a>(view: &View<'a>) -> Option<&'a str> {
    view.get("format")?.as_str()
}
