//! The sets of error bodies that operations document: operations with the same bodies share one.

use indexmap::IndexMap;

use crate::ir::{Api, ErrorSet, ErrorSetId, TypeId};

/// Gives each operation its set.
pub(super) fn collect(api: &mut Api) {
    let mut sets: IndexMap<Vec<TypeId>, ErrorSetId> = IndexMap::new();
    for operation in api.operations.values_mut() {
        let mut bodies: Vec<TypeId> = Vec::new();
        let documented = operation.responses.errors();
        for body in documented.filter_map(|(_, response)| response.body()) {
            if !bodies.contains(&body) {
                bodies.push(body);
            }
        }
        let id =
            *sets.entry(bodies).or_insert_with_key(|bodies| api.error_sets.push(ErrorSet { bodies: bodies.clone() }));
        operation.error_set = Some(id);
    }
}
