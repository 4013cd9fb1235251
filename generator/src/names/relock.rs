//! Writes the names that were given into the lock. What the document no longer has stays, in case it comes back.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Frozen, Operation, RequestBody, USUAL_CONTENT_TYPE};
use crate::lock::{Additional, Lock, LockedOperation, LockedTag, LockedVariable};

use super::keys::Keys;
use super::operations::source_key;
use super::scope::wanted;
use super::standing::Standing;
use super::table::{OperationNames, Table};
use super::{Name, constructors, errors, outputs};

/// Writes all names of a table.
pub(super) fn relock(api: &Frozen, keys: &Keys, table: &Table, lock: &mut Lock) {
    lock.server = api.default_server().map(|server| server.url.clone()).or(lock.server.take());
    for (tag, group) in api.tags.iter().zip(&table.groups) {
        let locked = LockedTag { module: group.module.words(), view: group.view.words() };
        lock.tags.insert(tag.name.clone(), locked);
    }
    for (id, name) in &table.types {
        lock.types.insert(keys.of_type(api, *id), name.words());
    }
    relock_places(api, keys, lock);
    for (id, key) in &keys.types {
        match table.former.get(id) {
            Some(former) => lock.former.insert(key.clone(), former.iter().map(Name::words).collect()),
            None => lock.former.remove(key),
        };
    }
    for (place, id) in &api.shared {
        let key = keys.of_type(api, *id);
        // A place that has a type to itself again is shared with none.
        if *place == key {
            lock.shared.remove(place)
        } else {
            lock.shared.insert(place.clone(), key)
        };
    }
    lock.shared.retain(|place, _| !lock.types.contains_key(place));
    for (id, names) in &table.members {
        let own = lock.members.entry(keys.of_type(api, *id)).or_default();
        own.extend(pairs(api.types[*id].kind.members().into_iter().map(str::to_owned), names));
        let boxed = api.types[*id].kind.boxed();
        if !boxed.is_empty() {
            let own = lock.boxed.entry(keys.of_type(api, *id)).or_default();
            own.extend(boxed.into_iter().map(str::to_owned));
        }
    }
    for (id, [field, setter]) in &table.additional {
        let own = Additional { field: field.words(), setter: setter.words() };
        lock.additional.insert(keys.of_type(api, *id), own);
    }
    for (id, fields) in &table.nullable {
        let own = lock.nullable.entry(keys.of_type(api, *id)).or_default();
        own.extend(fields.iter().map(|(name, form)| (name.clone(), *form)));
    }
    relock_operations(api, keys, table, lock);
    errors::relock(api, table, lock);
    constructors::relock(api, keys, &table.constructors, lock);
    lock.schemes.extend(table.schemes.iter().map(|(scheme, name)| (scheme.clone(), name.words())));
    let environments = api.environments.iter().map(|each| each.name.clone());
    lock.environments.extend(pairs(environments, &table.environments));
    let variables = api.default_server().into_iter().flat_map(|server| &server.variables);
    for (variable, names) in variables.zip(&table.variables) {
        let own = lock.variables.entry(variable.name.clone()).or_default();
        let values = std::mem::take(&mut own.values);
        *own = LockedVariable { setter: names.setter.words(), choice: names.choice.words(), values };
        own.values.extend(pairs(variable.values.iter().cloned(), &names.values));
    }
}

/// Notes a place of each type that the document names, and of each that stands in a component: the one that the lock has while
/// it is one, or else the first.
fn relock_places(api: &Frozen, keys: &Keys, lock: &mut Lock) {
    let standing = Standing::of(api, keys);
    let key_at = |place: &String| keys.types.get(&standing.at(place)?);
    let mut first: BTreeMap<&String, String> = BTreeMap::new();
    for place in api.references.keys().cloned().chain(standing.in_parts().map(|(place, _)| place)) {
        if let Some(key) = key_at(&place) {
            first.entry(key).or_insert(place);
        }
    }
    for (key, place) in first {
        if lock.places.get(key).and_then(key_at) != Some(key) {
            lock.places.insert(key.clone(), place);
        }
    }
    // A type that stands inline has its key for a place.
    lock.places.retain(|key, place| key != place);
}

