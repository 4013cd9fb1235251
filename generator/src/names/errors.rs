//! The error types: one for each tag, with a variant for each body that its operations document.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{ErrorSet, Frozen, Named};
use crate::lock::{Lock, LockedErrors, Names};

use super::keys::Keys;
use super::losses::Losses;
use super::scope::Wish;
use super::table::{ErrorNames, Table};
use super::{Scope, bodies, reserved};

/// Names the error types of all tags, whatever the order of the document.
pub(super) fn name_error_sets(api: &Frozen, lock: &Lock, table: &mut Table, losses: &mut Losses) {
    let names = lock.errors.iter().map(|(tag, errors)| (key(Some(tag)), errors.name.clone()));
    let names: Names = names.chain(lock.untagged_errors.iter().map(|own| (key(None), own.name.clone()))).collect();
    let mut scope = Scope::with_reserved(&reserved::ROOT);
    scope.keep(&names);
    losses.of("error type", &scope);
    let wishes: Vec<Wish<'_>> = api
        .error_sets
        .values()
        .map(|set| match set.tag.as_ref().map(|tag| (tag, called(api, tag))) {
            // The error of the tag `header` is not called `HeaderError`, which the crate has for another error.
            Some((tag, name)) => {
                Wish { instead: vec![name, "error", "body"], ..Wish::of(key(Some(tag)), vec![name, "error"]) }
            }
            None => Wish::of(key(None), vec!["api", "error", "body"]),
        })
        .collect();
    let nothing = Names::new();
    for ((id, set), name) in api.error_sets.iter().zip(scope.claim_all(&wishes)) {
        let released = released(lock, set).map_or(&nothing, |errors| &errors.variants);
        let variants = bodies::variants(api, table, &set.bodies, released, losses);
        table.error_sets.insert(id, ErrorNames { name, variants });
    }
}

/// What types are called that are named after a tag: as the overlay calls it, or as the document does.
pub(super) fn called<'a>(api: &'a Frozen, tag: &'a str) -> &'a str {
    api.given.get(&Named::Tag(tag.to_owned())).map_or(tag, |given| given.name.as_str())
}

/// Reports operations without the tag that they were released with, from which their error types have their names.
pub(super) fn report(api: &Frozen, keys: &Keys, lock: &Lock, table: &Table, diagnostics: &mut Diagnostics) {
    for (id, operation) in api.operations.iter() {
        let locked = keys.operations.get(&id).and_then(|key| lock.operations.get(key));
        let tag = locked.and_then(|locked| locked.tag.as_ref()).filter(|tag| !operation.tags.contains(tag));
        let own = operation.error_set.and_then(|set| table.error_sets.get(&set));
        let (Some(tag), Some(own), Some(names)) = (tag, own, table.operations.get(&id)) else { continue };
        let message = format!(
            "the error type `{}` of `{}` becomes `{}`: the operation no longer has the tag `{tag}`",
            names.error.pascal(),
            names.marker.pascal(),
            own.name.pascal()
        );
        diagnostics.push(
            Diagnostic::new(Code::TagChanged, message)
                .at(&operation.origin, "the tags of this operation have changed")
                .help("programs that name the error type no longer compile: release a breaking version"),
        );
    }
}

/// Calls the error type of a tag, or of operations without one.
fn key(tag: Option<&String>) -> String {
    tag.map_or_else(String::new, |tag| format!("tag {tag}"))
}

/// Adds the names of the error types to a lock.
pub(super) fn relock(api: &Frozen, table: &Table, lock: &mut Lock) {
    for (id, names) in &table.error_sets {
        let set = &api.error_sets[*id];
        let locked = match &set.tag {
            Some(tag) => lock.errors.entry(tag.clone()).or_default(),
            None => lock.untagged_errors.get_or_insert_default(),
        };
        locked.name = names.name.words();
        let variants = set.bodies.keys().cloned().zip(names.variants.iter().map(super::Name::words));
        locked.variants.extend(variants);
    }
}

/// The names that the error type of a tag was released with.
fn released<'l>(lock: &'l Lock, set: &ErrorSet) -> Option<&'l LockedErrors> {
    match &set.tag {
        Some(tag) => lock.errors.get(tag),
        None => lock.untagged_errors.as_ref(),
    }
}
