//! Bytes that are base64 in JSON: text in either alphabet flows in, bytes flow out, and back in the standard one.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use crate::runtime::json::{self, Json, ReadError, Reader, Writer, json_serde};

/// Padding may be there or not.
const UNPADDED: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes that are base64 (RFC 4648) in JSON and in parameters.
///
/// It accepts the standard alphabet and that for URLs, with or without padding, in one line or several, and writes the
/// standard alphabet with padding. `Debug` shows the length only.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64(Bytes);

impl Base64 {
    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Gives the bytes away.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Writes the bytes as base64.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.0))
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl Json for Base64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        reader.formatted("bytes as base64", |text| {
            let standard = text.bytes().filter(|letter| !letter.is_ascii_whitespace()).map(|letter| match letter {
                b'-' => b'+',
                b'_' => b'/',
                letter => letter,
            });
            UNPADDED.decode(standard.collect::<Vec<u8>>()).ok().map(Self::from)
        })
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&STANDARD.encode(&self.0));
    }
}

json_serde!(json, Base64);
