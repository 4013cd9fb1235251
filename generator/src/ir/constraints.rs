//! What limits a value without changing its type: data, of which the docs make sentences.

use super::Value;

/// A limit of a value, as the document states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `minimum`, or a number under `exclusiveMinimum`.
    Minimum(Bound),
    /// `maximum`, or a number under `exclusiveMaximum`.
    Maximum(Bound),
    /// `multipleOf`
    MultipleOf(Value),
    /// `minLength`
    MinLength(Value),
    /// `maxLength`
    MaxLength(Value),
    /// `pattern`
    Pattern(Value),
    /// `minItems`
    MinItems(Value),
    /// `maxItems`
    MaxItems(Value),
    /// `uniqueItems: true`
    UniqueItems,
    /// `minProperties`
    MinProperties(Value),
    /// `maxProperties`
    MaxProperties(Value),
    /// A `format` that the type does not express.
    Format(Value),
    /// The values of an `enum` that the type does not express.
    Values(Value),
}

/// The least or greatest number that a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number.
    pub value: Value,
    /// Whether the number itself is outside.
    pub exclusive: bool,
}

impl Value {
    /// Reads it as an integer, also where the document writes `1.0` or puts it in quotes.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        let text = self.0.trim_matches('"');
        text.strip_suffix(".0").unwrap_or(text).parse().ok()
    }
}
