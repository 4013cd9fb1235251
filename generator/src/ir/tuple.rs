//! Lists whose elements differ by position.

use super::TypeId;

/// A list whose elements differ by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuple {
    /// The elements with a type.
    pub elements: Vec<TypeId>,
    /// How many of them are always there.
    pub least: usize,
    /// What elements behind them hold, where there may be such.
    pub rest: Option<TypeId>,
}

impl Tuple {
    /// How many elements a tuple has at most.
    pub const MOST: usize = 8;
    /// How many values it holds in place at most, with those of the tuples in it.
    pub const MOST_IN_PLACE: usize = 64;
}
