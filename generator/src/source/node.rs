//! The document model: what YAML and JSON have in common, nothing resolved and nothing lost.

use std::fmt;

use crate::diagnostics::Origin;

use super::number::Number;
use super::object::Object;

/// One node of a tree.
///
/// It is small (32 bytes), because a document has up to a million of them: where it stands is known from the way to it,
/// and only a node that was moved here from elsewhere says so itself.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it holds.
    pub value: Value,
    /// Where it came from, if that is not where it stands: an overlay, another document, a merge key.
    pub(super) origin: Option<Box<Origin>>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, `~`, or nothing at all
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it was written
    Number(Number),
    /// A text
    String(Box<str>),
    /// A list
    Array(Vec<Node>),
    /// Values by key
    Object(Box<Object>),
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self { value, origin: None }
    }
}

impl Node {
    /// Says which kind of value it holds.
    pub fn kind(&self) -> Kind {
        match self.value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        }
    }

    /// Returns its text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns its object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(super) fn as_object_mut(&mut self) -> Option<&mut Object> {
        match &mut self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Converts to JSON, for readers of small parts: numbers beyond 64 bits become strings.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => serde_json::Value::Bool(*value),
            Value::Number(number) => number.to_json(),
            Value::String(text) => serde_json::Value::String(text.to_string()),
            Value::Array(items) => serde_json::Value::Array(items.iter().map(Self::to_json).collect()),
            Value::Object(object) => {
                serde_json::Value::Object(object.iter().map(|(key, value)| (key.to_owned(), value.to_json())).collect())
            }
        }
    }
}

/// Two nodes are equal if their values are, whatever their origins; the order of keys does not matter.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key) == Some(value))
            }
            _ => false,
        }
    }
}

/// The kinds of values, in JSON Schema's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing
    Null,
    /// Yes or no
    Boolean,
    /// A number
    Number,
    /// A text
    String,
    /// A list
    Array,
    /// Values by key
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn a_node_is_small() {
        assert_eq!(size_of::<Node>(), 32);
    }
}
