//! Skips values, and looks ahead into objects.

use std::borrow::Cow;

use crate::runtime::json::reader::PASSED_OVER;
use crate::runtime::json::{Kind, MAX_DEPTH, ReadError, Reader};

// The open objects and arrays are one bit each in `skip`.
const _: () = assert!(MAX_DEPTH <= u128::BITS as usize);

impl<'j> Reader<'j> {
    /// Passes over a value that its type does not know, and notes it.
    pub(in crate::runtime::json) fn pass_over(&mut self) -> Result<(), ReadError> {
        self.unknowns = self.unknowns.saturating_add(PASSED_OVER);
        let start = self.position;
        self.skip()?;
        if self.trying {
            self.passed_over.push((start, self.position));
        }
        Ok(())
    }

    /// Skips a value of any kind, as strictly as if it were read. It does not recurse.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let floor = self.depth();
        let mut objects = 0_u128;
        loop {
            // At a value.
            match self.kind()? {
                Kind::Null => drop(self.take_null()?),
                Kind::Boolean => drop(self.boolean()?),
                Kind::Number => drop(self.number()?),
                Kind::String => self.token()?.check()?,
                Kind::Array => {
                    self.begin_array()?;
                    objects <<= 1;
                }
                Kind::Object => {
                    self.begin_object()?;
                    objects = objects << 1 | 1;
                }
            }
            // Behind a value, or behind an opening bracket: on to the next value, closing what ends here.
            loop {
                if self.depth() == floor {
                    return Ok(());
                }
                let more = if objects & 1 == 1 { self.skip_key()? } else { self.next_element()? };
                if more {
                    break;
                }
                objects >>= 1;
            }
        }
    }

    /// Passes over one value and returns its text.
    pub fn raw(&mut self) -> Result<&'j str, ReadError> {
        self.upcoming();
        let start = self.position;
        self.skip()?;
        Ok(self.source.get(start..self.position).unwrap_or_default())
    }

    /// Looks ahead for the tag of a union in the next object, without reading it. Numbers, `true` and `false` are returned
    /// as they are written.
    ///
    /// `None` if the next value is no object, or does not have the property, or its value is `null`, an array or an object.
    /// Tags usually come first, so that little is read twice. The first of several properties with the same name is used.
    pub fn tag(&self, property: &str) -> Result<Option<Cow<'j, str>>, ReadError> {
        let Some(mut ahead) = self.seek(property)? else {
            return Ok(None);
        };
        match ahead.kind()? {
            Kind::String => ahead.text().map(Some),
            Kind::Number | Kind::Boolean => ahead.raw().map(|literal| Some(Cow::Borrowed(literal))),
            Kind::Null | Kind::Array | Kind::Object => Ok(None),
        }
    }

    /// Looks ahead for a property of the next object, without reading it, and returns the kind of its value.
    pub fn property(&self, property: &str) -> Result<Option<Kind>, ReadError> {
        match self.seek(property)? {
            Some(mut ahead) => ahead.kind().map(Some),
            None => Ok(None),
        }
    }

    /// Returns a second reader at the value of a property of the next object.
    fn seek(&self, property: &str) -> Result<Option<Self>, ReadError> {
        let mut ahead = self.fork();
        if ahead.kind()? != Kind::Object {
            return Ok(None);
        }
        ahead.begin_object()?;
        while let Some(key) = ahead.next_key()? {
            if key == property {
                return Ok(Some(ahead));
            }
            ahead.skip()?;
        }
        Ok(None)
    }
}
