//! Brings a lock of format 1 under the keys of the present format.
//!
//! A key of format 1 was made from words, which several things could share. Where one thing of the document has the key, its
//! name is taken over; where several have it, the owner of the name is unknown, which is reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Hint, Kind, Operation, RequestBody, TypeId};
use crate::lock::{Format1, Lock, LockedOperation, LockedTag, Names, Operation1};

use super::keys::Keys;
use super::operations::source_key;
use super::table::ArgumentSource;
use super::{Scope, reserved};

/// Returns the lock in the present format.
pub(super) fn upgrade(api: &Api, keys: &Keys, lock: &Lock, diagnostics: &mut Diagnostics) -> Lock {
    let mut next = lock.clone();
    let Some(old) = &lock.format_1 else { return next };
    diagnostics.push(
        Diagnostic::new(Code::LockUpgraded, "signet.lock is converted from format 1 to format 2")
            .help("commit the file; earlier versions of signet cannot read it"),
    );
    upgrade_types(api, keys, old, &mut next, diagnostics);
    upgrade_operations(api, keys, old, &mut next, diagnostics);
    for (tag, module) in &old.tags {
        // The type of a view was made from the tag in any case.
        let view = Scope::with_reserved(&reserved::GROUP).claim([tag.as_str()]).words();
        next.tags.insert(tag.clone(), LockedTag { module: module.clone(), view });
    }
    next
}

fn upgrade_types(api: &Api, keys: &Keys, old: &Format1, next: &mut Lock, diagnostics: &mut Diagnostics) {
    let mut owners: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for id in keys.types.keys() {
        owners.entry(type_key(&api.types[*id].hint)).or_default().push(*id);
    }
    let mut unknown = Vec::new();
    for (old_key, name) in &old.types {
        match owners.remove(old_key).as_deref() {
            Some([id]) => take_over(api, keys, old, (old_key, name), *id, next),
            Some([first, others @ ..]) => {
                shared(&format!("type `{name}`"), others.len() + 1, diagnostics, &api.types[*first].origin);
            }
            Some([]) | None => unknown.push((old_key, name)),
        }
    }
    // What has another key now may be known by its fields or values.
    let new: Vec<TypeId> = owners.into_values().flatten().collect();
    let shape = |id: &TypeId| api.types[*id].kind.members().into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let shapes: Vec<(BTreeSet<String>, TypeId)> = new.iter().map(|id| (shape(id), *id)).collect();
    let released =
        |key: &String| old.members.get(key).into_iter().flat_map(Names::keys).cloned().collect::<BTreeSet<_>>();
    let mut lost = Vec::new();
    for (old_key, name) in &unknown {
        let before = released(old_key);
        let rivals = unknown.iter().filter(|(other, _)| released(other) == before).count();
        let mut same = shapes.iter().filter(|(now, _)| *now == before);
        match (same.next(), same.next()) {
            (Some((_, id)), None) if rivals == 1 && !before.is_empty() => {
                take_over(api, keys, old, (old_key, name), *id, next);
            }
            _ => lost.push((*old_key, *name)),
        }
    }
    for (old_key, name) in &lost {
        // Kept for what may come back, under a key that a component would have.
        next.types.insert((*old_key).clone(), (*name).clone());
        next.members.extend(old.members.get(*old_key).map(|own| ((*old_key).clone(), own.clone())));
    }
    if !lost.is_empty() {
        let names: Vec<String> = lost.iter().take(MOST_SHOWN).map(|(_, name)| format!("`{name}`")).collect();
        let more = if lost.len() > MOST_SHOWN { ", …" } else { "" };
        diagnostics.push(
            Diagnostic::new(
                Code::LockFormat,
                format!(
                    "signet.lock names types that the document does not have ({}): {}{more}",
                    lost.len(),
                    names.join(", ")
                ),
            )
            .help("types that were moved get new names: compare the generated names before you release"),
        );
    }
}

/// How many names a diagnostic lists.
const MOST_SHOWN: usize = 10;

/// Gives a type the names that a key of format 1 has.
fn take_over(api: &Api, keys: &Keys, old: &Format1, (old_key, name): (&str, &str), id: TypeId, next: &mut Lock) {
    let key = keys.of_type(api, id);
    next.types.insert(key.clone(), name.to_owned());
    let own = old
        .members
        .get(old_key)
        .into_iter()
        .flatten()
        .filter_map(|(member, name)| Some((member_key(&api.types[id].kind, member)?.to_owned(), name.clone())));
    next.members.insert(key, own.collect());
}

