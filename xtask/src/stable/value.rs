//! A document that can be edited: values in the order in which they are written, numbers as they were written.

use signet::source::{Node, Value as Read, percent_decode};

/// How many references are followed, one after another.
const MOST_REFERENCES: usize = 32;

/// One value of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl From<&Node> for Value {
    fn from(node: &Node) -> Self {
        match &node.value {
            Read::Null => Self::Null,
            Read::Bool(value) => Self::Bool(*value),
            Read::Number(number) => Self::Number(number.to_string()),
            Read::String(text) => Self::Text(text.to_string()),
            Read::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Read::Object(object) => {
                Self::Object(object.iter().map(|(key, value)| (key.to_owned(), Self::from(value))).collect())
            }
        }
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => Self::Number(number.to_string()),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(object) => {
                Self::Object(object.into_iter().map(|(key, value)| (key, Self::from(value))).collect())
            }
        }
    }
}

impl Value {
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match self {
            Self::Object(entries) => entries.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Puts an entry before all others, so that what depends on the order shows it.
    pub fn prepend(&mut self, key: &str, value: impl Into<Self>) {
        if let Self::Object(entries) = self {
            entries.retain(|(known, _)| known != key);
            entries.insert(0, (key.to_owned(), value.into()));
        }
    }

    /// Puts an item before all others.
    pub fn prepend_item(&mut self, value: impl Into<Self>) {
        if let Self::Array(items) = self {
            items.insert(0, value.into());
        }
    }

    /// Returns the object under a key, made where there is none.
    pub fn object(&mut self, key: &str) -> Option<&mut Self> {
        if self.get(key).is_none() {
            self.prepend(key, Self::Object(Vec::new()));
        }
        self.get_mut(key)
    }

    /// Follows the keys and positions of a path.
    pub fn at(&self, path: &[impl AsRef<str>]) -> Option<&Self> {
        path.iter().try_fold(self, |value, step| match value {
            Self::Array(items) => items.get(step.as_ref().parse::<usize>().ok()?),
            other => other.get(step.as_ref()),
        })
    }

    /// Follows the references of a value, which lead into this document, to what is none.
    pub fn followed<'a>(&'a self, mut value: &'a Self) -> Option<&'a Self> {
        for _ in 0..MOST_REFERENCES {
            let Some(reference) = value.get("$ref").and_then(Self::as_str) else { return Some(value) };
            let pointer = percent_decode(reference.strip_prefix("#/")?);
            let path: Vec<_> = pointer.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
            value = self.at(&path)?;
        }
        None
    }

    /// Follows the keys and positions of a path, to edit what is there.
    pub fn at_mut(&mut self, path: &[String]) -> Option<&mut Self> {
        path.iter().try_fold(self, |value, step| match value {
            Self::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            other => other.get_mut(step),
        })
    }

    /// Writes JSON.
    pub fn json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => text.push_str(&number_in_json(number)),
            Self::Text(value) => text.push_str(&quoted(value)),
            Self::Array(items) => {
                text.push('[');
                for (position, item) in items.iter().enumerate() {
                    text.push_str(if position == 0 { "" } else { "," });
                    item.write(text);
                }
                text.push(']');
            }
            Self::Object(entries) => {
                text.push('{');
                for (position, (key, value)) in entries.iter().enumerate() {
                    text.push_str(if position == 0 { "" } else { "," });
                    text.push_str(&quoted(key));
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// YAML has numbers that JSON cannot write: `0x1F`, `.5`, `.inf`.
fn number_in_json(number: &str) -> String {
    if serde_json::from_str::<serde::de::IgnoredAny>(number).is_ok() { number.to_owned() } else { quoted(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_values_in_their_order_and_numbers_as_they_were() {
        let number = |text: &str| Value::Number(text.to_owned());
        let value = Value::Object(vec![
            (
                "b".to_owned(),
                Value::Array(vec![number("1.50"), number("0x1F"), number("123456789012345678901234567890")]),
            ),
            ("a\"".to_owned(), Value::Null),
        ]);
        assert_eq!(value.json(), r#"{"b":[1.50,"0x1F",123456789012345678901234567890],"a\"":null}"#);
    }
}
