//! `enum` and `const`: the values that fit.

use crate::diagnostics::Origin;
use crate::source::View;

use super::{Keyword, Schema, SchemaList};

/// The values that a schema lists.
#[derive(Clone, Debug)]
pub enum Values<'a> {
    /// The value of `const`.
    Constant(View<'a>),
    /// The list of `enum`.
    List(View<'a>),
    /// A list of schemas with a `const` each: an annotated enumeration.
    Annotated(SchemaList<'a>),
}

impl<'a> Values<'a> {
    /// The values, in the document's order.
    #[must_use]
    pub fn items(&self) -> Vec<View<'a>> {
        match self {
            Self::Constant(value) => vec![value.clone()],
            Self::List(list) => list.items().collect(),
            Self::Annotated(list) => list.items().filter_map(|schema| schema.constant()).collect(),
        }
    }

    /// The schema of a value, if it has one.
    #[must_use]
    pub fn annotation(&self, position: usize) -> Option<Schema<'a>> {
        match self {
            Self::Annotated(list) => list.items().filter(|schema| schema.constant().is_some()).nth(position),
            Self::Constant(_) | Self::List(_) => None,
        }
    }

    /// Says whether `null` is the only value.
    #[must_use]
    pub fn is_null(&self) -> bool {
        let items = self.items();
        !items.is_empty() && items.iter().all(View::is_null)
    }

    /// Where the values stand.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self {
            Self::Constant(view) | Self::List(view) => view.origin(),
            Self::Annotated(list) => list.origin(),
        }
    }
}

impl<'a> Schema<'a> {
    /// The values that fit: that of `const`, the list of `enum`, or those of an annotated enumeration.
    #[must_use]
    pub fn values(&self) -> Option<Values<'a>> {
        let list = || self.get(Keyword::Enum).map(Values::List);
        let annotated = || self.choices().find(SchemaList::is_enumeration).map(Values::Annotated);
        self.constant().map(Values::Constant).or_else(list).or_else(annotated)
    }

    /// `const`: the only value that fits, which may be `null`.
    #[must_use]
    pub fn constant(&self) -> Option<View<'a>> {
        if self.reads(Keyword::Const) { self.view.value(Keyword::Const.name()) } else { None }
    }

    /// The only value that fits beside `null`: that of `const`, or of an `enum` with one, which is how versions without
    /// `const` say it. One that is a list or an object does not count in an `enum`.
    #[must_use]
    pub fn only_value(&self) -> Option<View<'a>> {
        let constant = self.constant();
        if constant.is_some() || self.expects_more_values() {
            return constant;
        }
        let mut values = self.get(Keyword::Enum)?.items().filter(|value| !value.is_null());
        let only = values.next().filter(|value| !value.is_array() && !value.is_object())?;
        values.next().is_none().then_some(only)
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
