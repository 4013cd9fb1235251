//! The limits of a value.

use std::mem::discriminant;

use crate::ir::{Bound, Constraint, Value};

use super::Rule;

type Found = (Rule, Option<String>, Option<String>);

/// Compares the limits of two types: what happened to each, with the limit as it was and as it is.
pub(super) fn compare(old: &[Constraint], new: &[Constraint]) -> Vec<Found> {
    let find = |all: &'_ [Constraint], one: &Constraint| {
        all.iter().find(|other| discriminant(*other) == discriminant(one)).cloned()
    };
    let mut found = Vec::new();
    for one in old {
        match find(new, one) {
            None => found.push((Rule::ConstraintLoosened, Some(shown(one)), None)),
            Some(other) if !is_same(one, &other) => {
                found.push((direction(one, &other), Some(shown(one)), Some(shown(&other))));
            }
            Some(_) => {}
        }
    }
    let added = new.iter().filter(|one| find(old, one).is_none());
    found.extend(added.map(|one| (Rule::ConstraintTightened, None, Some(shown(one)))));
    found
}

/// Says whether two limits are the same, however their numbers are written.
fn is_same(old: &Constraint, new: &Constraint) -> bool {
    match (old, new) {
        (Constraint::Minimum(old), Constraint::Minimum(new)) | (Constraint::Maximum(old), Constraint::Maximum(new)) => {
            old.exclusive == new.exclusive && is_same_value(&old.value, &new.value)
        }
        (Constraint::MultipleOf(old), Constraint::MultipleOf(new))
        | (Constraint::MinLength(old), Constraint::MinLength(new))
        | (Constraint::MaxLength(old), Constraint::MaxLength(new))
        | (Constraint::MinItems(old), Constraint::MinItems(new))
        | (Constraint::MaxItems(old), Constraint::MaxItems(new))
        | (Constraint::MinProperties(old), Constraint::MinProperties(new))
        | (Constraint::MaxProperties(old), Constraint::MaxProperties(new))
        | (Constraint::Constant(old), Constraint::Constant(new)) => is_same_value(old, new),
        (old, new) => old == new,
    }
}

/// Says whether two values of JSON are equal: `1` and `1.0` are.
pub(super) fn is_same_value(old: &Value, new: &Value) -> bool {
    let is_whole = |value: &Value| value.0.parse::<i128>().is_ok();
    // Large numbers that differ may be equal as fractions.
    let are_whole = is_whole(old) && is_whole(new);
    let number = |value: &Value| value.0.parse::<f64>().ok().filter(|number| number.is_finite());
    old == new || (!are_whole && number(old).zip(number(new)).is_some_and(|(old, new)| old.total_cmp(&new).is_eq()))
}

/// Says whether a limit excludes nothing.
pub(super) fn is_empty(constraint: &Constraint) -> bool {
    let (Constraint::MinLength(least) | Constraint::MinItems(least) | Constraint::MinProperties(least)) = constraint
    else {
        return false;
    };
    least.0.parse::<f64>().is_ok_and(|least| least <= 0.0)
}

fn direction(old: &Constraint, new: &Constraint) -> Rule {
    let number = |value: &Value| value.0.trim_matches('"').parse::<f64>().ok();
    // A limit that itself is outside is a little stricter.
    let bound = |bound: &Bound| Some((number(&bound.value)?, bound.exclusive));
    let is_tighter = match (old, new) {
        (Constraint::Format(_), Constraint::Format(_)) => return Rule::FormatChanged,
        (Constraint::Encoding(_), Constraint::Encoding(_)) | (Constraint::MediaType(_), Constraint::MediaType(_)) => {
            return Rule::EncodingChanged;
        }
        (Constraint::Constant(_), Constraint::Constant(_)) => return Rule::ConstantChanged,
        (Constraint::Minimum(old), Constraint::Minimum(new)) => {
            bound(old).zip(bound(new)).map(|(old, new)| new.0 > old.0 || (new.0 >= old.0 && new.1))
        }
        (Constraint::Maximum(old), Constraint::Maximum(new)) => {
            bound(old).zip(bound(new)).map(|(old, new)| new.0 < old.0 || (new.0 <= old.0 && new.1))
        }
        (Constraint::MinLength(old), Constraint::MinLength(new))
        | (Constraint::MinItems(old), Constraint::MinItems(new))
        | (Constraint::MinProperties(old), Constraint::MinProperties(new)) => {
            number(old).zip(number(new)).map(|(old, new)| new > old)
        }
        (Constraint::MaxLength(old), Constraint::MaxLength(new))
        | (Constraint::MaxItems(old), Constraint::MaxItems(new))
        | (Constraint::MaxProperties(old), Constraint::MaxProperties(new)) => {
            number(old).zip(number(new)).map(|(old, new)| new < old)
        }
        _ => None,
    };
    match is_tighter {
        Some(true) => Rule::ConstraintTightened,
        Some(false) => Rule::ConstraintLoosened,
        None => Rule::ConstraintChanged,
    }
}

fn shown(constraint: &Constraint) -> String {
    let bound = |keyword: &str, exclusive: &str, bound: &Bound| {
        format!("{} {}", if bound.exclusive { exclusive } else { keyword }, bound.value.0)
    };
    let (keyword, value) = match constraint {
        Constraint::Minimum(own) => return bound("minimum", "exclusiveMinimum", own),
        Constraint::Maximum(own) => return bound("maximum", "exclusiveMaximum", own),
        Constraint::UniqueItems => return "uniqueItems true".to_owned(),
        Constraint::MultipleOf(value) => ("multipleOf", value),
        Constraint::MinLength(value) => ("minLength", value),
        Constraint::MaxLength(value) => ("maxLength", value),
        Constraint::Pattern(value) => ("pattern", value),
        Constraint::MinItems(value) => ("minItems", value),
        Constraint::MaxItems(value) => ("maxItems", value),
        Constraint::PropertyNames(value) => ("propertyNames", value),
        Constraint::Encoding(value) => ("contentEncoding", value),
        Constraint::MediaType(value) => ("contentMediaType", value),
        Constraint::MinProperties(value) => ("minProperties", value),
        Constraint::MaxProperties(value) => ("maxProperties", value),
        Constraint::Format(value) => ("format", value),
        Constraint::Constant(value) => ("const", value),
        Constraint::Values(value) => ("enum", value),
    };
    format!("{keyword} {}", value.0)
}
