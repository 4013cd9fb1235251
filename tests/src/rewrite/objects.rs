//! The objects of OpenAPI 3.0, and which objects their fields hold.

use serde_json::Value;

/// An object of OpenAPI, as far as schemas or examples are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Document,
    Components,
    PathItem,
    Operation,
    /// A parameter or header.
    Parameter,
    /// A request body or response.
    Body,
    MediaType,
    Encoding,
    Example,
    Schema,
}

/// How the objects are in a field.
#[derive(Clone, Copy)]
enum Holds {
    One,
    List,
    Map,
    /// Maps in a map.
    Maps,
}

use Holds::{List, Map, Maps, One};

impl Object {
    /// Calls a function with each object in a field, and the key or field under which the object is.
    pub(super) fn visit(self, name: &str, field: &mut Value, visitor: &mut impl FnMut(Self, &str, &mut Value)) {
        let Some((_, holds, object)) = self.fields().iter().find(|(known, ..)| *known == name) else { return };
        match (holds, field) {
            (One, field) => visitor(*object, name, field),
            (List, Value::Array(items)) => items.iter_mut().for_each(|item| visitor(*object, name, item)),
            (Map, Value::Object(values)) => values.iter_mut().for_each(|(key, value)| visitor(*object, key, value)),
            (Maps, Value::Object(maps)) => {
                for values in maps.values_mut().filter_map(Value::as_object_mut) {
                    values.iter_mut().for_each(|(key, value)| visitor(*object, key, value));
                }
            }
            (List | Map | Maps, _) => {}
        }
    }

    const fn fields(self) -> &'static [(&'static str, Holds, Self)] {
        match self {
            Self::Document => &[("paths", Map, Self::PathItem), ("components", One, Self::Components)],
            Self::Components => &[
                ("schemas", Map, Self::Schema),
                ("responses", Map, Self::Body),
                ("parameters", Map, Self::Parameter),
                ("examples", Map, Self::Example),
                ("requestBodies", Map, Self::Body),
                ("headers", Map, Self::Parameter),
                ("callbacks", Maps, Self::PathItem),
            ],
            Self::PathItem => &[
                ("parameters", List, Self::Parameter),
                ("get", One, Self::Operation),
                ("put", One, Self::Operation),
                ("post", One, Self::Operation),
                ("delete", One, Self::Operation),
                ("options", One, Self::Operation),
                ("head", One, Self::Operation),
                ("patch", One, Self::Operation),
                ("trace", One, Self::Operation),
            ],
            Self::Operation => &[
                ("parameters", List, Self::Parameter),
                ("requestBody", One, Self::Body),
                ("responses", Map, Self::Body),
                ("callbacks", Maps, Self::PathItem),
            ],
            Self::Parameter => {
                &[("schema", One, Self::Schema), ("content", Map, Self::MediaType), ("examples", Map, Self::Example)]
            }
            Self::Body => &[("content", Map, Self::MediaType), ("headers", Map, Self::Parameter)],
            Self::MediaType => {
                &[("schema", One, Self::Schema), ("examples", Map, Self::Example), ("encoding", Map, Self::Encoding)]
            }
            Self::Encoding => &[("headers", Map, Self::Parameter)],
            Self::Example => &[],
            Self::Schema => &[
                ("properties", Map, Self::Schema),
                ("additionalProperties", One, Self::Schema),
                ("items", One, Self::Schema),
                ("allOf", List, Self::Schema),
                ("oneOf", List, Self::Schema),
                ("anyOf", List, Self::Schema),
                ("not", One, Self::Schema),
                ("$defs", Map, Self::Schema),
                ("definitions", Map, Self::Schema),
            ],
        }
    }
}
