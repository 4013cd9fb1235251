//! `x-ms-enum` and `x-ms-client-name`: names and descriptions that documents of 2.0 give to values and properties.

use crate::source::View;

use super::super::Dialect;
use super::Schema;

/// The name that an object proposes for programs with `x-ms-client-name`, if it can be one.
pub(in crate::openapi) fn client_name<'a>(view: &View<'a>) -> Option<&'a str> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ');
    let is_name = |name: &&str| name.starts_with(char::is_alphabetic) && name.chars().all(is_part);
    view.get("x-ms-client-name")?.as_str().filter(is_name)
}

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
    /// `x-ms-client-name`: the name that programs have for it.
    #[must_use]
    pub fn client_name(&self) -> Option<&'a str> {
        client_name(&self.view).filter(|_| self.dialect == Dialect::V20)
    }

    /// Says whether `x-ms-enum` announces that the API will have more values (`modelAsString`), so that one value is not the
    /// only one. Else this changes nothing: all enumerations are open.
    #[must_use]
    pub(super) fn expects_more_values(&self) -> bool {
        let known = self.extension("x-ms-enum").filter(|_| self.dialect == Dialect::V20);
        known.and_then(|known| known.get("modelAsString")?.as_bool()) == Some(true)
    }

    /// Finds what `x-ms-enum` says of a value.
    #[must_use]
    pub fn named_value(&self, value: &View<'a>) -> Option<NamedValue<'a>> {
        let values = self.extension("x-ms-enum").filter(|_| self.dialect == Dialect::V20)?.get("values")?;
        let view = values.items().find(|named| named.value("value").is_some_and(|own| own.node() == value.node()))?;
        Some(NamedValue { view })
    }
}
