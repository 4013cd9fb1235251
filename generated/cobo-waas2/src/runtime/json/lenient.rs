//! Lenient reading: a value that does not match its type is skipped, and recorded as a misfit.

use std::ops::Range;

use bytes::Bytes;

use crate::runtime::json::reader::Mark;
use crate::runtime::json::{Elements, Json, Misfit, Place, Property, ReadError, Reader, Rest};

/// How many misfits a body may have, so that a hostile one does not cost more memory than its own.
const MAX_MISFITS: usize = 1000;

/// Which values of a body may be misfits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything inside the body.
    Body,
    /// Everything inside the elements of arrays. Values outside say how many elements there are and where a list
    /// continues.
    Elements,
}

/// The state of a lenient reader.
pub(in crate::runtime::json) struct Lenient {
    extent: Extent,
    /// How many elements of arrays the next value is inside of.
    elements: usize,
    misfits: Vec<(Range<usize>, ReadError)>,
    /// How many misfits may follow, those included that turned out to be inside of another one.
    left: usize,
}

impl Lenient {
    /// Returns the state that reading may return to: the number of elements that are open, and that of misfits.
    pub(in crate::runtime::json) fn mark(&self) -> (usize, usize) {
        (self.elements, self.misfits.len())
    }

    pub(in crate::runtime::json) fn return_to(&mut self, (elements, misfits): (usize, usize)) {
        self.elements = elements;
        self.misfits.truncate(misfits);
    }

    /// Takes one of the misfits that are left, if there may be one here.
    fn admit(&mut self) -> Option<&mut Self> {
        let is_inside = match self.extent {
            Extent::Body => true,
            Extent::Elements => self.elements > 0,
        };
        self.left = self.left.checked_sub(1).filter(|_| is_inside)?;
        Some(self)
    }
}

impl Reader<'_> {
    /// Reads one value and nothing behind it, leaving out what does not fit; the body itself has to.
    pub(crate) fn parse_leniently<T: Json>(text: &Bytes, extent: Extent) -> Result<(T, Vec<Misfit>), ReadError> {
        let mut reader = Reader::new(text)?;
        reader.lenient = Some(Box::new(Lenient { extent, elements: 0, misfits: Vec::new(), left: MAX_MISFITS }));
        let value = T::read(&mut reader)?;
        reader.finish()?;
        let misfits = reader.lenient.map(|lenient| lenient.misfits).unwrap_or_default();
        Ok((value, misfits.into_iter().map(|(value, error)| Misfit::new(text.clone(), value, error)).collect()))
    }

    /// Reads the value of a property. A value that does not match leaves an optional place empty, and puts the
    /// replacement value of its type into a required one.
    pub(in crate::runtime::json) fn fill_leniently(
        &mut self,
        property: Property,
        place: &mut dyn Place,
    ) -> Result<(), ReadError> {
        let mark = self.mark();
        match (place.fill(self), property) {
            (Err(error), Property::Required(_)) if place.is_empty() && !place.stand_in() => Err(error),
            (Err(error), _) => self.leave_out(mark, error),
            (Ok(()), _) => Ok(()),
        }
    }

    /// Puts the replacement value into the place of a missing required property.
    pub(in crate::runtime::json) fn stand_in(&mut self, name: &str, place: &mut dyn Place) -> Result<(), ReadError> {
        let error = self.missing(name);
        let admitting = self.lenient.as_mut().filter(|_| place.stand_in()).and_then(|lenient| lenient.admit());
        let Some(lenient) = admitting else { return Err(error) };
        lenient.misfits.push((error.offset()..error.offset(), error));
        Ok(())
    }

    /// Reads the value of a property that is not declared; one that does not fit is left out.
    pub(in crate::runtime::json) fn keep_leniently(
        &mut self,
        name: String,
        rest: &mut dyn Rest,
    ) -> Result<(), ReadError> {
        let mark = self.mark();
        rest.keep(name, self).or_else(|error| self.leave_out(mark, error))
    }

    /// Reads an element of an array; one that does not fit is left out.
    pub(in crate::runtime::json) fn push_leniently(&mut self, elements: &mut dyn Elements) -> Result<(), ReadError> {
        let mark = self.mark();
        if let Some(lenient) = &mut self.lenient {
            lenient.elements += 1;
        }
        match elements.push(self) {
            Ok(()) => {
                if let Some(lenient) = &mut self.lenient {
                    lenient.elements = lenient.elements.saturating_sub(1);
                }
                Ok(())
            }
            Err(error) => self.leave_out(mark, error),
        }
    }

    /// Skips the value that begins at `mark`, which does not fit, and keeps it as a misfit.
    fn leave_out(&mut self, mark: Mark, error: ReadError) -> Result<(), ReadError> {
        self.return_to(mark);
        if self.lenient.as_mut().and_then(|lenient| lenient.admit()).is_none() {
            return Err(error);
        }
        self.upcoming();
        let start = self.position;
        let skipped = self.skip();
        let value = start..self.position;
        if let Some(lenient) = &mut self.lenient {
            match &skipped {
                Ok(()) => lenient.misfits.push((value, error)),
                // What is not JSON cannot be skipped in any of the values around it either.
                Err(_) => lenient.left = 0,
            }
        }
        skipped
    }
}
