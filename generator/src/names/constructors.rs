//! How values are made from what they require: by position only where no two arguments can be swapped unnoticed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Field, FormPart, Frozen, Kind, Object, PartContent, Primitive, TypeId, Values};
use crate::lock::{Lock, LockedConstructor, LockedRequired, Names};

use super::keys::Keys;
use super::scope::Wish;
use super::table::Constructor;
use super::{Name, Scope};

/// How many arguments a constructor has at most.
const MOST_ARGUMENTS: usize = 3;

/// What programs pass as an argument; two that accept the same values can be swapped without a compile error.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Accepted {
    /// The lists and maps around the value, outermost first.
    around: Vec<Around>,
    value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Around {
    List,
    Map,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Null,
    Boolean,
    /// A whole number of any size, since a literal fits all of them.
    Integer,
    Fraction,
    /// A string, a secret, or an enumeration of strings.
    Text,
    Date,
    DateTime,
    Uuid,
    Base64,
    File,
    Type(TypeId),
    Any,
}

/// Tells whether all of these can be arguments beside each other.
fn by_position(accepted: &[Accepted]) -> bool {
    let is_new = |(position, each): (usize, &Accepted)| accepted.iter().take(position).all(|other| other != each);
    accepted.len() <= MOST_ARGUMENTS && accepted.iter().enumerate().all(is_new)
}

/// What is passed for a value of a type; `null` makes no difference.
fn accepted(api: &Api, id: TypeId) -> Accepted {
    let mut around = Vec::new();
    let mut id = api.resolved(id);
    let value = loop {
        let inner = match &api.types[id].kind {
            Kind::Array(items) => {
                around.push(Around::List);
                *items
            }
            Kind::Map(values) => {
                around.push(Around::Map);
                *values
            }
            Kind::Primitive(primitive) => break of_primitive(*primitive),
            Kind::Enumeration(known) if known.values == Values::Integers => break Value::Integer,
            Kind::Enumeration(_) => break Value::Text,
            Kind::Object(_) | Kind::Union(_) | Kind::Tuple(_) => break Value::Type(id),
            // Another name was resolved.
            Kind::Any(_) | Kind::Newtype(_) => break Value::Any,
        };
        id = api.resolved(inner);
    };
    Accepted { around, value }
}

const fn of_primitive(primitive: Primitive) -> Value {
    use Primitive::{Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64};
    match primitive {
        Primitive::Null => Value::Null,
        Primitive::Boolean => Value::Boolean,
        Int8 | Int16 | Int32 | Int64 | Uint8 | Uint16 | Uint32 | Uint64 => Value::Integer,
        Primitive::Double => Value::Fraction,
        Primitive::String => Value::Text,
        Primitive::Date => Value::Date,
        Primitive::DateTime => Value::DateTime,
        Primitive::Uuid => Value::Uuid,
        Primitive::Base64 => Value::Base64,
    }
}

/// What is passed for a part of a body.
fn accepted_part(api: &Api, part: &FormPart) -> Accepted {
    match part.content {
        PartContent::File => Accepted { around: Vec::new(), value: Value::File },
        PartContent::Files => Accepted { around: vec![Around::List], value: Value::File },
        PartContent::Json | PartContent::Value | PartContent::Joined(_) => accepted(api, part.ty),
    }
}

/// Calls the struct of what an object requires, by the key of the object.
fn required_key(key: &str) -> String {
    format!("{key}\nrequired")
}

/// The released names of the structs of what objects require, by what calls them.
pub(super) fn released(lock: &Lock) -> Names {
    let names = lock.constructors.iter().filter_map(|(key, constructor)| match constructor {
        LockedConstructor::Required(required) => Some((required_key(key), required.name.clone())),
        LockedConstructor::Arguments(_) => None,
    });
    names.collect()
}

/// Decides the constructor of each object. What was released by position keeps its order, with what is new behind it; what was
/// released by name stays so.
pub(super) fn of_types(
    api: &Frozen,
    keys: &Keys,
    lock: &Lock,
    names: &BTreeMap<TypeId, Name>,
    scope: &mut Scope,
) -> BTreeMap<TypeId, Constructor> {
    let mut constructors = BTreeMap::new();
    let mut by_name: Vec<(TypeId, String, String)> = Vec::new();
    for (id, name) in names {
        let Kind::Object(object) = &api.types[*id].kind else { continue };
        let key = keys.of_type(api, *id);
        let mut required: Vec<_> =
            object.fields.iter().enumerate().filter(|(_, (_, field))| is_taken(api, field)).collect();
        let taken: Vec<Accepted> = required.iter().map(|(_, (_, field))| accepted(api, field.ty)).collect();
        let locked = lock.constructors.get(&key);
        if matches!(locked, Some(LockedConstructor::Required(_))) || !by_position(&taken) {
            by_name.push((*id, required_key(&key), name.words()));
            continue;
        }
        let order = match locked {
            Some(LockedConstructor::Arguments(arguments)) => arguments.as_slice(),
            Some(LockedConstructor::Required(_)) | None => &[],
        };
        let place = |name: &str| order.iter().position(|known| known == name).unwrap_or(usize::MAX);
        required.sort_by_key(|(_, (name, _))| place(name));
        constructors.insert(*id, Constructor::Arguments(required.into_iter().map(|(position, _)| position).collect()));
    }
    let wishes = by_name.iter().map(|(_, key, name)| Wish::of(key.clone(), vec![name, "required"]));
    let claimed = scope.claim_all(&wishes.collect::<Vec<_>>());
    constructors.extend(by_name.iter().map(|(id, ..)| *id).zip(claimed.into_iter().map(Constructor::Required)));
    constructors
}

