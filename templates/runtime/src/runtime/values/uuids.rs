//! UUIDs: accepted in upper case and without hyphens, written in lower case with hyphens (RFC 9562).

pub use uuid;
use uuid::Uuid;

use crate::runtime::json::{Json, ReadError, Reader, Writer};

impl Json for Uuid {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.formatted("a UUID", |text| Self::try_parse(text).ok())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }
}
