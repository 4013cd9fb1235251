//! What generated codecs do for each property of an object: a place for a value flows in, the value is in it afterwards; and back.
//!
//! Never inlined: a codec is then a list of calls, and the code behind them is compiled once a type and not once a property.

use crate::runtime::json::{Json, ReadError, Reader, Writer};

impl Reader<'_> {
    /// Reads a property that may be missing: `null` is what the type of the place makes of it.
    #[inline(never)]
    pub fn optional<T: Json>(&mut self, place: &mut T) -> Result<(), ReadError> {
        *place = T::read(self)?;
        Ok(())
    }

    /// Reads a property that must be there: it is, even where it is `null`.
    #[inline(never)]
    pub fn present<T: Json>(&mut self, place: &mut Option<T>) -> Result<(), ReadError> {
        *place = Some(T::read(self)?);
        Ok(())
    }
}

impl Writer {
    /// Writes a property.
    #[inline(never)]
    pub fn property<T: Json>(&mut self, name: &str, value: &T) {
        self.key(name);
        value.write(self);
    }

    /// Writes a property if there is a value for it.
    #[allow(clippy::ref_option, reason = "the field of a struct is passed as it is")]
    #[inline(never)]
    pub fn optional<T: Json>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.property(name, value);
        }
    }
}
