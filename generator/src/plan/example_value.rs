//! A value of a type: what the document shows of it flows in as far as it fits, and what is missing is made.
//!
//! Documents show values that do not fit their own schemas; a client would refuse them.

use std::fmt;

use indexmap::IndexMap;
use serde_json::{Map, Number, Value};

use crate::ir::{
    Constraint, Direction, Dispatch, Enumeration, Frozen, JsonKind, Kind, Object, Presence, Primitive, Test, Tuple,
    TypeId, Union, Values,
};

/// A value, the properties of which are in the document's order.
#[derive(Clone, Debug)]
pub(super) enum Example {
    /// A single value, or one of which nothing is known.
    Single(Value),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(IndexMap<String, Self>),
}

impl Example {
    fn get(&self, name: &str) -> Option<&Self> {
        if let Self::Object(properties) = self { properties.get(name) } else { None }
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        if let Self::Object(properties) = self { properties.get_mut(name) } else { None }
    }

    /// What a reader takes it for where it tells the types of a union apart.
    fn tag(&self) -> Option<String> {
        if let Self::Single(value) = self { tag_of(value) } else { None }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single(value) => value.fmt(f),
            Self::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if number == 0 { "[" } else { "," })?;
                }
                f.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Self::Object(properties) => {
                for (number, (name, value)) in properties.iter().enumerate() {
                    let name = Value::from(name.as_str());
                    write!(f, "{}{name}:{value}", if number == 0 { "{" } else { "," })?;
                }
                f.write_str(if properties.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

/// How many values an example has before it keeps to what must be there.
const ENOUGH: usize = 120;
/// How deep an example is at most.
const DEEPEST: usize = 24;

/// `Examples` makes one example.
pub(super) struct Examples<'a> {
    api: &'a Frozen,
    /// The types that a value is being made of, the outermost first.
    open: Vec<TypeId>,
    made: usize,
}

impl<'a> Examples<'a> {
    pub(super) const fn new(api: &'a Frozen) -> Self {
        Self { api, open: Vec::new(), made: 0 }
    }

    /// Makes a value of a type, as near to what is shown as it can be; none: every value would be endless.
    pub(super) fn value(&mut self, id: TypeId, shown: Option<&Value>) -> Option<Example> {
        let ty = &self.api.types[id];
        if ty.nullable && shown.is_some_and(Value::is_null) {
            return Some(Example::Single(Value::Null));
        }
        if self.open.len() >= DEEPEST {
            return None;
        }
        let constant = ty
            .constraints
            .iter()
            .find_map(|constraint| if let Constraint::Constant(value) = constraint { Some(value) } else { None });
        let shown_by_itself = constant.into_iter().chain(&ty.example).chain(&ty.default);
        let own = shown_by_itself.into_iter().find_map(|own| serde_json::from_str(&own.0).ok());
        let own: Option<Value> = if shown.is_none() { own } else { None };
        let shown = shown.or(own.as_ref());
        self.made += 1;
        self.open.push(id);
        let value = match &ty.kind {
            Kind::Primitive(primitive) => Some(Example::Single(scalar(*primitive, shown))),
            Kind::Array(inner) => Some(self.array(*inner, shown)),
            Kind::Tuple(tuple) => self.tuple(tuple, shown),
            Kind::Map(inner) => Some(Example::Object(self.entries(*inner, shown, &[]))),
            Kind::Object(object) => self.object(object, shown),
            Kind::Enumeration(enumeration) => one_of(enumeration, shown).map(Example::Single),
            Kind::Union(union) => self.union(union, shown),
            Kind::Newtype(inner) => self.value(*inner, shown),
            Kind::Any(_) => Some(Example::Single(shown.cloned().unwrap_or_else(|| Value::Object(Map::new())))),
        };
        self.open.pop();
        value
    }

    /// Says whether a value of this type is made without being asked for.
    fn is_welcome(&self, id: TypeId) -> bool {
        self.made < ENOUGH && !self.open.contains(&id)
    }

    fn array(&mut self, inner: TypeId, shown: Option<&Value>) -> Example {
        let items = match shown {
            Some(Value::Array(items)) => items.iter().filter_map(|item| self.value(inner, Some(item))).collect(),
            _ if self.is_welcome(inner) => self.value(inner, None).into_iter().collect(),
            _ => Vec::new(),
        };
        Example::List(items)
    }

    fn tuple(&mut self, tuple: &Tuple, shown: Option<&Value>) -> Option<Example> {
        let shown = shown.and_then(Value::as_array);
        let at = |position: usize| shown.and_then(|shown| shown.get(position));
        let count = shown.map_or(tuple.elements.len(), |shown| tuple.least.max(shown.len()));
        let mut made = Vec::new();
        for (position, element) in tuple.elements.iter().enumerate().take(count) {
            match self.value(*element, at(position)) {
                Some(example) => made.push(example),
                // Elements that may be missing end where none can be made.
                None if position >= tuple.least => break,
                None => return None,
            }
        }
        let rest = shown.and_then(|shown| shown.get(made.len()..)).unwrap_or_default();
        if let Some(ty) = tuple.rest {
            made.extend(rest.iter().filter_map(|shown| self.value(ty, Some(shown))).collect::<Vec<_>>());
        }
        Some(Example::List(made))
    }

    /// The properties to show, except those with a separate type.
    fn entries(&mut self, inner: TypeId, shown: Option<&Value>, own: &[&str]) -> IndexMap<String, Example> {
        let shown = shown.and_then(Value::as_object);
        let others = shown.into_iter().flatten().filter(|(name, _)| !own.contains(&name.as_str()));
        others.filter_map(|(name, value)| Some((name.clone(), self.value(inner, Some(value))?))).collect()
    }

    fn object(&mut self, object: &Object, shown: Option<&Value>) -> Option<Example> {
        let shown = shown.filter(|shown| shown.is_object());
        let names: Vec<&str> = object.fields.keys().map(String::as_str).collect();
        let mut made = match object.additional {
            Some(inner) => self.entries(inner, shown, &names),
            None => IndexMap::new(),
        };
        for (name, field) in &object.fields {
            let own = shown.and_then(|shown| shown.get(name));
            if own.is_some_and(Value::is_null) && field.presence == Presence::RequiredNullable {
                made.insert(name.clone(), Example::Single(Value::Null));
                continue;
            }
            let tag = field.tag.as_ref().map(|tag| Value::String(tag.clone()));
            let own = own.filter(|own| !own.is_null()).or(tag.as_ref());
            let wanted = match (own, shown) {
                _ if field.presence.is_required() => true,
                (Some(_), _) => true,
                (None, Some(_)) => false,
                (None, None) => field.direction != Direction::Request && self.is_welcome(field.ty),
            };
            if !wanted {
                continue;
            }
            match self.value(field.ty, own) {
                Some(value) => {
                    made.insert(name.clone(), value);
                }
                None if field.presence.is_required() => return None,
                None => {}
            }
        }
        Some(Example::Object(made))
    }

    fn union(&mut self, union: &Union, shown: Option<&Value>) -> Option<Example> {
        match &union.dispatch {
            Dispatch::Tag { property, mapping, .. } => {
                let said = shown.and_then(|shown| shown.get(property)).and_then(tag_of);
                let known = mapping.iter().find(|(tag, _)| said.as_ref() == Some(tag));
                let shown = shown.filter(|_| known.is_some());
                known.into_iter().chain(mapping).find_map(|(tag, position)| {
                    let mut value = self.value(union.variants.get(*position)?.ty, shown)?;
                    let Example::Object(properties) = &mut value else { return None };
                    let is_text = matches!(properties.get(property), None | Some(Example::Single(Value::String(_))));
                    let written = if is_text { None } else { serde_json::from_str(tag).ok() };
                    let written = written.unwrap_or_else(|| Value::from(tag.as_str()));
                    properties.insert(property.clone(), Example::Single(written));
                    Some(value)
                })
            }
            Dispatch::Shape(tests) => tests.iter().enumerate().find_map(|(number, test)| {
                let shown = shown.filter(|shown| shown_looks(test, shown));
                test.variants.iter().find_map(|position| {
                    let value = self.value(union.variants.get(*position)?.ty, shown)?;
                    let is_first = !tests.iter().take(number).any(|earlier| looks(earlier, &value));
                    (is_first && looks(test, &value)).then_some(value)
                })
            }),
            Dispatch::Choice => union.variants.iter().find_map(|variant| self.value(variant.ty, shown)),
            // The data alone would be no event.
            Dispatch::Event(_) => None,
        }
    }
}

/// Says whether a value looks as a test wants it.
fn looks(test: &Test, value: &Example) -> bool {
    let is_kind = match (test.kind, value) {
        (JsonKind::Array, Example::List(_)) | (JsonKind::Object, Example::Object(_)) => true,
        (kind, Example::Single(value)) => is_of(kind, value),
        (_, Example::List(_) | Example::Object(_)) => false,
    };
    let has_key = test.key.as_ref().is_none_or(|key| {
        value
            .get(&key.name)
            .is_some_and(|value| key.values.is_empty() || value.tag().is_some_and(|text| key.values.contains(&text)))
    });
    is_kind && has_key
}

/// The tag that a reader sees in a value: a text, or a number or boolean as it is written.
fn tag_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Says whether what is shown may be meant by a test; whether it fits shows in what is made of it.
fn shown_looks(test: &Test, shown: &Value) -> bool {
    is_of(test.kind, shown) && test.key.as_ref().is_none_or(|key| shown.get(&key.name).is_some())
}

fn is_of(kind: JsonKind, value: &Value) -> bool {
    match kind {
        JsonKind::Boolean => value.is_boolean(),
        JsonKind::Number => value.is_number(),
        JsonKind::String => value.is_string(),
        JsonKind::Array => value.is_array(),
        JsonKind::Object => value.is_object(),
    }
}

/// One of the known values, the one that is shown if it is known.
fn one_of(enumeration: &Enumeration, shown: Option<&Value>) -> Option<Value> {
    let mut values = enumeration.variants.iter().filter_map(|variant| match enumeration.values {
        Values::Texts => Some(Value::String(variant.wire_name.clone())),
        Values::Integers | Values::Literals => serde_json::from_str(&variant.wire_name).ok(),
    });
    let first = values.next()?;
    let known = shown.filter(|shown| **shown == first || values.any(|value| value == **shown));
    Some(known.cloned().unwrap_or(first))
}

/// A single value: the one that is shown if a client can read it.
fn scalar(primitive: Primitive, shown: Option<&Value>) -> Value {
    let fits = |shown: &&Value| match primitive {
        Primitive::Null => shown.is_null(),
        Primitive::Boolean => shown.is_boolean(),
        Primitive::Int8 => shown.as_i64().is_some_and(|number| i8::try_from(number).is_ok()),
        Primitive::Int16 => shown.as_i64().is_some_and(|number| i16::try_from(number).is_ok()),
        Primitive::Int32 => shown.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        Primitive::Int64 => shown.is_i64(),
        Primitive::Uint8 => shown.as_u64().is_some_and(|number| u8::try_from(number).is_ok()),
        Primitive::Uint16 => shown.as_u64().is_some_and(|number| u16::try_from(number).is_ok()),
        Primitive::Uint32 => shown.as_u64().is_some_and(|number| u32::try_from(number).is_ok()),
        Primitive::Uint64 => shown.is_u64(),
        Primitive::Double => shown.is_number(),
        Primitive::String => shown.is_string(),
        // Others than the made ones would have to be read here as a client reads them.
        Primitive::Date | Primitive::DateTime | Primitive::Uuid | Primitive::Base64 => false,
    };
    let text = |text: &str| Value::String(text.to_owned());
    shown.filter(fits).cloned().unwrap_or_else(|| match primitive {
        Primitive::Null => Value::Null,
        Primitive::Boolean => Value::Bool(true),
        Primitive::Double => Number::from_f64(1.5).map_or(Value::from(1), Value::Number),
        Primitive::String => text("text"),
        Primitive::Date => text("2024-01-02"),
        Primitive::DateTime => text("2024-01-02T03:04:05Z"),
        Primitive::Uuid => text("2489e9ad-2ee2-4e00-8ec9-32d5f69181c0"),
        Primitive::Base64 => text("dGV4dA=="),
        Primitive::Int8
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Uint8
        | Primitive::Uint16
        | Primitive::Uint32
        | Primitive::Uint64 => Value::from(1),
    })
}
