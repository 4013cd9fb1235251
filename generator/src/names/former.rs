//! The names that types had in a released crate, which stay as other names for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::TypeId;
use crate::lock::{Lock, Names};

use super::{Name, Scope};

/// Former names by what the scope of types calls them. One that is still the name of a type that may come back is kept for
/// that.
pub(super) fn released(lock: &Lock) -> Names {
    let names: BTreeSet<&String> = lock.types.values().collect();
    let former = lock.former.iter().flat_map(|(key, former)| former.iter().map(move |name| (key, name)));
    former.filter(|(_, name)| !names.contains(name)).map(|(key, name)| (owner(key, name), name.clone())).collect()
}

/// No key of a type has a line break.
fn owner(key: &str, name: &str) -> String {
    format!("{key}\n{name}")
}

/// Claims the former names of types, but for those that other types have now.
pub(super) fn claim(
    keys: &BTreeMap<TypeId, String>,
    lock: &Lock,
    names: &BTreeMap<TypeId, Name>,
    scope: &mut Scope,
) -> BTreeMap<TypeId, Vec<Name>> {
    let of = |(id, key): (&TypeId, &String)| {
        let renamed = lock.types.get(key).filter(|old| names.get(id).is_none_or(|name| name.words() != **old));
        let released: BTreeSet<&String> = lock.former.get(key).into_iter().flatten().chain(renamed).collect();
        let is_own = |name: &str, kept: &str| kept == owner(key, name) || lock.types.contains_key(kept);
        let former = released.into_iter().filter_map(|name| scope.claim_former(name, |kept| is_own(name, kept)));
        let former: Vec<Name> = former.collect();
        (!former.is_empty()).then_some((*id, former))
    };
    keys.iter().filter_map(of).collect()
}
