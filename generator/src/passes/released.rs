//! What stays of a released crate: of operations, the tag whose module they are in, the content type that they send, and the
//! arguments that they take; of objects, which properties their constructors take and write.

use crate::ir::{Api, Kind, Released, USUAL_CONTENT_TYPE};
use crate::lock::Lock;

/// Takes the tags, content types and arguments of released operations from the lock.
pub(super) fn keep_operations(api: &mut Api, lock: &Lock) {
    for operation in api.operations.values_mut() {
        let Some(locked) = lock.operations.get(&operation.place()) else { continue };
        operation.released_tag.clone_from(&locked.tag);
        if let Some(body) = &mut operation.request_body {
            body.released = Some(locked.content.clone().unwrap_or_else(|| USUAL_CONTENT_TYPE.to_owned()));
        }
        let keys = operation.parameters.iter().map(|parameter| operation.parameter_key(parameter));
        let is_taken: Vec<bool> = keys.map(|key| locked.arguments.contains(&key)).collect();
        for (parameter, _) in operation.parameters.iter_mut().zip(is_taken).filter(|(_, is_taken)| *is_taken) {
            parameter.constant = None;
        }
    }
}

/// Takes what the constructors of released objects do with their properties from the lock.
pub(super) fn keep_constructors(api: &mut Api, lock: &Lock) {
    for ty in api.types.values_mut() {
        let Kind::Object(object) = &mut ty.kind else { continue };
        let key = ty.hint.key();
        let Some(constructor) = lock.constructors.get(&key) else { continue };
        let written = lock.constants.get(&key);
        for (name, field) in &mut object.fields {
            field.released = match written.and_then(|written| written.get(name)) {
                _ if constructor.properties().contains(name) => Released::Taken,
                Some(value) => Released::Written(value.clone()),
                None => Released::Nothing,
            };
        }
    }
}
