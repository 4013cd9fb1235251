//! The names that an overlay gives to things of the document.

use std::collections::BTreeMap;

use crate::diagnostics::Origin;

/// The names that overlays give, by what they name.
pub type GivenNames = BTreeMap<Named, Given>;

/// A name that an overlay gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The name, in any case style.
    pub name: String,
    /// Where the overlay gives it.
    pub origin: Origin,
}

/// What a name is given to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A tag, by its name.
    Tag(String),
    /// An operation, by its [place](super::Operation::place).
    Operation(String),
    /// A parameter of an operation.
    Parameter {
        /// The operation's place.
        operation: String,
        /// Where the parameter stands, and its name on the wire.
        parameter: String,
    },
    /// A header of an operation's responses.
    Header {
        /// The operation's place.
        operation: String,
        /// Its name, in lower case.
        name: String,
    },
    /// A type, by the [key](super::Hint::key) of its place.
    Type(String),
    /// A property of an object, a value of an enumeration or a type of a union.
    Member {
        /// The key of the type's place.
        ty: String,
        /// The property's name, the value's text or the variant's key.
        member: String,
    },
    /// A security scheme, by its name.
    Scheme(String),
}

impl Named {
    /// A parameter of the operation at this place.
    #[must_use]
    pub fn parameter(operation: &str, location: &str, name: &str) -> Self {
        Self::Parameter { operation: operation.to_owned(), parameter: format!("{location} {name}") }
    }

    /// A header of the responses of the operation at this place; headers have no case.
    #[must_use]
    pub fn header(operation: &str, name: &str) -> Self {
        Self::Header { operation: operation.to_owned(), name: name.to_lowercase() }
    }

    /// A member of the type with this key.
    #[must_use]
    pub fn member(ty: &str, member: &str) -> Self {
        Self::Member { ty: ty.to_owned(), member: member.to_owned() }
    }
}
