//! Objects and arrays of generated codecs: reads the values of properties into places, and writes them.
//!
//! The loop over the properties is compiled once and not once per type: a codec consists of two lists, and has one exit
//! for errors.

use std::collections::BTreeMap;

use crate::runtime::json::{Json, ReadError, Reader, Writer};

/// The stack space for each place while reading an object, beside the value, in bytes: the references to it.
const PER_PLACE: usize = 16;

/// A property that an object may have, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// It must be there.
    Required(&'static str),
    /// It may be missing or `null`.
    Optional(&'static str),
}

impl Property {
    fn name(self) -> &'static str {
        match self {
            Self::Required(name) | Self::Optional(name) => name,
        }
    }
}

/// A place for the value of a property, empty at first.
pub trait Place {
    /// Reads the value.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Takes `null` for the value, if the property is optional.
    fn null(&mut self);

    /// Says whether there is no value.
    fn is_empty(&self) -> bool;

    /// Sets the replacement value of its type, and returns whether there is one.
    fn stand_in(&mut self) -> bool;
}

impl<T: Json> Place for Option<T> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = Some(T::read(reader)?);
        Ok(())
    }

    fn null(&mut self) {
        *self = None;
    }

    fn is_empty(&self) -> bool {
        self.is_none()
    }

    fn stand_in(&mut self) -> bool {
        *self = T::stand_in();
        self.is_some()
    }
}

/// A place for the properties that are not declared.
pub trait Rest {
    /// Reads the value of one of them.
    fn keep(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Returns the size of a value, in bytes.
    fn value_size(&self) -> usize;
}

impl<T: Json> Rest for BTreeMap<String, T> {
    fn keep(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.insert(name, T::read(reader)?);
        Ok(())
    }

    fn value_size(&self) -> usize {
        size_of::<T>()
    }
}

/// A place for the elements of an array.
pub trait Elements {
    /// Reads one more element.
    fn push(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Returns the size of an element, in bytes.
    fn element_size(&self) -> usize;
}

impl<T: Json> Elements for Vec<T> {
    fn push(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.push(T::read(reader)?);
        Ok(())
    }

    fn element_size(&self) -> usize {
        size_of::<T>()
    }
}

impl Reader<'_> {
    /// Reads an array into a place for its elements.
    #[inline(never)]
    pub fn array(&mut self, elements: &mut dyn Elements) -> Result<(), ReadError> {
        if self.lenient.is_some() { self.push_all::<true>(elements) } else { self.push_all::<false>(elements) }
    }

    fn push_all<const LENIENT: bool>(&mut self, elements: &mut dyn Elements) -> Result<(), ReadError> {
        self.hold(elements.element_size())?;
        self.begin_array()?;
        while self.next_element()? {
            if LENIENT {
                self.push_leniently(elements)?;
            } else {
                elements.push(self)?;
            }
        }
        self.release(elements.element_size());
        Ok(())
    }

    /// Reads an object: each property into the place at its position, where the last of several properties with the
    /// same name is used; others are skipped.
    ///
    /// If it fails, at least one of the required places is empty, so that no incomplete value can be built.
    #[inline]
    pub fn object<const N: usize>(
        &mut self,
        properties: &'static [Property; N],
        places: &mut [&mut dyn Place; N],
    ) -> Result<(), ReadError> {
        self.properties(properties, places, None)
    }

    /// Reads an object like [`object`](Self::object); `rest` receives the properties without a place.
    #[inline]
    pub fn object_with<const N: usize>(
        &mut self,
        properties: &'static [Property; N],
        places: &mut [&mut dyn Place; N],
        rest: &mut dyn Rest,
    ) -> Result<(), ReadError> {
        self.properties(properties, places, Some(rest))
    }

    /// Returns why [`object`](Self::object) left a required place empty.
    #[cold]
    #[inline(never)]
    pub fn unread(&self, read: Result<(), ReadError>) -> ReadError {
        read.err().unwrap_or_else(|| self.malformed("an object"))
    }

    #[inline(never)]
    fn properties(
        &mut self,
        properties: &[Property],
        places: &mut [&mut dyn Place],
        rest: Option<&mut dyn Rest>,
    ) -> Result<(), ReadError> {
        let read = if self.lenient.is_some() {
            self.fill::<true>(properties, places, rest)
        } else {
            self.fill::<false>(properties, places, rest)
        };
        if read.is_err() {
            for (property, place) in properties.iter().zip(places) {
                if let Property::Required(_) = property {
                    place.null();
                }
            }
        }
        read
    }

    fn fill<const LENIENT: bool>(
        &mut self,
        properties: &[Property],
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), ReadError> {
        let held = places.iter().map(|place| PER_PLACE + size_of_val(&**place)).sum::<usize>();
        let held = held + rest.as_ref().map_or(0, |rest| rest.value_size());
        self.hold(held)?;
        self.begin_object()?;
        // Mostly properties come in the order of the document, so that the next one is looked for behind the last.
        let mut next = 0;
        while let Some(key) = self.next_key()? {
            let position = position(properties, next, key);
            match position.and_then(|at| Some((at, properties.get(at)?, places.get_mut(at)?))) {
                Some((at, property, place)) => {
                    next = at + 1;
                    if matches!(property, Property::Optional(_)) && self.take_null()? {
                        place.null();
                    } else if LENIENT {
                        self.fill_leniently(*property, *place)?;
                    } else {
                        place.fill(self)?;
                    }
                }
                None => match &mut rest {
                    Some(rest) => {
                        let key = key.to_owned();
                        self.note_kept();
                        if LENIENT {
                            self.keep_leniently(key, *rest)?;
                        } else {
                            rest.keep(key, self)?;
                        }
                    }
                    None => self.pass_over()?,
                },
            }
        }
        self.release(held);
        for (property, place) in properties.iter().zip(places) {
            match property {
                Property::Required(name) if LENIENT && place.is_empty() => self.stand_in(name, *place)?,
                Property::Required(name) if place.is_empty() => return Err(self.missing(name)),
                _ => (),
            }
        }
        Ok(())
    }
}

/// Looks for a name from a position on, and then in front of it.
#[inline]
fn position(properties: &[Property], next: usize, name: &str) -> Option<usize> {
    let (front, back) = properties.split_at_checked(next)?;
    let among = |properties: &[Property]| properties.iter().position(|property| property.name() == name);
    among(back).map(|ahead| next + ahead).or_else(|| among(front))
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
