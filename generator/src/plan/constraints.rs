//! Limits of values as sentences for the docs.

use crate::ir::{Bound, Constraint};

use super::docs::{Docs, shown};

/// Describes a limit.
pub(super) fn fact(constraint: &Constraint) -> Docs {
    let (words, value) = match constraint {
        Constraint::Minimum(Bound { value, exclusive: false }) => ("Minimum", value),
        Constraint::Minimum(Bound { value, exclusive: true }) => ("Greater than", value),
        Constraint::Maximum(Bound { value, exclusive: false }) => ("Maximum", value),
        Constraint::Maximum(Bound { value, exclusive: true }) => ("Less than", value),
        Constraint::MultipleOf(value) => ("Multiple of", value),
        Constraint::MinLength(value) => ("Minimum length", value),
        Constraint::MaxLength(value) => ("Maximum length", value),
        Constraint::Pattern(value) => ("Pattern", value),
        Constraint::MinItems(value) => ("Minimum number of items", value),
        Constraint::MaxItems(value) => ("Maximum number of items", value),
        Constraint::UniqueItems => return "The items are unique.".into(),
        Constraint::PropertyNames(value) => ("Property names", value),
        Constraint::Encoding(value) => ("Encoding", value),
        Constraint::MediaType(value) => ("Media type", value),
        Constraint::MinProperties(value) => ("Minimum number of properties", value),
        Constraint::MaxProperties(value) => ("Maximum number of properties", value),
        Constraint::Format(value) => ("Format", value),
        Constraint::Constant(value) => ("Always", value),
        Constraint::Values(value) => ("Only", value),
    };
    Docs::from(words).text(": ").code(&shown(value)).text(".")
}
