//! Reads numbers.
//!
//! Values are parsed from the literal, so that nothing is rounded on the way: an integer never becomes a float.

use crate::runtime::json::{ReadError, Reader};

impl<'j> Reader<'j> {
    /// Reads an integer of 8 bits with sign.
    pub fn i8(&mut self) -> Result<i8, ReadError> {
        self.signed_within("an integer from -128 to 127")
    }

    /// Reads an integer of 16 bits with sign.
    pub fn i16(&mut self) -> Result<i16, ReadError> {
        self.signed_within("an integer from -32768 to 32767")
    }

    /// Reads an integer of 32 bits with sign.
    pub fn i32(&mut self) -> Result<i32, ReadError> {
        self.signed_within("an integer from -2147483648 to 2147483647")
    }

    /// Reads an integer of 64 bits with sign.
    pub fn i64(&mut self) -> Result<i64, ReadError> {
        self.signed("an integer from -9223372036854775808 to 9223372036854775807").map(|(_, number)| number)
    }

    /// Reads an integer of 8 bits without sign.
    pub fn u8(&mut self) -> Result<u8, ReadError> {
        self.unsigned_within("an integer from 0 to 255")
    }

    /// Reads an integer of 16 bits without sign.
    pub fn u16(&mut self) -> Result<u16, ReadError> {
        self.unsigned_within("an integer from 0 to 65535")
    }

    /// Reads an integer of 32 bits without sign.
    pub fn u32(&mut self) -> Result<u32, ReadError> {
        self.unsigned_within("an integer from 0 to 4294967295")
    }

    /// Reads an integer of 64 bits without sign.
    pub fn u64(&mut self) -> Result<u64, ReadError> {
        self.unsigned("an integer from 0 to 18446744073709551615").map(|(_, number)| number)
    }

    /// Reads a number as the nearest float of 64 bits; one too large for any is an error.
    pub fn f64(&mut self) -> Result<f64, ReadError> {
        let start = self.number_start("a number")?;
        match self.literal(start)?.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(ReadError::out_of_range(start, "a number from -1.7976931348623157e308 to 1.7976931348623157e308")),
        }
    }

    /// Reads a number and returns its literal, whatever its size.
    pub fn number(&mut self) -> Result<&'j str, ReadError> {
        let start = self.number_start("a number")?;
        self.literal(start)
    }

    fn signed_within<T: TryFrom<i64>>(&mut self, range: &'static str) -> Result<T, ReadError> {
        let (start, number) = self.signed(range)?;
        T::try_from(number).map_err(|_| ReadError::out_of_range(start, range))
    }

    fn unsigned_within<T: TryFrom<u64>>(&mut self, range: &'static str) -> Result<T, ReadError> {
        let (start, number) = self.unsigned(range)?;
        T::try_from(number).map_err(|_| ReadError::out_of_range(start, range))
    }

    fn signed(&mut self, range: &'static str) -> Result<(usize, i64), ReadError> {
        let (start, negative, magnitude) = self.integer(range)?;
        let number = if negative { 0_i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() };
        match number {
            Some(number) => Ok((start, number)),
            None => Err(ReadError::out_of_range(start, range)),
        }
    }

    fn unsigned(&mut self, range: &'static str) -> Result<(usize, u64), ReadError> {
        match self.integer(range)? {
            (start, true, 1..) => Err(ReadError::out_of_range(start, range)),
            (start, _, magnitude) => Ok((start, magnitude)),
        }
    }

    /// Reads the sign and magnitude of an integer. A fraction or an exponent, even `.0`, makes it another kind of
    /// number.
    #[inline]
    fn integer(&mut self, range: &'static str) -> Result<(usize, bool, u64), ReadError> {
        let start = self.number_start(range)?;
        let bytes = self.source.as_bytes();
        let negative = bytes.get(start) == Some(&b'-');
        let first = start + usize::from(negative);
        let mut end = first;
        let mut magnitude = Some(0_u64);
        while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
            magnitude = magnitude.and_then(|value| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
            end += 1;
        }
        let leading_zero = end > first + 1 && bytes.get(first) == Some(&b'0');
        match (magnitude, bytes.get(end)) {
            (Some(magnitude), after) if end > first && !leading_zero && !matches!(after, Some(b'.' | b'e' | b'E')) => {
                self.position = end;
                Ok((start, negative, magnitude))
            }
            _ => {
                // Malformed, or a number that is no integer of this range: the grammar tells the two apart.
                self.literal(start)?;
                Err(ReadError::out_of_range(start, range))
            }
        }
    }

    #[inline]
    fn number_start(&mut self, expected: &'static str) -> Result<usize, ReadError> {
        match self.upcoming() {
            Some(b'-' | b'0'..=b'9') => Ok(self.position),
            _ => Err(self.mismatch(expected)),
        }
    }

    /// Passes over a number as JSON's grammar has it, and returns it.
    pub(in crate::runtime::json) fn literal(&mut self, start: usize) -> Result<&'j str, ReadError> {
        let mut end = start;
        if self.byte(end) == Some(b'-') {
            end += 1;
        }
        end = match self.byte(end) {
            Some(b'0') => match self.byte(end + 1) {
                Some(b'0'..=b'9') => return self.bad_number(end, "a number without leading zeros"),
                _ => end + 1,
            },
            _ => self.digits(end)?,
        };
        if self.byte(end) == Some(b'.') {
            end = self.digits(end + 1)?;
        }
        if let Some(b'e' | b'E') = self.byte(end) {
            let signed = matches!(self.byte(end + 1), Some(b'+' | b'-'));
            end = self.digits(end + 1 + usize::from(signed))?;
        }
        self.position = end;
        Ok(self.source.get(start..end).unwrap_or_default())
    }

    /// Returns the end of the digits that start at `start`; there is at least one.
    fn digits(&mut self, start: usize) -> Result<usize, ReadError> {
        let mut end = start;
        while let Some(b'0'..=b'9') = self.byte(end) {
            end += 1;
        }
        if end == start { self.bad_number(end, "a digit") } else { Ok(end) }
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    #[cold]
    fn bad_number<T>(&mut self, at: usize, expected: &'static str) -> Result<T, ReadError> {
        self.position = at;
        Err(self.malformed(expected))
    }
}
