//! The value of types that have no other: `null`.

use crate::runtime::json::{self, Json, ReadError, Reader, Writer, json_serde};

/// The only value of a type that is `null` and nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Null;

impl Json for Null {
    fn absent() -> Option<Self> {
        Some(Self)
    }

    fn stand_in() -> Option<Self> {
        Some(Self)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        if reader.take_null()? { Ok(Self) } else { Err(reader.mismatch("null")) }
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }
}

json_serde!(json, Null);
