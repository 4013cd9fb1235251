//! Unions without a tag: reads a value as the type that declares most of it.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::fmt;

use crate::runtime::json::{Json, RawJson, ReadError, Reader};

/// The types that values were read as, by their position and the union. The same value occurs again inside each type
/// that is tried: without this cache, the time would double with each level.
pub(in crate::runtime::json) type Chosen = BTreeMap<(usize, TypeId), usize>;

/// Reads a value as each of several types, and keeps the one that declares most of it.
///
/// A type that ignores a property, or has an unknown value, does not declare all of the value; the first of equal types
/// is kept. A value that matches no type is preserved unchanged.
pub struct Choice<'r, 'j, U> {
    reader: &'r mut Reader<'j>,
    /// How many alternatives there were so far.
    count: usize,
    /// The alternative that the value is known to be.
    known: Option<usize>,
    /// On the heap, since each step hands it on.
    best: Option<Box<Best<'j, U>>>,
    /// What the other variants that fit the value ignored.
    others: Vec<Vec<(usize, usize)>>,
}

struct Best<'j, U> {
    value: U,
    alternative: usize,
    behind: Reader<'j>,
}

/// Stands for none of the alternatives, which are counted from one.
const NONE: usize = 0;

impl<'r, 'j, U: 'static> Choice<'r, 'j, U> {
    /// Starts at the next value.
    pub fn of(reader: &'r mut Reader<'j>) -> Self {
        let known = reader.chosen.get(&(reader.position, TypeId::of::<U>())).copied();
        Self { reader, count: 0, known, best: None, others: Vec::new() }
    }

    /// Reads the value as one more type, unless it is known to be another.
    #[must_use]
    pub fn or<T: Json>(mut self, alternative: fn(T) -> U) -> Self {
        self.count += 1;
        let least = self.best.as_ref().map_or(u32::MAX, |best| best.behind.unknowns);
        if least == 0 || self.known.is_some_and(|known| known != self.count) {
            return self;
        }
        let mut ahead = self.reader.fork();
        (ahead.unknowns, ahead.trying) = (0, true);
        ahead.chosen = std::mem::take(&mut self.reader.chosen);
        let read = T::read(&mut ahead);
        self.reader.chosen = std::mem::take(&mut ahead.chosen);
        match read {
            Ok(value) if ahead.unknowns < least => {
                let best = Box::new(Best { value: alternative(value), alternative: self.count, behind: ahead });
                self.others.extend(self.best.replace(best).map(|worse| worse.behind.passed_over));
            }
            Ok(_) => self.others.push(ahead.passed_over),
            Err(_) => (),
        }
        self
    }

    /// Returns the value as the type that declares most of it. If another type declares properties that this one
    /// ignores, or if no type matches, the value is preserved unchanged.
    pub fn whole_or_unknown(mut self, unknown: fn(RawJson) -> U) -> Result<U, ReadError> {
        let others = std::mem::take(&mut self.others);
        self.best.take_if(|best| {
            let knows = |other: &Vec<(usize, usize)>, (start, end): (usize, usize)| {
                !other.iter().any(|(from, to)| *from <= start && end <= *to)
            };
            best.behind.passed_over.iter().any(|value| others.iter().any(|other| knows(other, *value)))
        });
        self.or_unknown(unknown)
    }

    /// Returns the value as the type that declares most of it, or unchanged if no type matches.
    pub fn or_unknown(self, unknown: fn(RawJson) -> U) -> Result<U, ReadError> {
        let Self { reader, best, .. } = self;
        if reader.trying {
            let alternative = best.as_ref().map_or(NONE, |best| best.alternative);
            reader.chosen.insert((reader.position, TypeId::of::<U>()), alternative);
        } else {
            // The values inside are not read again.
            reader.chosen.clear();
        }
        let Some(best) = best else { return reader.unknown().map(unknown) };
        let Best { value, mut behind, .. } = *best;
        behind.unknowns = behind.unknowns.saturating_add(reader.unknowns);
        behind.trying = reader.trying;
        let inside = std::mem::replace(&mut behind.passed_over, std::mem::take(&mut reader.passed_over));
        if reader.trying {
            behind.passed_over.extend(inside);
        }
        behind.chosen = std::mem::take(&mut reader.chosen);
        behind.lenient = reader.lenient.take();
        *reader = behind;
        Ok(value)
    }
}

impl<U> fmt::Debug for Choice<'_, '_, U> {
    /// Shows the position of the value only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Choice").field("reader", &self.reader).finish_non_exhaustive()
    }
}
