//! Which types requests carry and which responses do.

use crate::ir::{Api, TypeId, Usage};

pub(super) fn mark(api: &mut Api) {
    let requests = api.operations.values().flat_map(crate::ir::Operation::request_types).collect();
    let responses = api.operations.values().flat_map(crate::ir::Operation::response_types).collect();
    spread(api, requests, |usage| std::mem::replace(&mut usage.request, true));
    spread(api, responses, |usage| std::mem::replace(&mut usage.response, true));
}

/// Marks all that is reached from some types; `mark` says whether a type was marked before.
fn spread(api: &mut Api, mut open: Vec<TypeId>, mark: impl Fn(&mut Usage) -> bool) {
    while let Some(id) = open.pop() {
        if !mark(&mut api.types[id].usage) {
            open.extend(api.types[id].kind.children());
        }
    }
}
