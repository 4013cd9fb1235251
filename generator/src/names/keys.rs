//! What the lock calls the things of an API: one key for each, and the lock's entries brought under these keys.
//!
//! A key that the lock does not know may be that of a thing whose place has changed: a path whose parameters were renamed,
//! or a schema that became a component. Its entries are moved to the new key, so that names stay.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ir::{Frozen, Kind, OperationId, TypeId};
use crate::lock::{Lock, Names};

use super::scope::wanted;

/// The keys of an API's operations and of its types with names.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) operations: BTreeMap<OperationId, String>,
    pub(super) types: BTreeMap<TypeId, String>,
}

impl Keys {
    /// The key of a type, or its place where it has no name.
    pub(super) fn of_type(&self, api: &Frozen, id: TypeId) -> String {
        self.types.get(&id).cloned().unwrap_or_else(|| api.types[id].hint.key())
    }
}

/// Finds the keys of an API.
pub(super) fn keys(api: &Frozen) -> Keys {
    let operations = api.operations.iter().map(|(id, operation)| (id, operation.place()));
    let mut places: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && ty.is_named()) {
        places.entry(ty.hint.key()).or_default().push(id);
    }
    let mut types = BTreeMap::new();
    for (place, mut ids) in places {
        // By what they are, since where they stand is the same.
        ids.sort_by_cached_key(|id| {
            let members: BTreeSet<&str> = members(&api.types[*id].kind).into_iter().collect();
            (!api.types[*id].hint.is_given(), members, *id)
        });
        for (number, id) in ids.into_iter().enumerate() {
            let key = if number == 0 { place.clone() } else { format!("{place} {}", number + 1) };
            types.insert(id, key);
        }
    }
    Keys { operations: operations.collect(), types }
}

/// The members of a type, by the keys that the lock has for them.
pub(super) fn members(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::Object(object) => object.fields.keys().map(String::as_str).collect(),
        Kind::Enumeration(enumeration) => enumeration.variants.iter().map(|each| each.wire_name.as_str()).collect(),
        Kind::Union(union) => union.variants.iter().map(|each| each.key.as_str()).collect(),
        Kind::Primitive(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Newtype(_) | Kind::Any(_) => {
            Vec::new()
        }
    }
}

/// Moves the entries of the lock whose things have got another place.
pub(super) fn follow(api: &Frozen, keys: &Keys, lock: &mut Lock) {
    let operations: BTreeSet<&String> = keys.operations.values().collect();
    for (old, new) in renamed(lock.operations.keys(), &operations) {
        lock.move_operation(&old, &new);
    }
    let types: BTreeSet<&String> = keys.types.values().collect();
    for (old, new) in renamed(lock.types.keys(), &types) {
        lock.move_type(&old, &new);
    }
    for (old, new) in named_now(api, keys, &lock.types, &lock.members) {
        lock.move_type(&old, &new);
    }
    for (id, key) in &keys.types {
        for (old, new) in grown(&api.types[*id].kind, lock.members.get(key)) {
            lock.move_member(key, &old, &new);
        }
    }
}

/// Variants that are gone, each with the new one that wants its name: a subschema is known by the properties that it has,
/// and may get another.
fn grown(kind: &Kind, locked: Option<&Names>) -> Vec<(String, String)> {
    let (Kind::Union(union), Some(locked)) = (kind, locked) else { return Vec::new() };
    let present: BTreeSet<&str> = union.variants.iter().map(|variant| variant.key.as_str()).collect();
    let gone = locked.iter().filter(|(key, _)| !present.contains(key.as_str()));
    let gone: HashMap<String, &String> = gone.map(|(key, name)| (wanted(&[name.as_str()]), key)).collect();
    let is_new = |key: &str| !locked.contains_key(key);
    let word = |key: &str| key.split('(').next().unwrap_or_default().to_owned();
    let new = union.variants.iter().filter(|variant| is_new(&variant.key)).filter_map(|variant| {
        let old = gone.get(&wanted(&[variant.hint.as_str()]))?;
        (word(old) == word(&variant.key)).then(|| ((*old).clone(), variant.key.clone()))
    });
    new.collect()
}

/// Keys of the lock that are gone, each with the one new key that differs from it in the names of path parameters only.
fn renamed<'k>(locked: impl Iterator<Item = &'k String>, present: &BTreeSet<&String>) -> Vec<(String, String)> {
    let mut gone: HashMap<String, Vec<&String>> = HashMap::new();
    let mut known: BTreeSet<&String> = BTreeSet::new();
    for key in locked {
        known.insert(key);
        if !present.contains(key) {
            gone.entry(without_names(key)).or_default().push(key);
        }
    }
    let mut new: HashMap<String, Vec<&String>> = HashMap::new();
    for key in present.iter().filter(|key| !known.contains(*key)) {
        new.entry(without_names(key)).or_default().push(key);
    }
    let mut moves = Vec::new();
    for (form, old) in gone {
        if let ([old], Some([new])) = (old.as_slice(), new.get(&form).map(Vec::as_slice)) {
            moves.push(((*old).clone(), (*new).clone()));
        }
    }
    moves
}

/// A key without the names in braces.
fn without_names(key: &str) -> String {
    let mut inside = false;
    let mut bare = String::with_capacity(key.len());
    for letter in key.chars() {
        if letter == '}' {
            inside = false;
        }
        if !inside {
            bare.push(letter);
        }
        if letter == '{' {
            inside = true;
        }
    }
    bare
}

/// Types that are gone, each with the new one that wants its name and has all or most of its members: a schema that became a
/// component, or a subschema that is known by other properties now.
fn named_now(
    api: &Frozen,
    keys: &Keys,
    locked: &Names,
    locked_members: &BTreeMap<String, Names>,
) -> Vec<(String, String)> {
    let present: BTreeSet<&String> = keys.types.values().collect();
    let gone = locked.iter().filter(|(key, _)| !present.contains(key));
    let gone: HashMap<String, &String> = gone.map(|(key, name)| (wanted(&[name.as_str()]), key)).collect();
    let mut moves = Vec::new();
    for (id, key) in keys.types.iter().filter(|(_, key)| !locked.contains_key(*key)) {
        let ty = &api.types[*id];
        let Some(old) = gone.get(&wanted(&ty.hint.words())) else { continue };
        let now: BTreeSet<&str> = members(&ty.kind).into_iter().collect();
        let before: BTreeSet<&str> =
            locked_members.get(*old).into_iter().flat_map(Names::keys).map(String::as_str).collect();
        let shared = now.intersection(&before).count();
        if shared == before.len() || shared * 2 >= now.len().max(before.len()) {
            moves.push(((*old).clone(), key.clone()));
        }
    }
    moves
}
