//! Numbers that stand for operations and types: copied freely, never mixed up.

use std::marker::PhantomData;

/// Stands for one operation of an [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(u32);

/// Stands for one type of an [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

/// Stands for one set of error bodies of an [`Api`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorSetId(u32);

/// An index that an [`IndexVec`] hands out.
pub trait Index: Copy {
    /// Makes the index of a position.
    fn from_position(position: usize) -> Self;
    /// Says which position the index stands for.
    fn position(self) -> usize;
}

macro_rules! index {
    ($name:ident) => {
        impl Index for $name {
            fn from_position(position: usize) -> Self {
                // Four thousand million entries do not fit in memory, so that the limit is never met.
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
            fn position(self) -> usize {
                self.0 as usize
            }
        }
    };
}
index!(OperationId);
index!(TypeId);
index!(ErrorSetId);

/// A list that is read only with the indices it handed out.
#[derive(Clone, Debug)]
pub struct IndexVec<I, T> {
    entries: Vec<T>,
    index: PhantomData<I>,
}

impl<I: Index, T> IndexVec<I, T> {
    /// Makes an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new(), index: PhantomData }
    }

    /// Adds an entry and hands out its index.
    pub fn push(&mut self, entry: T) -> I {
        self.entries.push(entry);
        I::from_position(self.entries.len() - 1)
    }

    /// Counts the entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Says whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keeps some entries. Later entries get other indices, so no index may be stored yet.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.entries.retain(keep);
    }

    /// Walks the entries with their indices.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.entries.iter().enumerate().map(|(position, entry)| (I::from_position(position), entry))
    }

    /// Walks the entries.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.entries.iter()
    }

    /// Walks the entries, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.iter_mut()
    }
}

impl<I: Index, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self::new()
    }
}

// An index comes only from `push` on the list it is used with, so that it is always in range.
#[allow(clippy::indexing_slicing, reason = "indices are handed out by `push`")]
impl<I: Index, T> std::ops::Index<I> for IndexVec<I, T> {
    type Output = T;
    fn index(&self, index: I) -> &T {
        &self.entries[index.position()]
    }
}

#[allow(clippy::indexing_slicing, reason = "indices are handed out by `push`")]
impl<I: Index, T> std::ops::IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.entries[index.position()]
    }
}
