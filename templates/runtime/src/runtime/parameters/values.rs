//! The values of parameters, as strings, lists and pairs.
//!
//! A value is written as JSON by its codec and parsed again, so that each type needs one encoding only.

use std::fmt;

use crate::runtime::json::{Json, Kind, ReadError, Reader, WriteError, Writer};

/// `Values` are the values of one parameter as text, not encoded yet.
///
/// `Debug` shows nothing of them, since they may be secret.
#[doc(hidden)]
pub struct Values(Option<Shape>);

/// What a parameter holds.
pub(crate) enum Shape {
    Text(String),
    List(Vec<Member>),
    Object(Vec<(String, Member)>),
}

/// An element of an array or object: its string, or its JSON if it has elements itself.
pub(crate) struct Member {
    pub(crate) text: String,
    compound: bool,
}

impl Values {
    /// Holds one text.
    pub fn text(text: &str) -> Self {
        Self(Some(Shape::Text(text.to_owned())))
    }

    /// Creates a list of strings.
    pub fn texts(texts: &[&str]) -> Self {
        let member = |text: &&str| Member { text: (*text).to_owned(), compound: false };
        Self(Some(Shape::List(texts.iter().map(member).collect())))
    }

    /// Creates a list of values.
    pub fn list<T: Json>(items: &[T]) -> Self {
        let mut writer = Writer::new();
        writer.begin_array();
        for item in items {
            item.write(&mut writer);
        }
        writer.end_array();
        Self::taken_apart(writer.finish())
    }

    /// Creates the elements of an array, the properties of an object, or one string.
    pub fn of(value: &dyn Json) -> Self {
        Self::taken_apart(Writer::render(value))
    }

    /// Holds a value as JSON text.
    pub fn json(value: &dyn Json) -> Self {
        let text = Writer::render(value).ok().and_then(|text| String::from_utf8(text).ok());
        Self(text.map(Shape::Text))
    }

    /// Joins nested lists into strings, with these separators, outermost first.
    #[must_use]
    pub fn joined(self, separators: &[char]) -> Self {
        let Some(Shape::List(items)) = self.0 else { return self };
        let text = |item: Member| Member { text: joined(&item, separators), compound: false };
        Self(Some(Shape::List(items.into_iter().map(text).collect())))
    }

    pub(crate) fn shape(&self) -> Option<&Shape> {
        self.0.as_ref()
    }

    fn taken_apart(json: Result<Vec<u8>, WriteError>) -> Self {
        Self(json.ok().and_then(|json| shape(&json).ok()))
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Values")
    }
}

/// Splits a JSON text into its elements; `null` is omitted.
fn shape(json: &[u8]) -> Result<Shape, ReadError> {
    let mut reader = Reader::new(json)?;
    match reader.kind()? {
        Kind::Array => {
            let mut items = Vec::new();
            reader.begin_array()?;
            while reader.next_element()? {
                items.extend(member(&mut reader)?);
            }
            Ok(Shape::List(items))
        }
        Kind::Object => {
            let mut members = Vec::new();
            reader.begin_object()?;
            while let Some(key) = reader.next_key()? {
                let key = key.to_owned();
                members.extend(member(&mut reader)?.map(|member| (key, member)));
            }
            Ok(Shape::Object(members))
        }
        Kind::Null => Ok(Shape::List(Vec::new())),
        Kind::String | Kind::Number | Kind::Boolean => {
            let text = member(&mut reader)?.map(|member| member.text).unwrap_or_default();
            Ok(Shape::Text(text))
        }
    }
}

fn member(reader: &mut Reader<'_>) -> Result<Option<Member>, ReadError> {
    Ok(match reader.kind()? {
        Kind::Null => {
            reader.skip()?;
            None
        }
        Kind::String => Some(Member { text: reader.string()?, compound: false }),
        Kind::Number | Kind::Boolean => Some(Member { text: reader.raw()?.to_owned(), compound: false }),
        Kind::Array | Kind::Object => Some(Member { text: reader.raw()?.to_owned(), compound: true }),
    })
}

fn joined(member: &Member, separators: &[char]) -> String {
    match (parts(member), separators) {
        (Shape::List(items), [separator, inner @ ..]) => {
            let texts: Vec<String> = items.iter().map(|item| joined(item, inner)).collect();
            texts.join(&separator.to_string())
        }
        _ => member.text.clone(),
    }
}

/// Splits an element that has elements itself.
pub(crate) fn parts(member: &Member) -> Shape {
    match shape(member.text.as_bytes()) {
        Ok(inner) if member.compound => inner,
        _ => Shape::Text(member.text.clone()),
    }
}

/// Encodes elements at any depth as `name[key][key]`; the keys of an array are its indices.
pub(crate) fn nested(name: &str, shape: &Shape) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut open = elements(name, shape);
    // What is taken from the end was put there in reverse, so that the order is that of the value.
    open.reverse();
    while let Some((name, text, compound)) = open.pop() {
        match self::shape(text.as_bytes()) {
            Ok(inner @ (Shape::List(_) | Shape::Object(_))) if compound => {
                open.extend(elements(&name, &inner).into_iter().rev());
            }
            _ => pairs.push((name, text)),
        }
    }
    pairs
}

fn elements(name: &str, shape: &Shape) -> Vec<(String, String, bool)> {
    let element = |key: &str, member: &Member| (format!("{name}[{key}]"), member.text.clone(), member.compound);
    match shape {
        Shape::Text(text) => vec![(name.to_owned(), text.clone(), false)],
        Shape::List(items) => {
            items.iter().enumerate().map(|(position, item)| element(&position.to_string(), item)).collect()
        }
        Shape::Object(members) => members.iter().map(|(key, member)| element(key, member)).collect(),
    }
}