/// The key that a type had.
fn type_key(hint: &Hint) -> String {
    match hint {
        Hint::File { place, .. } => place.clone(),
        Hint::Component(_) | Hint::Inline { .. } => hint.words().join("/"),
    }
}

/// The key of a member that had this one: variants of unions were called by the words of their names.
fn member_key<'k>(kind: &'k Kind, old: &'k str) -> Option<&'k str> {
    let Kind::Union(union) = kind else { return kind.members().into_iter().find(|key| *key == old) };
    union.variants.iter().find(|variant| variant.hint == old).map(|variant| variant.key.as_str())
}

fn upgrade_operations(api: &Api, keys: &Keys, old: &Format1, next: &mut Lock, diagnostics: &mut Diagnostics) {
    let mut owners: BTreeMap<String, Vec<(&Operation, &String)>> = BTreeMap::new();
    for (id, key) in &keys.operations {
        let operation = &api.operations[*id];
        owners.entry(operation.key()).or_default().push((operation, key));
    }
    for (old_key, locked) in &old.operations {
        match owners.get(old_key).map(Vec::as_slice) {
            Some([(operation, key)]) => {
                next.operations.insert((*key).clone(), operation_of(operation, locked));
            }
            Some([(first, _), others @ ..]) => {
                shared(&format!("operation `{}`", locked.name), others.len() + 1, diagnostics, &first.origin);
            }
            Some([]) | None => {
                next.operations.insert(old_key.clone(), names_of(locked, &BTreeMap::new(), &BTreeMap::new()));
            }
        }
    }
}

/// What was locked of an operation; arguments and parts were called by the names that were made for them.
fn operation_of(operation: &Operation, locked: &Operation1) -> LockedOperation {
    let mut arguments = Scope::with_reserved(&reserved::ARGUMENTS);
    let mut sources = BTreeMap::new();
    for (position, parameter) in operation.parameters.iter().enumerate().filter(|(_, each)| each.required) {
        let name = arguments.claim([parameter.name.as_str()]).snake();
        sources.insert(name, source_key(operation, ArgumentSource::Parameter(position)));
    }
    sources.insert(arguments.claim(["body"]).snake(), source_key(operation, ArgumentSource::Body));
    let mut parts = BTreeMap::new();
    let mut scope = Scope::with_reserved(&reserved::PARTS);
    for part in operation.request_body.as_ref().and_then(RequestBody::parts).unwrap_or_default() {
        parts.insert(scope.claim([part.name.as_str()]).snake(), part.name.clone());
    }
    names_of(locked, &sources, &parts)
}

fn names_of(
    locked: &Operation1,
    sources: &BTreeMap<String, String>,
    parts: &BTreeMap<String, String>,
) -> LockedOperation {
    let own = |names: &[String], keys: &BTreeMap<String, String>| -> Vec<String> {
        names.iter().filter_map(|name| keys.get(name).cloned()).collect()
    };
    let named = |names: &[String], keys: &BTreeMap<String, String>| -> Names {
        names.iter().filter_map(|name| Some((keys.get(name)?.clone(), name.clone()))).collect()
    };
    // The types beside a method were named after it.
    let marker = Scope::with_reserved(&reserved::TYPES).claim([locked.name.as_str()]);
    let beside = |word: &str| Scope::default().claim([marker.words().as_str(), word]).words();
    LockedOperation {
        method: locked.name.clone(),
        error: beside("error"),
        marker: marker.words(),
        form: (!locked.parts.is_empty()).then(|| beside("form")),
        arguments: own(&locked.arguments, sources),
        required_parts: own(&locked.parts, parts),
        parameters: named(&locked.arguments, sources),
        parts: named(&locked.parts, parts),
        bodies: locked.forms.clone(),
        ..LockedOperation::default()
    }
}

fn shared(what: &str, count: usize, diagnostics: &mut Diagnostics, origin: &crate::diagnostics::Origin) {
    diagnostics.push(
        Diagnostic::new(
            Code::LockFormat,
            format!("signet.lock has one line for {count} items: the {what} gets a new name"),
        )
        .at(origin, "one of the items")
        .help("format 1 of signet.lock does not tell them apart: compare the generated names before you release"),
    );
}
