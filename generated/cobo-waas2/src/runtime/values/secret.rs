//! Text that must not leak: tokens and keys flow in, and come out only through [`Secret::expose`] and the JSON
//! that is sent.

use std::fmt;

use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::runtime::json::{self, Json, ReadError, Reader, Writer, json_serde};

/// A secret string: `Debug` and `Display` print `[redacted]`, comparison takes constant time for strings of one length,
/// and it is wiped when it is dropped.
///
/// It is written to JSON as its value, because secrets are sent and stored. Copies of the HTTP library and the
/// operating system are not wiped. It is not `Hash`, since the time of a table look-up would reveal something about it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Returns the secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Json for Secret {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.string().map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

json_serde!(json, Secret);
