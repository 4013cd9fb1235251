//! `enum` and `const`: the values that fit.

use crate::diagnostics::Origin;
use crate::source::View;

use super::{Keyword, Schema};

/// The values that a schema lists.
#[derive(Clone, Debug)]
pub enum Values<'a> {
    /// The value of `const`.
    Constant(View<'a>),
    /// The list of `enum`.
    List(View<'a>),
}

impl<'a> Values<'a> {
    /// The values, in the document's order.
    pub fn items(&self) -> impl Iterator<Item = View<'a>> {
        let (constant, list) = match self {
            Self::Constant(value) => (Some(value.clone()), None),
            Self::List(list) => (None, Some(list.items())),
        };
        constant.into_iter().chain(list.into_iter().flatten())
    }

    /// Counts the values.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Constant(_) => 1,
            Self::List(list) => list.len(),
        }
    }

    /// Says whether no value is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Says whether `null` is the only value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.len() == 1 && self.items().all(|value| value.is_null())
    }

    /// Where the values stand.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self {
            Self::Constant(view) | Self::List(view) => view.origin(),
        }
    }
}

impl<'a> Schema<'a> {
    /// The values that fit: that of `const`, or the list of `enum`.
    #[must_use]
    pub fn values(&self) -> Option<Values<'a>> {
        self.constant().map(Values::Constant).or_else(|| self.get(Keyword::Enum).map(Values::List))
    }

    /// `const`: the only value that fits, which may be `null`.
    #[must_use]
    pub fn constant(&self) -> Option<View<'a>> {
        if self.reads(Keyword::Const) { self.view.value(Keyword::Const.name()) } else { None }
    }

    /// The only text that fits, also where a version says it that has no `const`.
    #[must_use]
    pub fn only_text(&self) -> Option<&'a str> {
        if let Some(constant) = self.written(Keyword::Const) {
            return constant.as_str();
        }
        self.get(Keyword::Enum).filter(|values| values.len() == 1)?.item(0)?.as_str()
    }
}
