//! What limits a value without changing its type: data, of which the docs make sentences.

use super::{Api, Enumeration, Field, Kind, Presence, Primitive, Released, Value};

/// A limit of a value, as the document states it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// `propertyNames`: the names that properties may have, or their pattern.
    PropertyNames(Value),
    /// A `contentEncoding` that the type does not express.
    Encoding(Value),
    /// `contentMediaType`: what the text holds.
    MediaType(Value),
    /// `minProperties`
    MinProperties(Value),
    /// `maxProperties`
    MaxProperties(Value),
    /// A `format` that the type does not express.
    Format(Value),
    /// `const`: the only value.
    Constant(Value),
    /// The values of an `enum` that the type does not express.
    Values(Value),
}

/// The least or greatest number that a value may be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    /// Reads it as the text that a URL has of it; none for `null`, lists and objects.
    #[must_use]
    pub fn as_single_text(&self) -> Option<String> {
        match self.0.as_bytes().first()? {
            b'"' => serde_json::from_str(&self.0).ok(),
            b'n' | b'[' | b'{' => None,
            _ => Some(self.0.clone()),
        }
    }
}

/// The only value of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// The variant of an enumeration at this position.
    Variant(usize),
}

impl Api {
    /// The value that a constructor writes by itself: the only one of a property that must be there and is not `null` as well,
    /// or the one that a released constructor writes.
    #[must_use]
    pub fn constant(&self, field: &Field) -> Option<Constant> {
        if field.presence != Presence::Required || field.released == Released::Taken {
            return None;
        }
        self.only_value(field).or_else(|| self.written(field))
    }

    /// Says whether other values may stand in place of the one that a constructor writes, which was the only one when the
    /// crate was released.
    #[must_use]
    pub fn is_replaceable(&self, field: &Field) -> bool {
        self.constant(field).is_some() && self.only_value(field).is_none()
    }

    /// The only value of a property.
    fn only_value(&self, field: &Field) -> Option<Constant> {
        let ty = &self.types[self.resolved(field.ty)];
        let constant = ty.constraints.iter().find_map(|constraint| match constraint {
            Constraint::Constant(value) => Some(value),
            _ => None,
        });
        match (&ty.kind, constant) {
            (Kind::Primitive(Primitive::Null), _) => Some(Constant::Null),
            (Kind::Primitive(Primitive::Boolean), Some(value)) => value.0.parse().ok().map(Constant::Boolean),
            (Kind::Enumeration(Enumeration { variants, .. }), Some(_)) if variants.len() == 1 => {
                Some(Constant::Variant(0))
            }
            _ => None,
        }
    }

    /// The value that a released constructor writes, if it is still one.
    fn written(&self, field: &Field) -> Option<Constant> {
        let Released::Written(value) = &field.released else { return None };
        match &self.types[self.resolved(field.ty)].kind {
            Kind::Primitive(Primitive::Boolean) => value.parse().ok().map(Constant::Boolean),
            Kind::Enumeration(known) => {
                known.variants.iter().position(|variant| variant.wire_name == *value).map(Constant::Variant)
            }
            _ => None,
        }
    }

    /// The constant of a property as the lock has it; none of `null`, beside which a type has no other values.
    #[must_use]
    pub fn constant_text(&self, field: &Field) -> Option<String> {
        match (self.constant(field)?, &self.types[self.resolved(field.ty)].kind) {
            (Constant::Boolean(value), _) => Some(value.to_string()),
            (Constant::Variant(position), Kind::Enumeration(known)) => {
                known.variants.get(position).map(|variant| variant.wire_name.clone())
            }
            (Constant::Null | Constant::Variant(_), _) => None,
        }
    }
}
