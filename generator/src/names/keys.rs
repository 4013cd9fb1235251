//! What the lock calls the things of an API: one key for each, and the lock's entries brought under these keys.
//!
//! A key that the lock does not know may be that of a thing whose place has changed: a path whose parameters were renamed,
//! or a schema that became a component. Its entries are moved to the new key, so that names stay.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ir::{Api, Kind, OperationId, TypeId, without_names};
use crate::lock::{Lock, Names};

use super::scope::wanted;
use super::{moves, routes};

/// The keys of an API's operations and of its types with names.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) operations: BTreeMap<OperationId, String>,
    pub(super) types: BTreeMap<TypeId, String>,
}

impl Keys {
    /// The key of a type, or its place where it has no name.
    pub(super) fn of_type(&self, api: &Api, id: TypeId) -> String {
        self.types.get(&id).cloned().unwrap_or_else(|| api.types[id].hint.key())
    }
}

/// Finds the keys of an API.
pub(super) fn keys(api: &Api) -> Keys {
    let operations = api.operations.iter().map(|(id, operation)| (id, operation.place()));
    let named = api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && ty.is_named());
    Keys { operations: operations.collect(), types: named.map(|(id, ty)| (id, ty.hint.key())).collect() }
}

/// Moves the entries of the lock whose things have got another place.
pub(super) fn follow(api: &Api, keys: &Keys, lock: &mut Lock) {
    // Those of a lock of an earlier format, whose operations are known only now.
    routes::follow(api, lock);
    let types: BTreeSet<&String> = keys.types.values().collect();
    for (old, new) in renamed(lock.types.keys().chain(lock.shared.keys()), &types) {
        lock.move_type(&old, &new);
    }
    moves::follow(api, keys, lock);
    for (old, new) in named_now(api, keys, lock) {
        lock.move_type(&old, &new);
    }
}

/// Moves the entries of the lock whose variants are called otherwise now.
pub(super) fn follow_variants(api: &Api, keys: &Keys, lock: &mut Lock) {
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
    let known: BTreeSet<&String> = locked.collect();
    let gone = known.iter().filter(|key| !present.contains(*key)).map(|key| (without_names(key), *key));
    let new = present.iter().filter(|key| !known.contains(*key)).map(|key| (without_names(key), *key));
    alone(gone, new).into_iter().map(|(old, new)| (old.clone(), new.clone())).collect()
}

/// Pairs things of two lists that are called the same, where each list has one such thing only.
pub(crate) fn alone<K: Ord, A, B>(
    one: impl IntoIterator<Item = (K, A)>,
    other: impl IntoIterator<Item = (K, B)>,
) -> Vec<(A, B)> {
    let mut called: BTreeMap<K, (Vec<A>, Vec<B>)> = BTreeMap::new();
    for (key, thing) in one {
        called.entry(key).or_default().0.push(thing);
    }
    for (key, thing) in other {
        called.entry(key).or_default().1.push(thing);
    }
    let pair = |(mut one, mut other): (Vec<A>, Vec<B>)| match (one.pop(), other.pop()) {
        (Some(first), Some(second)) if one.is_empty() && other.is_empty() => Some((first, second)),
        _ => None,
    };
    called.into_values().filter_map(pair).collect()
}

/// Types that are gone, each with the new one that wants its name and has all or most of its members: a schema that became a
/// component, or a subschema that is known by other properties now.
fn named_now(api: &Api, keys: &Keys, lock: &Lock) -> Vec<(String, String)> {
    let named = gone(keys, lock).into_iter().filter_map(|key| Some((wanted(&[lock.types.get(key)?.as_str()]), key)));
    let gone: HashMap<String, &String> = named.collect();
    let mut moves = Vec::new();
    for (id, key) in keys.types.iter().filter(|(_, key)| lock.home(key).is_none()) {
        let ty = &api.types[*id];
        let Some(old) = gone.get(&wanted(&ty.hint.words())) else { continue };
        if is_like(lock, old, &ty.kind) {
            moves.push(((*old).clone(), key.clone()));
        }
    }
    moves
}

/// The keys of types that the document no longer has. A type that stands in several places is there while one of them is.
pub(super) fn gone<'l>(keys: &Keys, lock: &'l Lock) -> Vec<&'l String> {
    let present: BTreeSet<&str> =
        keys.types.values().flat_map(|key| [Some(key.as_str()), lock.home(key)]).flatten().collect();
    lock.types.keys().filter(|key| !present.contains(key.as_str())).collect()
}

/// Tells whether a type has all or most of the members of a released one.
pub(super) fn is_like(lock: &Lock, old: &str, kind: &Kind) -> bool {
    let now: BTreeSet<&str> = kind.members().into_iter().collect();
    let before: BTreeSet<&str> = lock.members.get(old).into_iter().flat_map(Names::keys).map(String::as_str).collect();
    let shared = now.intersection(&before).count();
    shared == before.len() || shared * 2 >= now.len().max(before.len())
}
