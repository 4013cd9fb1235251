//! `x-ms-enum`: names and descriptions that documents of 2.0 give to the values of an enumeration.

use crate::source::View;

use super::super::Dialect;
use super::Schema;

/// What is said of a value of an enumeration.
#[derive(Clone, Debug)]
pub struct NamedValue<'a> {
    view: View<'a>,
}

impl<'a> NamedValue<'a> {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        self.view.get("name")?.as_str()
    }

    /// What it means, in Markdown.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        self.view.get("description")?.as_str()
    }
}

impl<'a> Schema<'a> {
    /// Finds what `x-ms-enum` says of a value. Whether it calls the enumeration open (`modelAsString`) changes nothing:
    /// all of them are.
    #[must_use]
    pub fn named_value(&self, value: &View<'a>) -> Option<NamedValue<'a>> {
        let values = self.extension("x-ms-enum").filter(|_| self.dialect == Dialect::V20)?.get("values")?;
        let view = values.items().find(|named| named.value("value").is_some_and(|own| own.node() == value.node()))?;
        Some(NamedValue { view })
    }
}
