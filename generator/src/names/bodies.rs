//! The variants of enumerations of bodies, named after the types of the bodies.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::ir::{Api, BYTES, Content, JSON, Kind, NOTHING, Primitive, STRING, TEXT, TypeId};
use crate::lock::Names;

use super::losses::Losses;
use super::scope::Wish;
use super::table::Table;
use super::{Name, Scope};

/// The variants that have the same name in every enumeration, whatever the document calls its types.
pub(super) struct Fixed {
    pub(super) empty: Name,
    bytes: Name,
    json: Name,
    text: Name,
}

impl Fixed {
    pub(super) fn claim(scope: &mut Scope) -> Self {
        let [empty, bytes, json, text] = ["empty", "bytes", "json", "text"].map(|text| scope.claim([text]));
        Self { empty, bytes, json, text }
    }

    /// The fixed variant of a body, if it has one.
    fn of(&self, key: &str, content: Content) -> Option<&Name> {
        match content {
            Content::Text => Some(&self.text),
            Content::Bytes => Some(&self.bytes),
            Content::Typed(_) if key == STRING => Some(&self.text),
            Content::Typed(_) if key == JSON => Some(&self.json),
            Content::Typed(_) => None,
        }
    }
}

/// Names the variants for some bodies, which come with their keys. Bodies that programs read as one type share a variant.
///
/// `released` has the names that were given before, by the keys of the bodies.
pub(super) fn variants(
    api: &Api,
    table: &Table,
    bodies: &IndexMap<String, Content>,
    released: &Names,
    losses: &mut Losses,
) -> Vec<Name> {
    let mut scope = Scope::default();
    let fixed = Fixed::claim(&mut scope);
    let is_fixed = |key: &str| [NOTHING, TEXT, BYTES, STRING, JSON].contains(&key);
    scope.keep(released.iter().filter(|(key, _)| !is_fixed(key)));
    losses.of("variant", &scope);
    let mut claimed: BTreeMap<&str, Name> = BTreeMap::new();
    let mut others: Vec<(&str, usize, String)> = Vec::new();
    for (key, content) in bodies {
        if let Some(name) = fixed.of(key, *content) {
            claimed.insert(key, name.clone());
        } else if let Content::Typed(id) = content {
            // The names of types differ from each other; what is built of types comes after them.
            others.push((key, usize::from(!table.types.contains_key(id)), text(api, table, *id)));
        }
    }
    let wishes = others.iter().map(|(key, rank, text)| Wish { rank: *rank, ..Wish::new(*key, text) });
    let names = scope.claim_all(&wishes.collect::<Vec<_>>());
    claimed.extend(others.iter().map(|(key, ..)| *key).zip(names));
    bodies.keys().filter_map(|key| claimed.get(key.as_str()).cloned()).collect()
}

/// The text that the variant of a type is named after: the name of the type, or of what it is a list or map of.
fn text(api: &Api, table: &Table, mut id: TypeId) -> String {
    let mut built = Vec::new();
    // A chain of types without names is no longer than the list of types.
    for _ in 0..api.types.len() {
        match api.types[id].kind {
            _ if table.types.contains_key(&id) => break,
            Kind::Array(inner) => {
                built.push("list".to_owned());
                id = inner;
            }
            Kind::Map(inner) => {
                built.push("map".to_owned());
                id = inner;
            }
            Kind::Newtype(inner) => id = inner,
            _ => break,
        }
    }
    built.push(match (table.types.get(&id), &api.types[id].kind) {
        (Some(name), _) => name.words(),
        (None, Kind::Primitive(primitive)) => word(*primitive).to_owned(),
        (None, _) => "json".to_owned(),
    });
    built.into_iter().rev().collect::<Vec<_>>().join("_")
}

const fn word(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Null => "null",
        Primitive::Boolean => "boolean",
        Primitive::Int8
        | Primitive::Int16
        | Primitive::Int32
        | Primitive::Int64
        | Primitive::Uint8
        | Primitive::Uint16
        | Primitive::Uint32
        | Primitive::Uint64 => "integer",
        Primitive::Double => "number",
        Primitive::String => "text",
        Primitive::Date => "date",
        Primitive::DateTime => "date_time",
        Primitive::Uuid => "uuid",
        Primitive::Base64 => "base64",
    }
}
