//! What operations keep of a released crate: the tag whose module they are in, the content type that they send, and the
//! arguments that they take.

use crate::ir::{Api, USUAL_CONTENT_TYPE};
use crate::lock::Lock;

/// Takes the tags, content types and arguments of released operations from the lock.
pub(super) fn keep(api: &mut Api, lock: &Lock) {
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
