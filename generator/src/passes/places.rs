//! Places of types: each names one type, so that the lock can call it by its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, TypeId};

/// Numbers the types with a name that have one place, by what they are, whatever the order of the document.
pub(super) fn number(api: &mut Api) {
    let mut places: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && ty.is_named()) {
        places.entry(ty.hint.key()).or_default().push(id);
    }
    for (place, mut ids) in places.into_iter().filter(|(_, ids)| ids.len() > 1) {
        ids.sort_by_cached_key(|id| {
            let members: BTreeSet<String> = api.types[*id].kind.members().into_iter().map(str::to_owned).collect();
            (!api.types[*id].hint.is_given(), members, *id)
        });
        for (number, id) in ids.into_iter().enumerate().skip(1) {
            let hint = api.types[id].hint.clone();
            api.types[id].hint = hint.moved(format!("{place} {}", number + 1));
        }
    }
}