fn relock_operations(api: &Frozen, keys: &Keys, table: &Table, lock: &mut Lock) {
    for (id, names) in &table.operations {
        let operation = &api.operations[*id];
        let Some(key) = keys.operations.get(id) else { continue };
        let before = lock.operations.remove(key).unwrap_or_default();
        let source = |source| source_key(operation, source);
        let mut locked = LockedOperation {
            method: names.method.words(),
            marker: names.marker.words(),
            id: Some(&operation.id).filter(|id| wanted(&[id]) != wanted(&[&names.marker.words()])).cloned(),
            error: names.error.words(),
            tag: operation.defining_tag().cloned(),
            output: names.output.several.as_ref().map(|several| several.name.words()).or(before.output),
            returns: names.output.keys.clone(),
            request: names.request.as_ref().map(Name::words).or(before.request),
            form: names.parts.as_ref().map(|(name, _)| name.words()).or(before.form),
            form_required: names.required_parts.as_ref().map(Name::words).or(before.form_required),
            content: match operation.request_body.as_ref().and_then(RequestBody::preferred) {
                Some(media) => {
                    Some(media.content_type.clone()).filter(|content_type| content_type != USUAL_CONTENT_TYPE)
                }
                None => before.content,
            },
            accepts: if operation.responses.successes().all(|(_, response)| response.media.is_empty()) {
                before.accepts
            } else {
                accepted(operation, names)
            },
            arguments: names.arguments.iter().map(|(own, _)| source(*own)).collect(),
            required_parts: before.required_parts,
            parameters: before.parameters,
            setters: before.setters,
            parts: before.parts,
            bodies: before.bodies,
            outputs: before.outputs,
            constants: before.constants,
            headers: before.headers,
        };
        locked.parameters.extend(names.arguments.iter().map(|(own, name)| (source(*own), name.words())));
        // A value that is no longer sent is forgotten; a parameter that is gone may come back.
        locked.constants.retain(|key, _| operation.parameters.iter().all(|one| operation.parameter_key(one) != *key));
        let constants = operation.parameters.iter();
        let constants = constants.filter_map(|one| Some((operation.parameter_key(one), one.constant.clone()?)));
        locked.constants.extend(constants);
        locked.setters.extend(names.setters.iter().map(|(own, name)| (source(*own), name.words())));
        let parts = operation.request_body.as_ref().and_then(RequestBody::parts).unwrap_or_default();
        let named = names.parts.iter().flat_map(|(_, named)| named);
        let named: Vec<_> = named.filter_map(|(at, name)| Some((parts.get(*at)?, name))).collect();
        if !named.is_empty() {
            let required = named.iter().filter(|(part, _)| part.required);
            locked.required_parts = required.map(|(part, _)| part.name.clone()).collect();
        }
        locked.parts.extend(named.into_iter().map(|(part, name)| (part.name.clone(), name.words())));
        locked.bodies.extend(names.forms.iter().map(|form| (form.word.to_owned(), form.method.words())));
        if let Some(several) = &names.output.several {
            locked.outputs.extend(pairs(outputs::keys(api, &api.outputs(operation)), &several.variants));
        }
        let headers = operation.responses.headers().into_iter().map(|header| header.name.to_lowercase());
        locked.headers.extend(pairs(headers, &names.headers));
        lock.operations.insert(key.clone(), locked);
    }
}

/// The content types of what a method reads, where it reads one type and these are not the usual one.
fn accepted(operation: &Operation, names: &OperationNames) -> Vec<String> {
    if names.output.several.is_some() {
        return Vec::new();
    }
    let read = operation.responses.successes().flat_map(|(_, response)| response.readable());
    let types: BTreeSet<&str> = read.map(|media| media.content_type.as_str()).collect();
    let is_usual = types.iter().all(|one| *one == USUAL_CONTENT_TYPE);
    types.into_iter().filter(|_| !is_usual).map(str::to_owned).collect()
}

fn pairs(keys: impl IntoIterator<Item = String>, names: &[Name]) -> impl Iterator<Item = (String, String)> {
    keys.into_iter().zip(names.iter().map(Name::words))
}
