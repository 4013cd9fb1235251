//! The error types: one for each tag, with a variant for each body that its operations document.

use crate::ir::{ErrorSet, ErrorSetId, Frozen};
use crate::lock::{Lock, LockedErrors};

use super::table::{ErrorNames, Table};
use super::{Scope, bodies, reserved};

/// Names the error types of all tags. Those that were released come first, then the tags in the order of their names, so
/// that nothing depends on the order of the document.
pub(super) fn name_error_sets(api: &Frozen, lock: &Lock, table: &mut Table) {
    let mut scope = Scope::with_reserved(&reserved::ROOT);
    let mut sets: Vec<(ErrorSetId, &ErrorSet)> = api.error_sets.iter().collect();
    sets.sort_by_key(|(_, set)| (released(lock, set).is_none(), &set.tag));
    let nothing = LockedErrors::default();
    for (id, set) in sets {
        let released = released(lock, set);
        let name = match (released, &set.tag) {
            (Some(released), _) => scope.claim([released.name.as_str()]),
            (None, Some(tag)) => scope.claim([tag.as_str(), "error"]),
            (None, None) => scope.claim(["api", "error", "body"]),
        };
        let variants = bodies::variants(api, table, &set.bodies, &released.unwrap_or(&nothing).variants);
        table.error_sets.insert(id, ErrorNames { name, variants });
    }
}

/// Adds the names of the error types to a lock.
pub(super) fn relock(api: &Frozen, lock: &mut Lock, table: &Table) {
    for (id, names) in &table.error_sets {
        let set = &api.error_sets[*id];
        let locked = match &set.tag {
            Some(tag) => lock.errors.entry(tag.clone()).or_default(),
            None => &mut lock.untagged_errors,
        };
        locked.name = names.name.words();
        let variants = set.bodies.keys().cloned().zip(names.variants.iter().map(super::Name::words));
        locked.variants.extend(variants);
    }
}

/// The names that the error type of a tag was released with.
fn released<'l>(lock: &'l Lock, set: &ErrorSet) -> Option<&'l LockedErrors> {
    let locked = match &set.tag {
        Some(tag) => lock.errors.get(tag)?,
        None => &lock.untagged_errors,
    };
    (!locked.name.is_empty()).then_some(locked)
}
