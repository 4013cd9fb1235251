//! Limits of values as sentences for the docs.

use crate::ir::{Bound, Constraint};

use super::docs::{Docs, shown};

/// Describes a limit.
pub(super) fn fact(constraint: &Constraint) -> Docs {
    let (words, value) = match constraint {
        Constraint::Minimum(Bound { value, exclusive: false }) => ("At least", value),
        Constraint::Minimum(Bound { value, exclusive: true }) => ("More than", value),
        Constraint::Maximum(Bound { value, exclusive: false }) => ("At most", value),
        Constraint::Maximum(Bound { value, exclusive: true }) => ("Less than", value),
        Constraint::MultipleOf(value) => ("A multiple of", value),
        Constraint::MinLength(value) => ("Shortest length", value),
        Constraint::MaxLength(value) => ("Longest length", value),
        Constraint::Pattern(value) => ("Pattern", value),
        Constraint::MinItems(value) => ("Fewest items", value),
        Constraint::MaxItems(value) => ("Most items", value),
        Constraint::UniqueItems => return "Items are unique.".into(),
        Constraint::PropertyNames(value) => ("Names of properties", value),
        Constraint::Encoding(value) => ("Encoding", value),
        Constraint::MediaType(value) => ("Media type", value),
        Constraint::MinProperties(value) => ("Fewest properties", value),
        Constraint::MaxProperties(value) => ("Most properties", value),
        Constraint::Format(value) => ("Format", value),
        Constraint::Constant(value) => ("Always", value),
        Constraint::Values(value) => ("Only", value),
    };
    Docs::from(words).text(": ").code(&shown(value)).text(".")
}
