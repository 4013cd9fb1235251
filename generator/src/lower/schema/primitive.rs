//! Single values: a table row a format. An unknown format is its base type, and stands in the docs.

use crate::ir::Primitive;
use crate::source::View;

/// The single value that a schema is: of its format where that is known, else of its `type`.
pub(super) fn primitive(view: &View<'_>) -> Option<Primitive> {
    let base = match text(view, "type")? {
        "boolean" => Primitive::Boolean,
        "integer" => Primitive::Int64,
        "number" => Primitive::Double,
        "string" => Primitive::String,
        _ => return None,
    };
    Some(formatted(view).unwrap_or(base))
}

/// The type that the format of a schema stands for.
///
/// `uri` is none: what real servers send there (no scheme, spaces, nothing) is no URI, and would cost the whole response.
pub(super) fn formatted(view: &View<'_>) -> Option<Primitive> {
    Some(match (text(view, "type")?, text(view, "format")?) {
        ("integer" | "number", "int8") => Primitive::Int8,
        ("integer" | "number", "int16") => Primitive::Int16,
        ("integer" | "number", "int32") => Primitive::Int32,
        ("integer" | "number", "int64") => Primitive::Int64,
        ("integer" | "number", "uint8") => Primitive::Uint8,
        ("integer" | "number", "uint16") => Primitive::Uint16,
        ("integer" | "number", "uint32") => Primitive::Uint32,
        ("integer" | "number", "uint64" | "uint") => Primitive::Uint64,
        ("number", "float") => Primitive::Float,
        ("number", "double") => Primitive::Double,
        ("string", "date") => Primitive::Date,
        ("string", "date-time") => Primitive::DateTime,
        ("string", "uuid") => Primitive::Uuid,
        ("string", "byte") => Primitive::Base64,
        _ => return None,
    })
}

fn text<'a>(view: &View<'a>, key: &str) -> Option<&'a str> {
    view.get(key)?.as_str()
}
