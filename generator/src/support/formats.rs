//! The formats that change the type of a value: the rows of `lower`.

use crate::ir::Primitive;
use crate::lower::FORMATS;
use crate::openapi::Dialect;
use crate::openapi::schema::Type;

use super::Fate;
use super::rows::Row;

pub(super) fn rows() -> Vec<Row> {
    let row = |construct: String, fate, note: &str, proof| {
        Row::since(Dialect::V20, "Schema Object", construct, fate, note).proved(proof)
    };
    let known = FORMATS.iter().map(|(ty, format, primitive)| {
        let construct = format!("`type: {ty}`, `format: {format}`");
        row(construct, Fate::Works, &format!("`{}`", rust(*primitive)), "valid/schemas/formats.yaml")
    });
    let bases = [Type::Boolean, Type::Integer, Type::Number, Type::String].into_iter().filter_map(|ty| {
        let note = format!("`{}`; the format appears in the documentation", rust(crate::lower::base(ty)?));
        Some(row(format!("`type: {ty}`, any other `format`"), Fate::Docs, &note, "valid/schemas/numbers.yaml"))
    });
    let text = |format: &str, note| {
        row(format!("`type: string`, `format: {format}`"), Fate::Works, note, "valid/schemas/formats.yaml")
    };
    let binary = "bytes in a body or a part of a form";
    let special = [text("password", "`Secret`"), text("binary", binary)];
    known.chain(special).chain(bases).collect()
}

/// The type that a program sees.
const fn rust(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Null => "Null",
        Primitive::Boolean => "bool",
        Primitive::Int8 => "i8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Uint8 => "u8",
        Primitive::Uint16 => "u16",
        Primitive::Uint32 => "u32",
        Primitive::Uint64 => "u64",
        Primitive::Double => "f64",
        Primitive::String => "String",
        Primitive::Date => "chrono::NaiveDate",
        Primitive::DateTime => "chrono::DateTime<FixedOffset>",
        Primitive::Uuid => "uuid::Uuid",
        Primitive::Base64 => "Base64",
    }
}
