//! Properties that can be left unchanged, cleared or set.

use crate::runtime::Secret;
use crate::runtime::json::{Json, Place, ReadError, Reader, Writer};

/// A property, or an element of a tuple, that may be missing and may be `null`.
///
/// It is used in types of requests. Types of both requests and responses have it, too; [`as_option`](Self::as_option)
/// is for readers of responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The property is not sent.
    #[default]
    Absent,
    /// The property is `null`.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Patch<T> {
    /// Returns the value, if there is one.
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Takes the value out, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns whether the property is not sent.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Says whether it is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<T> for Patch<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// Makes `None` [`Patch::Absent`], so that a value that a program does not have never clears one that the server has; to
    /// clear it, say [`Patch::Null`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl From<&str> for Patch<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl From<&str> for Patch<Secret> {
    fn from(text: &str) -> Self {
        Self::Value(Secret::from(text))
    }
}

impl<T: Json> Place for Patch<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = Self::Value(T::read(reader)?);
        Ok(())
    }

    fn null(&mut self) {
        *self = Self::Null;
    }

    fn is_empty(&self) -> bool {
        self.is_absent()
    }

    fn stand_in(&mut self) -> bool {
        true
    }
}

impl<T: Json> Json for Patch<T> {
    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }

    fn is_absent(&self) -> bool {
        self.is_absent()
    }

    #[inline]
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        if reader.take_null()? { Ok(Self::Null) } else { T::read(reader).map(Self::Value) }
    }

    /// Writes the value or `null`; the writer of the object or tuple omits an absent value.
    #[inline]
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.write(writer),
            Self::Absent | Self::Null => writer.null(),
        }
    }
}
