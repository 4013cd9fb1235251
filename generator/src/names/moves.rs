//! Types whose schemas have moved: a type in the place of a released one, with most of its members, keeps the released name.
//!
//! This covers schemas that become components, that are no longer components, and that get another name.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, TypeId};
use crate::lock::Lock;

use super::keys::{Keys, gone, is_like};
use super::standing::Standing;

/// Moves the lock's entries of types that are gone to what stands in their places. Where that has a name already, it gets the
/// released one too.
pub(super) fn follow(api: &Api, keys: &Keys, lock: &mut Lock) {
    let standing = Standing::of(api, keys);
    // Where a type has moved, the places inside it have too: the next round finds them.
    for _ in 0..lock.types.len() {
        let mut moves: BTreeMap<String, String> = BTreeMap::new();
        for (old, new) in found(api, keys, lock, &standing).filter(|(_, new)| lock.home(new).is_none()) {
            moves.entry(new.clone()).or_insert_with(|| old.clone());
        }
        if moves.is_empty() {
            break;
        }
        for (new, old) in moves {
            lock.move_type_with_inner(&old, &new);
        }
    }
    let replaced: Vec<(String, String)> = found(api, keys, lock, &standing)
        .filter_map(|(old, new)| Some((old.clone(), lock.home(new)?.to_owned())))
        .collect();
    for (old, new) in replaced {
        lock.replace_type(&old, &new);
    }
}

/// The types of the lock that are gone, each with the key of a type that stands in one of its places.
fn found<'f>(
    api: &'f Api,
    keys: &'f Keys,
    lock: &'f Lock,
    standing: &'f Standing<'f>,
) -> impl Iterator<Item = (&'f String, &'f String)> {
    let gone = gone(keys, lock);
    let names: BTreeSet<&String> = gone.iter().copied().collect();
    let mut places: BTreeMap<&String, Vec<&String>> = gone.iter().map(|key| (*key, vec![*key])).collect();
    let more = lock.places.iter().chain(lock.shared.iter().map(|(place, key)| (key, place)));
    for (key, place) in more.filter(|(key, _)| names.contains(key)) {
        places.entry(key).or_default().push(place);
    }
    places.into_iter().filter_map(move |(old, places)| {
        let stands = |place: &&String| standing.at(place);
        let is_same = |id: &TypeId| keys.types.contains_key(id) && is_like(lock, old, &api.types[*id].kind);
        let id = places.iter().filter_map(stands).find(is_same)?;
        Some((old, keys.types.get(&id)?))
    })
}
