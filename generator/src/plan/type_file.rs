//! The files of the `types` module: a schema that the document names stands with all that is inline in it, what is inline
//! in the operations of a tag with those, and a type of several of them alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Frozen, Index as _, Owner, TypeId};
use crate::names::Table;

use super::reach::Reach;
use super::types::{self, TypeItem};

/// A file of the `types` module.
#[derive(Debug)]
pub struct TypeFile {
    /// Its module, which is also its name without the extension.
    pub module: String,
    /// The features that compile it; none: it always is.
    pub features: Vec<String>,
    /// What it holds: the type that it is named after before those that are inline in it.
    pub items: Vec<TypeItem>,
}

impl TypeFile {
    /// The names of all that it defines: the items, and the structs of what objects require.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.items.iter().flat_map(|item| std::iter::once(item.name()).chain(item.beside())).collect()
    }
}

/// What tells the file of what is inline in the operations of a tag from that of a type.
const OF_TAG: &str = "inline";
/// The same of an operation without a tag.
const OF_OPERATION: &str = "operation";

pub(super) fn files(api: &Frozen, names: &Table, reach: &Reach) -> Vec<TypeFile> {
    let owners = api.owners();
    let own: BTreeSet<String> = names.types.values().map(|name| name.module_in("types")).collect();
    let mut files: BTreeMap<String, BTreeMap<(bool, String), TypeId>> = BTreeMap::new();
    for (id, name) in &names.types {
        let owner = owners.get(id.position()).and_then(Option::as_ref);
        let other = owner.and_then(|owner| module(api, names, *id, owner, &own));
        let is_inline = other.is_some();
        let module = other.unwrap_or_else(|| name.module_in("types"));
        files.entry(module).or_default().insert((is_inline, name.pascal()), *id);
    }
    let file = |(module, types): (String, BTreeMap<_, TypeId>)| TypeFile {
        module,
        features: together(types.values().map(|id| reach.features(*id))),
        items: types.values().flat_map(|id| items(api, names, *id)).collect(),
    };
    files.into_iter().map(file).collect()
}

/// The item of a type, and those for its former names.
fn items(api: &Frozen, names: &Table, id: TypeId) -> impl Iterator<Item = TypeItem> {
    let own = names.types.get(&id).map(|name| types::item(api, names, id, name));
    own.into_iter().chain(types::former(names, id))
}

/// The module that holds a type beside others; none: its own.
fn module(api: &Frozen, names: &Table, id: TypeId, owner: &Owner, own: &BTreeSet<String>) -> Option<String> {
    let mut module = match owner {
        Owner::Schema(schema) if *schema == id => return None,
        Owner::Schema(schema) => return Some(names.types.get(schema)?.module_in("types")),
        Owner::Operation(operation) => match api.operations[*operation].defining_tag() {
            Some(tag) => of_tag(api, names, tag)?,
            None => names.operations.get(operation)?.marker.file_beside(OF_OPERATION),
        },
        Owner::Tag(tag) => of_tag(api, names, tag)?,
        Owner::Several => return None,
    };
    while own.contains(&module) {
        module.push('_');
    }
    Some(module)
}

fn of_tag(api: &Frozen, names: &Table, tag: &str) -> Option<String> {
    let position = api.tags.iter().position(|known| known.name == tag)?;
    names.groups.get(position).map(|group| group.module.file_beside(OF_TAG))
}

/// The features with any of which one of some types is compiled; none: one always is.
fn together(mut features: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut all = BTreeSet::new();
    if features.any(|own| {
        let is_always = own.is_empty();
        all.extend(own);
        is_always
    }) {
        all.clear();
    }
    all.into_iter().collect()
}
