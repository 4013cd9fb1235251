//! JSON that is preserved as text.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::runtime::json::canonical::canonical;
use crate::runtime::json::{self, Json, ReadError, Reader, WriteError, Writer, json_serde};

/// Any JSON value, preserved as text.
///
/// It is the type of values that the document does not describe, and of unknown values. Two are equal if their values
/// are: whitespace, the order of properties and the notation of strings and numbers (`1`, `1.0` and `1e0`) make no
/// difference; compare [`as_str`](Self::as_str) to compare texts. `Debug` shows the length only, since the content may
/// be a secret.
#[derive(Clone)]
pub struct RawJson(Box<str>);

impl RawJson {
    /// Checks that `text` is one JSON value, and keeps it without the whitespace around it.
    pub fn new(text: &str) -> Result<Self, ReadError> {
        Reader::over(text).whole()
    }

    /// Writes a value of a known type as JSON.
    pub fn from_value(value: &dyn Json) -> Result<Self, WriteError> {
        Writer::render(value).map(|text| Self(String::from_utf8_lossy(&text).into()))
    }

    /// Keeps the text of a writer, which is always JSON.
    fn written(writer: Writer) -> Self {
        writer.finish().map(|text| Self(String::from_utf8_lossy(&text).into())).unwrap_or_default()
    }

    /// Keeps text that is known to be one JSON value.
    #[cfg(feature = "serde_json")]
    pub(in crate::runtime::json) fn known(text: String) -> Self {
        Self(text.into())
    }

    /// Returns the JSON text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads it as a value of a known type.
    pub fn parse<T: Json>(&self) -> Result<T, ReadError> {
        Reader::over(&self.0).whole()
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || canonical(&self.0) == canonical(&other.0)
    }
}

impl Eq for RawJson {}

impl Hash for RawJson {
    fn hash<H: Hasher>(&self, state: &mut H) {
        canonical(&self.0).hash(state);
    }
}

impl Json for RawJson {
    fn stand_in() -> Option<Self> {
        Some(Self::default())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.raw().map(|text| Self(text.into()))
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(self);
    }
}

impl From<&str> for RawJson {
    /// Creates a JSON string; [`RawJson::new`] takes text that already is JSON.
    fn from(text: &str) -> Self {
        let mut writer = Writer::new();
        writer.string(text);
        Self::written(writer)
    }
}

impl From<String> for RawJson {
    /// Creates a JSON string; [`RawJson::new`] takes text that already is JSON.
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<bool> for RawJson {
    fn from(value: bool) -> Self {
        Self(if value { "true" } else { "false" }.into())
    }
}

impl From<i64> for RawJson {
    fn from(value: i64) -> Self {
        Self(itoa::Buffer::new().format(value).into())
    }
}

impl Default for RawJson {
    /// Returns `null`.
    fn default() -> Self {
        Self("null".into())
    }
}

impl std::str::FromStr for RawJson {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Self::new(text)
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

json_serde!(json, RawJson);
