//! The formats that change the type of a value: the rows of `lower` go in, a section of `SUPPORT.md` comes out.

use std::fmt::Write as _;

use crate::ir::Primitive;
use crate::lower::FORMATS;
use crate::openapi::schema::Type;

pub(super) fn section() -> String {
    let mut text = "\n## Formats\n\nAny other format is its base type, and stands in the docs \
                    ([valid/schemas/formats.yaml](tests/corpus/valid/schemas/formats.yaml), \
                    [valid/schemas/numbers.yaml](tests/corpus/valid/schemas/numbers.yaml)); a `password` is a `Secret`, and `binary` is \
                    bytes where a body or a part of a form is of it.\n\n| type | format | Rust |\n|---|---|---|\n"
        .to_owned();
    for (ty, format, primitive) in FORMATS {
        let _ = writeln!(text, "| {ty} | `{format}` | `{}` |", rust(primitive));
    }
    for ty in [Type::Boolean, Type::Integer, Type::Number, Type::String] {
        if let Some(base) = crate::lower::base(ty) {
            let _ = writeln!(text, "| {ty} | any other | `{}` |", rust(base));
        }
    }
    text
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
