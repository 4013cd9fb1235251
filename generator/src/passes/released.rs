//! What operations keep of a released crate: the tag whose module they are in, and the content type that they send.

use crate::ir::{Api, USUAL};
use crate::lock::Lock;

/// Takes the tags and content types of released operations from the lock.
pub(super) fn keep(api: &mut Api, lock: &Lock) {
    for operation in api.operations.values_mut() {
        let Some(locked) = lock.operations.get(&operation.place()) else { continue };
        operation.released_tag.clone_from(&locked.tag);
        if let Some(body) = &mut operation.request_body {
            body.released = Some(locked.content.clone().unwrap_or_else(|| USUAL.to_owned()));
        }
    }
}
