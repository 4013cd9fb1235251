//! Single values: a table row a format. An unknown format is its base type, and stands in the docs.

use crate::ir::Primitive;
use crate::source::View;

use super::implied;

/// The single value that a schema is: of its format where that is known, else of its `type`.
pub(super) fn primitive(view: &View<'_>) -> Option<Primitive> {
    let base = base(implied::type_of(view)?)?;
    Some(formatted(view).unwrap_or(base))
}

/// The type that a `type` stands for without a format that is known.
pub(crate) fn base(ty: &str) -> Option<Primitive> {
    Some(match ty {
        "boolean" => Primitive::Boolean,
        "integer" => Primitive::Int64,
        "number" => Primitive::Double,
        "string" => Primitive::String,
        _ => return None,
    })
}

/// The type that the format of a schema stands for.
pub(super) fn formatted(view: &View<'_>) -> Option<Primitive> {
    row(implied::type_of(view)?, view.get("format")?.as_str()?)
}

/// The formats that are known, each with the `type` that it goes with.
///
/// `uri` is none: what real servers send there (no scheme, spaces, nothing) is no URI, and would cost the whole response.
/// The formats of integers are none of a `number`, which may have a fraction; nor is `float`, which would round decimals.
pub(crate) const FORMATS: [(&str, &str, Primitive); 14] = [
    ("integer", "int8", Primitive::Int8),
    ("integer", "int16", Primitive::Int16),
    ("integer", "int32", Primitive::Int32),
    ("integer", "int64", Primitive::Int64),
    ("integer", "uint8", Primitive::Uint8),
    ("integer", "uint16", Primitive::Uint16),
    ("integer", "uint32", Primitive::Uint32),
    ("integer", "uint64", Primitive::Uint64),
    ("integer", "uint", Primitive::Uint64),
    ("number", "double", Primitive::Double),
    ("string", "date", Primitive::Date),
    ("string", "date-time", Primitive::DateTime),
    ("string", "uuid", Primitive::Uuid),
    ("string", "byte", Primitive::Base64),
];

/// The type that a format of a `type` stands for.
pub(super) fn row(ty: &str, format: &str) -> Option<Primitive> {
    let row = FORMATS.iter().find(|(of, known, _)| *known == format && *of == ty);
    row.map(|(_, _, primitive)| *primitive)
}