/// Says whether the parts that a body requires are given in a struct.
pub(super) fn are_parts_by_name(api: &Frozen, parts: &[FormPart]) -> bool {
    let taken: Vec<Accepted> =
        parts.iter().filter(|part| part.is_argument()).map(|part| accepted_part(api, part)).collect();
    !by_position(&taken)
}

/// Says whether a constructor takes a field: a tag that an object always has is no argument.
fn is_taken(api: &Api, field: &Field) -> bool {
    field.presence.is_required() && field.tag.is_none() && api.constant(field).is_none()
}

/// Writes down how objects are made.
pub(super) fn relock(api: &Frozen, keys: &Keys, constructors: &BTreeMap<TypeId, Constructor>, lock: &mut Lock) {
    for (id, constructor) in constructors {
        let Kind::Object(object) = &api.types[*id].kind else { continue };
        let locked = match constructor {
            Constructor::Required(name) => {
                LockedConstructor::Required(LockedRequired { name: name.words(), properties: taken(api, object) })
            }
            Constructor::Arguments(order) => {
                let names = order.iter().filter_map(|position| object.fields.get_index(*position));
                LockedConstructor::Arguments(names.map(|(name, _)| name.clone()).collect())
            }
        };
        let key = keys.of_type(api, *id);
        let constants = object.fields.iter().filter(|(_, field)| field.tag.is_none());
        let constants = constants.filter_map(|(name, field)| Some((name.clone(), api.constant_text(field)?)));
        let constants: Names = constants.collect();
        if constants.is_empty() {
            lock.constants.remove(&key);
        } else {
            lock.constants.insert(key.clone(), constants);
        }
        lock.constructors.insert(key, locked);
    }
}

/// The properties that a constructor takes, in an order that does not depend on the document's.
fn taken(api: &Api, object: &Object) -> Vec<String> {
    let names: BTreeSet<&String> =
        object.fields.iter().filter(|(_, field)| is_taken(api, field)).map(|(name, _)| name).collect();
    names.into_iter().cloned().collect()
}

/// Reports objects that are no longer made from the properties that they were released with.
pub(super) fn report(api: &Frozen, keys: &Keys, lock: &Lock, diagnostics: &mut Diagnostics) {
    for (id, key) in &keys.types {
        let (Kind::Object(object), Some(locked)) = (&api.types[*id].kind, lock.constructors.get(key)) else { continue };
        let before: BTreeSet<String> = locked.properties().iter().cloned().collect();
        let now: BTreeSet<String> = taken(api, object).into_iter().collect();
        let listed = |word: &str, names: Vec<&String>| {
            let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
            (!names.is_empty()).then(|| format!("{word} {}", names.join(", ")))
        };
        let changes = [
            listed("takes", now.difference(&before).collect()),
            listed("no longer takes", before.difference(&now).collect()),
        ];
        let changes: Vec<String> = changes.into_iter().flatten().collect();
        if changes.is_empty() {
            continue;
        }
        let name = api.types[*id].hint.words().join(" ");
        diagnostics.push(
            Diagnostic::new(Code::ConstructorChanged, format!("the constructor of `{name}` {}", changes.join(" and ")))
                .at(&api.types[*id].origin, "the required properties of this schema have changed")
                .help("programs that create a value no longer compile: release a breaking version"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(value: Value) -> Accepted {
        Accepted { around: Vec::new(), value }
    }

    fn list(value: Value) -> Accepted {
        Accepted { around: vec![Around::List], value }
    }

    #[test]
    fn arguments_differ_in_what_they_accept() {
        use Value::{Boolean, Integer, Text, Type};
        let types = [0, 1].map(|position| Type(crate::ir::Index::from_position(position)));
        for fits in [
            vec![],
            vec![accepts(Text)],
            vec![accepts(Text), accepts(Integer), accepts(Boolean)],
            vec![accepts(Text), list(Text)],
            vec![accepts(types[0]), accepts(types[1])],
        ] {
            assert!(by_position(&fits), "{fits:?}");
        }
        for clash in [
            vec![accepts(Text), accepts(Text)],
            vec![accepts(Integer), accepts(Text), accepts(Integer)],
            vec![list(Text), list(Text)],
            vec![accepts(types[0]), accepts(types[0])],
            vec![accepts(Text), accepts(Integer), accepts(Boolean), accepts(Value::Uuid)],
        ] {
            assert!(!by_position(&clash), "{clash:?}");
        }
    }
}
