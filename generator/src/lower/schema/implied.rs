//! The type of a schema that does not name one: that which its other keywords are for.

use crate::openapi::Schema;
use crate::openapi::schema::Type;

use super::primitive;

/// Formats of strings that have no Rust type.
const STRING_FORMATS: [&str; 7] = ["time", "duration", "binary", "uri", "url", "email", "password"];

/// The type of a schema: the one it names, else the one that its keywords leave.
pub(super) fn type_of(schema: &Schema<'_>) -> Option<Type> {
    let types = schema.types();
    if types.is_empty() { by_keywords(schema) } else { types.only() }
}

/// The type that a schema does not name, if its keywords leave no choice. Formats tell integers from other numbers.
pub(super) fn by_keywords(schema: &Schema<'_>) -> Option<Type> {
    let by_keyword = schema.type_of_keywords();
    by_keyword.filter(|ty| *ty != Type::Number).or_else(|| by_format(schema.format()?)).or(by_keyword)
}

fn by_format(format: &str) -> Option<Type> {
    let types = [Type::String, Type::Integer, Type::Number];
    let known = types.into_iter().find(|ty| primitive::row(*ty, format).is_some());
    known.or_else(|| STRING_FORMATS.contains(&format).then_some(Type::String))
}
