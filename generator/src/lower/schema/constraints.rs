//! Keywords that limit a value without changing its type.

use crate::ir::{Bound, Constraint};
use crate::openapi::schema::{Side, Values};
use crate::openapi::{Keyword, Role, Schema};
use crate::source::View;

use super::value;

/// Reads the limits of a schema; `with_format`: the type does not express its format.
pub(super) fn constraints(schema: &Schema<'_>, with_format: bool) -> Vec<Constraint> {
    let mut found = Vec::new();
    let bounds = |side| {
        let bounds = schema.bounds(side).into_iter();
        bounds.map(|bound| Bound { value: value(&bound.value), exclusive: bound.exclusive })
    };
    found.extend(bounds(Side::Least).map(Constraint::Minimum));
    found.extend(bounds(Side::Greatest).map(Constraint::Maximum));
    let stated = |keyword| schema.get(keyword).map(|stated| value(&stated));
    found.extend(stated(Keyword::MultipleOf).map(Constraint::MultipleOf));
    found.extend(stated(Keyword::MinLength).map(Constraint::MinLength));
    found.extend(stated(Keyword::MaxLength).map(Constraint::MaxLength));
    found.extend(stated(Keyword::Pattern).map(Constraint::Pattern));
    found.extend(stated(Keyword::MinItems).map(Constraint::MinItems));
    found.extend(stated(Keyword::MaxItems).map(Constraint::MaxItems));
    found.extend(schema.flag(Keyword::UniqueItems).then_some(Constraint::UniqueItems));
    found.extend(stated(Keyword::MinProperties).map(Constraint::MinProperties));
    found.extend(stated(Keyword::MaxProperties).map(Constraint::MaxProperties));
    found.extend(stated(Keyword::Format).filter(|_| with_format).map(Constraint::Format));
    found.extend(stated(Keyword::ContentEncoding).filter(|_| !schema.is_base64()).map(Constraint::Encoding));
    found.extend(stated(Keyword::ContentMediaType).map(Constraint::MediaType));
    found.extend(schema.only_value().map(|only| Constraint::Constant(value(&only))));
    match schema.values().filter(|_| schema.only_value().is_none()) {
        // The values of a boolean make no enumeration, so that nothing else would show them.
        Some(Values::List(list)) if !list.is_empty() && list.items().all(|value| is_boolean(&value)) => {
            found.push(Constraint::Values(value(&list)));
        }
        Some(Values::Constant(_) | Values::List(_) | Values::Annotated(_)) | None => {}
    }
    found
}

/// Reads what limits the names of properties, whose schema is found: their list or pattern, else all that it says.
pub(super) fn names(schema: &Schema<'_>) -> Option<Constraint> {
    let said = |keyword: Keyword| match keyword.role(schema.dialect()) {
        Role::Value | Role::Subschemas | Role::Modifier | Role::Constraint | Role::Condition => {
            keyword != Keyword::Type
        }
        Role::Annotation | Role::Words | Role::Identity | Role::Silent | Role::Foreign => false,
    };
    let only = schema.get(Keyword::Enum).or_else(|| schema.get(Keyword::Pattern));
    let says_more = || schema.never() || schema.keywords().any(said);
    only.or_else(|| says_more().then(|| schema.view().clone())).map(|said| Constraint::PropertyNames(value(&said)))
}

fn is_boolean(value: &View<'_>) -> bool {
    value.is_null() || value.as_bool().is_some()
}
