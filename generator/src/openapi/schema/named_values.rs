//! `x-ms-enum` and `x-ms-client-name`: names and descriptions that documents of 2.0 give to values and properties.

use crate::source::View;

use super::super::Dialect;
use super::Schema;

/// The extension that names a property or parameter for programs.
pub(in crate::openapi) const CLIENT_NAME: &str = "x-ms-client-name";

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
        self.extension(CLIENT_NAME).filter(|_| self.dialect == Dialect::V20)?.as_str()
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
