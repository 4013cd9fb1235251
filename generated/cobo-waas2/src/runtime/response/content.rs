//! Decodes the content of a response, strictly or leniently.

use bytes::Bytes;

use crate::runtime::json::{Extent, Found, Json, Misfit, ReadError, Reader};

/// How values of a response are read that do not match the API description.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reading {
    /// The call fails with `Error::Decode`.
    #[default]
    Strict,
    /// The call returns the rest of the response, and the values that do not match in `Response::misfits`.
    ///
    /// An optional property whose value does not match is `None`. A required property that is missing or does not match
    /// is an empty string, array or map, zero, `false`, `None`, or the unknown value of an enum. A type without such a
    /// value (dates, secrets, unions, and objects that require one of these) invalidates the object that requires it,
    /// up to the nearest optional property, array or map, which omits it. The call fails with `Error::Decode` if that
    /// reaches the body itself, if there are more than 1,000 misfits, or if the body is not JSON. Error bodies and
    /// undocumented successes are always read strictly.
    Lenient,
}

impl Reading {
    /// Returns what may be left out of a body.
    pub(crate) fn extent(self) -> Option<Extent> {
        match self {
            Self::Strict => None,
            Self::Lenient => Some(Extent::Body),
        }
    }
}

/// `Content` is the body of a response that is being read.
#[doc(hidden)]
pub struct Content<'b> {
    body: &'b Bytes,
    lenient: Option<Extent>,
    pub(crate) misfits: Vec<Misfit>,
}

#[doc(hidden)]
impl<'b> Content<'b> {
    /// Makes content of which `lenient` may be left out.
    pub(crate) fn new(body: &'b Bytes, lenient: Option<Extent>) -> Self {
        Self { body, lenient, misfits: Vec::new() }
    }

    /// Makes content of which nothing may be left out.
    pub fn strict(body: &'b Bytes) -> Self {
        Self::new(body, None)
    }

    /// Reads JSON. Only what cannot be read strictly is read again, leniently.
    pub fn json<T: Json>(&mut self) -> Result<T, ReadError> {
        let (error, extent) = match (Reader::parse(self.body), self.lenient) {
            (Err(error), Some(extent)) => (error, extent),
            (read, _) => return read,
        };
        let (value, misfits) = Reader::parse_leniently(self.body, extent).map_err(|_| error)?;
        self.misfits = misfits;
        Ok(value)
    }

    /// Reads plain text.
    pub fn text(&self) -> Result<String, ReadError> {
        match std::str::from_utf8(self.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(ReadError::new(error.valid_up_to(), "UTF-8", Found::Malformed)),
        }
    }

    /// Returns the bytes as received.
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }
}
