//! Places in paged lists, to be stored.

use std::fmt;
use std::str::FromStr;

use crate::runtime::api::Api;
use crate::runtime::error::PagingError;
use crate::runtime::operation::Operation;
use crate::runtime::parameters::encoding::append_path;

/// A place in a paged list, as a string: `to_string` writes it, and `parse` reads it.
///
/// It is for the same operation and version of the API only. It contains the server's reference to the next page, which
/// `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
pub struct Continuation {
    operation: String,
    version: String,
    taken: usize,
    /// Empty: the first page.
    place: String,
}

impl Continuation {
    pub(crate) fn new(operation: &Operation, api: &Api, place: Option<String>, taken: usize) -> Self {
        let (operation, version) = (operation.id.to_owned(), api.version.to_owned());
        Self { operation, version, taken, place: place.unwrap_or_default() }
    }

    /// The same page, after some of its items.
    pub(crate) fn after(mut self, taken: usize) -> Self {
        self.taken = taken;
        self
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    /// Returns the place, if it belongs to this operation and is a number if one is required.
    pub(crate) fn check(&self, operation: &Operation, api: &Api, counts: bool) -> Result<Option<&str>, PagingError> {
        if self.operation != operation.id {
            return Err(PagingError::OtherOperation);
        }
        if self.version != api.version {
            return Err(PagingError::OtherVersion);
        }
        match self.place.as_str() {
            "" => Ok(None),
            place if counts && place.parse::<u64>().is_err() => Err(PagingError::Malformed),
            place => Ok(Some(place)),
        }
    }
}

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for part in [&self.operation, &self.version, &self.taken.to_string(), &self.place] {
            if !text.is_empty() {
                text.push(';');
            }
            append_path(&mut text, part);
        }
        f.write_str(&text)
    }
}

impl FromStr for Continuation {
    type Err = PagingError;

    fn from_str(text: &str) -> Result<Self, PagingError> {
        let parts: Option<Vec<String>> = text.split(';').map(decoded).collect();
        match <[String; 4]>::try_from(parts.ok_or(PagingError::Malformed)?) {
            Ok([operation, version, taken, place]) => {
                let taken = taken.parse().map_err(|_| PagingError::Malformed)?;
                Ok(Self { operation, version, taken, place })
            }
            Err(_) => Err(PagingError::Malformed),
        }
    }
}

/// Reads what `append_path` wrote.
fn decoded(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, version, .. } = self;
        f.debug_struct("Continuation").field("operation", operation).field("version", version).finish_non_exhaustive()
    }
}
