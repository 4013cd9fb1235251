//! Keywords that limit a value without changing its type.

use crate::ir::{Bound, Constraint};
use crate::source::View;

use super::value;

/// The keywords, apart from `format` and `enum`, which mostly make a type.
pub(crate) const CONSTRAINTS: [&str; 13] = [
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Reads the limits of a schema; `with_format`: the type does not express its format.
pub(super) fn constraints(view: &View<'_>, with_format: bool) -> Vec<Constraint> {
    let mut found = Vec::new();
    found.extend(bounds(view, "minimum", "exclusiveMinimum").into_iter().map(Constraint::Minimum));
    found.extend(bounds(view, "maximum", "exclusiveMaximum").into_iter().map(Constraint::Maximum));
    let unique = view.get("uniqueItems").and_then(|unique| unique.as_bool()) == Some(true);
    let stated = |keyword| view.get(keyword).map(|stated| value(&stated));
    found.extend(stated("multipleOf").map(Constraint::MultipleOf));
    found.extend(stated("minLength").map(Constraint::MinLength));
    found.extend(stated("maxLength").map(Constraint::MaxLength));
    found.extend(stated("pattern").map(Constraint::Pattern));
    found.extend(stated("minItems").map(Constraint::MinItems));
    found.extend(stated("maxItems").map(Constraint::MaxItems));
    found.extend(unique.then_some(Constraint::UniqueItems));
    found.extend(stated("minProperties").map(Constraint::MinProperties));
    found.extend(stated("maxProperties").map(Constraint::MaxProperties));
    found.extend(stated("format").filter(|_| with_format).map(Constraint::Format));
    // The values of a boolean make no enumeration, so that nothing else would show them.
    let booleans = |values: &View<'_>| {
        !values.is_empty() && values.items().all(|value| value.is_null() || value.as_bool().is_some())
    };
    found.extend(view.get("enum").filter(booleans).map(|values| Constraint::Values(value(&values))));
    found
}

/// The bounds on one side. `exclusive` holds a boolean in OpenAPI 3.0, and a separate number in JSON Schema since draft 6.
fn bounds(view: &View<'_>, inclusive: &str, exclusive: &str) -> Vec<Bound> {
    let own = view.get(exclusive);
    let flag = own.as_ref().and_then(View::as_bool);
    let stated = view.get(inclusive).map(|bound| Bound { value: value(&bound), exclusive: flag == Some(true) });
    let own = own.filter(|_| flag.is_none()).map(|bound| Bound { value: value(&bound), exclusive: true });
    stated.into_iter().chain(own).collect()
}
