//! Single values: a table row a format. An unknown format is its base type, and stands in the docs.

use crate::ir::Primitive;
use crate::openapi::Schema;
use crate::openapi::schema::Type;

use super::implied;

/// The single value that a schema is: of its format where that is known, else of its `type`.
pub(super) fn primitive(schema: &Schema<'_>) -> Option<Primitive> {
    let base = base(implied::type_of(schema)?)?;
    let encoded = (base == Primitive::String && schema.is_base64()).then_some(Primitive::Base64);
    Some(formatted(schema).or(encoded).unwrap_or(base))
}

/// The type that a `type` stands for without a format that is known.
pub(crate) const fn base(ty: Type) -> Option<Primitive> {
    match ty {
        Type::Boolean => Some(Primitive::Boolean),
        Type::Integer => Some(Primitive::Int64),
        Type::Number => Some(Primitive::Double),
        Type::String => Some(Primitive::String),
        Type::Null | Type::Array | Type::Object => None,
    }
}

/// The type that the format of a schema stands for.
pub(super) fn formatted(schema: &Schema<'_>) -> Option<Primitive> {
    row(implied::type_of(schema)?, schema.format()?)
}

/// The formats that are known, each with the `type` that it goes with.
///
/// `uri` is none: what real servers send there (no scheme, spaces, nothing) is no URI, and would cost the whole response.
/// The formats of integers are none of a `number`, which may have a fraction; nor is `float`, which would round decimals.
pub(crate) const FORMATS: [(Type, &str, Primitive); 14] = [
    (Type::Integer, "int8", Primitive::Int8),
    (Type::Integer, "int16", Primitive::Int16),
    (Type::Integer, "int32", Primitive::Int32),
    (Type::Integer, "int64", Primitive::Int64),
    (Type::Integer, "uint8", Primitive::Uint8),
    (Type::Integer, "uint16", Primitive::Uint16),
    (Type::Integer, "uint32", Primitive::Uint32),
    (Type::Integer, "uint64", Primitive::Uint64),
    (Type::Integer, "uint", Primitive::Uint64),
    (Type::Number, "double", Primitive::Double),
    (Type::String, "date", Primitive::Date),
    (Type::String, "date-time", Primitive::DateTime),
    (Type::String, "uuid", Primitive::Uuid),
    (Type::String, "byte", Primitive::Base64),
];

/// The type that a format of a `type` stands for.
pub(super) fn row(ty: Type, format: &str) -> Option<Primitive> {
    let row = FORMATS.iter().find(|(of, known, _)| *known == format && *of == ty);
    row.map(|(_, _, primitive)| *primitive)
}
