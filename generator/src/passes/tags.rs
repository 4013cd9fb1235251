//! Tags that operations use and the document does not declare.

use crate::ir::{Api, Tag};

/// Declares them after the others, and drops the ones that nobody uses.
pub(super) fn declare(api: &mut Api) {
    for operation in api.operations.values() {
        for name in &operation.tags {
            if !api.tags.iter().any(|tag| tag.name == *name) {
                api.tags.push(Tag { name: name.clone(), description: None });
            }
        }
    }
    let operations = &api.operations;
    api.tags.retain(|tag| operations.values().any(|operation| operation.tags.contains(&tag.name)));
}
