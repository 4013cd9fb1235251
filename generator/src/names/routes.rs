//! Operations whose path or method has changed: they keep their released names if exactly one removed and one new operation match.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Operation, without_names};
use crate::lock::{Lock, LockedOperation};

use super::keys::alone;
use super::methods;
use super::scope::wanted;

/// What a released and a new operation have in common, the surest first.
#[derive(Clone, Copy)]
enum Sign {
    /// The same path, but for the names of its parameters.
    Path,
    /// The same `operationId`.
    Id,
    /// The same HTTP method and tag, and the method's name that the document suggests.
    Method,
}

impl Sign {
    const ALL: [Self; 3] = [Self::Path, Self::Id, Self::Method];

    /// What a released operation has of this.
    fn of_released(self, key: &str, locked: &LockedOperation) -> Option<String> {
        match self {
            Self::Path => Some(without_names(key)),
            Self::Id => Some(wanted(&[locked.id.as_ref().unwrap_or(&locked.marker)])),
            Self::Method => Some(method(key, locked.tag.as_ref()?, &locked.method)),
        }
    }

    /// What an operation of the document has of this. An id that the document does not give says nothing but the path.
    fn of(self, key: &str, operation: &Operation) -> Option<String> {
        match self {
            Self::Path => Some(without_names(key)),
            Self::Id => operation.has_id.then(|| wanted(&[&operation.id])),
            Self::Method if operation.has_id => {
                Some(method(key, operation.tags.first()?, &methods::suggested(operation).join("_")))
            }
            Self::Method => None,
        }
    }
}

/// No name of a method has a line break, and no HTTP method a space.
fn method(key: &str, tag: &str, name: &str) -> String {
    let (http, _) = key.split_once(' ').unwrap_or_default();
    format!("{http} {}\n{tag}", wanted(&[name]))
}

/// Moves the entries of operations that have another key now.
pub(super) fn follow(api: &Api, lock: &mut Lock) {
    let present: BTreeMap<String, &Operation> =
        api.operations.values().map(|operation| (operation.place(), operation)).collect();
    let left_out = api.left_out();
    let paths: BTreeSet<&str> = api.declared.iter().filter_map(|place| Some(place.split_once(' ')?.1)).collect();
    for sign in Sign::ALL {
        let is_gone = |key: &String| !present.contains_key(key) && !left_out.contains(&without_names(key));
        let gone = lock.operations.iter().filter(|(key, _)| is_gone(key));
        let gone = gone.filter_map(|(key, locked)| Some((sign.of_released(key, locked)?, key)));
        let new = present.iter().filter(|(key, _)| !lock.operations.contains_key(*key));
        let new = new.filter_map(|(key, operation)| Some((sign.of(key, operation)?, (key, *operation))));
        let moves: Vec<_> = alone(gone, new).into_iter().map(|(old, new)| (old.clone(), new)).collect();
        for (old, (new, operation)) in moves {
            lock.move_operation(&old, new);
            match sign {
                // The names of path parameters are not sent.
                Sign::Path => {}
                Sign::Id | Sign::Method => {
                    if let Some(locked) = lock.operations.get_mut(new) {
                        locked.rename_parameters(|key| parameter(&old, operation, key));
                    }
                }
            }
            // Types of path parameters belong to all operations of the path.
            let path = old.split_once(' ').map_or("", |(_, path)| path);
            if !paths.contains(path) {
                lock.move_type_with_inner(&format!("{path} "), &format!("{} ", operation.template));
            }
        }
    }
}

/// What a released parameter is called in an operation that has another path now. One of the path is known by its name, there
/// or else in another place; by its position only where it is the only one that is left, in both paths.
pub(crate) fn parameter(old: &str, operation: &Operation, key: &str) -> Option<String> {
    let Some(position) = key.strip_prefix("path ").and_then(|position| position.parse::<usize>().ok()) else {
        return Some(key.to_owned());
    };
    let (before, now) = (path_names(old), path_names(&operation.template));
    let name = before.get(position.checked_sub(1)?)?;
    if let Some(there) = now.iter().position(|other| other == name) {
        return Some(format!("path {}", there + 1));
    }
    let elsewhere = |name: &str| operation.parameters.iter().find(|parameter| parameter.name == name);
    if let Some(same) = elsewhere(name) {
        return Some(operation.parameter_key(same));
    }
    let left = before.iter().filter(|name| !now.contains(name) && elsewhere(name).is_none()).count();
    let new = now.iter().filter(|name| !before.contains(name)).count();
    let there = now.get(position - 1)?;
    (left == 1 && new == 1 && !before.contains(there)).then(|| key.to_owned())
}

/// The names of the parameters of a path, in order.
fn path_names(place: &str) -> Vec<&str> {
    let path = place.split(['?', '#']).next().unwrap_or_default();
    path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}
