//! Reads and writes JSON: a [`Reader`] reads values of generated types, a [`Writer`] writes them.
//!
//! Generated types implement [`Json`] with straight-line code and no derive, because derives are the largest compile
//! cost of a big client. The reader is a pull parser over text that was checked to be UTF-8 once. It copies nothing
//! that it reads, so that no secret is left behind in a buffer. Nothing here panics, recursion is limited to
//! [`MAX_DEPTH`], and no error contains text of the document.

mod canonical;
mod choice;
mod error;
mod fields;
mod lenient;
mod misfit;
mod null;
mod number;
mod path;
mod raw;
mod reader;
mod serde;
#[cfg(feature = "serde_json")]
mod serde_value;
mod skip;
mod text;
mod tuple;
mod values;
mod writer;

pub use crate::runtime::json::choice::Choice;
pub use crate::runtime::json::error::{Found, ReadError, WriteError};
pub use crate::runtime::json::fields::Property::{Optional, Required};
pub use crate::runtime::json::fields::{Elements, Place, Property, Rest};
pub use crate::runtime::json::lenient::Extent;
pub use crate::runtime::json::misfit::Misfit;
pub use crate::runtime::json::null::Null;
pub use crate::runtime::json::path::path_at;
pub use crate::runtime::json::raw::RawJson;
pub use crate::runtime::json::reader::{Kind, MAX_DEPTH, Reader};
pub(crate) use crate::runtime::json::serde::json_serde;
pub use crate::runtime::json::serde::{deserialize, serialize};
pub use crate::runtime::json::tuple::{Positions, Tuple};
pub use crate::runtime::json::writer::Writer;

/// A value that can be read from JSON and written as JSON.
///
/// Generated types implement it; it is also implemented for the primitives, strings, [`RawJson`], `Option`,
/// `Vec`, `Box` and maps with string keys.
pub trait Json {
    /// Reads one value, and leaves the reader behind it.
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError>
    where
        Self: Sized;

    /// Writes one value.
    ///
    /// It cannot fail: what has no JSON form (`NaN`) is remembered by the writer, and [`Writer::finish`] reports it.
    fn write(&self, writer: &mut Writer);

    /// Returns the value of an empty body or a missing tuple element; `None` if it is required.
    fn absent() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Returns whether it is absent, so that it is omitted at the end of a tuple.
    fn is_absent(&self) -> bool {
        false
    }

    /// Returns the replacement for a required value that is missing or does not match, in lenient reading; `None` if
    /// there is none.
    fn stand_in() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}
