//! Days and moments as RFC 3339 writes them: text of JSON flows in, values of chrono flow out, and back.

pub use chrono;
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

use crate::runtime::json::{Json, ReadError, Reader, Writer};

/// Writes a moment as RFC 3339 does, with its own offset; that of UTC is `Z`.
pub fn rfc3339(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Read as chrono reads RFC 3339: `t`, `z` and a space instead of `T` are taken, too; a text without an offset is no moment.
/// Fractions finer than nanoseconds are cut.
impl Json for DateTime<FixedOffset> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.formatted("a date and time with an offset (RFC 3339)", |text| Self::parse_from_rfc3339(text).ok())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&rfc3339(*self));
    }
}

impl Json for NaiveDate {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        // Chrono takes more than RFC 3339 allows (spaces, fewer digits), which would not be written as it was read.
        reader.formatted("a date (RFC 3339)", |text| text.parse().ok().filter(|date: &Self| date.to_string() == text))
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}
