//! Parameters that are called otherwise now: headers in another case, and parameters that are sent in another place.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Operation};
use crate::lock::{Lock, LockedOperation, Names};

use super::keys::alone;

/// Moves the entries of parameters of released operations to the keys that these have now.
pub(super) fn follow(api: &Api, lock: &mut Lock) {
    for operation in api.operations.values() {
        let Some(locked) = lock.operations.get_mut(&operation.place()) else { continue };
        for name in [folded, name] {
            let renamed = renamed(operation, locked, name);
            if !renamed.is_empty() {
                locked.rename_parameters(|key| Some(renamed.get(key).map_or(key, String::as_str).to_owned()));
            }
        }
    }
}

/// Keys of the lock that are gone, each with the one new key of the same name.
fn renamed(
    operation: &Operation,
    locked: &LockedOperation,
    called: fn(&str, &str) -> String,
) -> BTreeMap<String, String> {
    let present: BTreeMap<String, &str> =
        operation.parameters.iter().map(|one| (operation.parameter_key(one), one.name.as_str())).collect();
    let known: BTreeSet<&String> =
        [&locked.parameters, &locked.setters, &locked.constants].into_iter().flat_map(Names::keys).collect();
    let gone = known.iter().copied().filter(|key| !present.contains_key(*key));
    let gone = gone.filter_map(|key| Some((called(key, key.split_once(' ')?.1), key)));
    let new = present.iter().filter(|(key, _)| !known.contains(*key));
    let new = new.map(|(key, name)| (called(key, name), key));
    alone(gone, new).into_iter().map(|(old, new)| (old.clone(), new.clone())).collect()
}

/// The key of a header without case, which names of headers do not have.
fn folded(key: &str, _: &str) -> String {
    if key.starts_with("header ") { key.to_lowercase() } else { key.to_owned() }
}

/// The name of a parameter, wherever it is sent.
fn name(_: &str, name: &str) -> String {
    name.to_owned()
}
