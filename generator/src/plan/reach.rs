//! Which tags reach which types, and whether webhooks do: a type is compiled when a chosen feature needs it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Frozen, TypeId};
use crate::names::Table;

use super::webhook::WEBHOOK;

/// The features that reach each type.
#[derive(Debug, Default)]
pub(super) struct Reach {
    features: BTreeMap<TypeId, BTreeSet<String>>,
    always: BTreeSet<TypeId>,
    tags: usize,
}

impl Reach {
    /// Walks from the operations of each tag to the types they carry.
    pub(super) fn of(api: &Frozen, names: &Table) -> Self {
        let mut reach = Self { tags: api.tags.len(), ..Self::default() };
        // Operations are defined in the module of their first tag, which is compiled with the tags of them all.
        let mut together: BTreeMap<Option<&String>, BTreeSet<&String>> = BTreeMap::new();
        for operation in api.operations.values() {
            together.entry(operation.defining_tag()).or_default().extend(&operation.tags);
        }
        // Many operations stand under the same tags: what they carry is walked once.
        let mut carried: BTreeMap<&BTreeSet<&String>, Vec<TypeId>> = BTreeMap::new();
        for operation in api.operations.values() {
            if let Some(tags) = together.get(&operation.defining_tag()) {
                carried.entry(tags).or_default().extend(operation.types());
            }
        }
        for (tags, types) in carried {
            let own = api.tags.iter().zip(&names.groups).filter(|(tag, _)| tags.contains(&tag.name));
            reach.mark(api, types, &own.map(|(_, own)| own.module.kebab()).collect());
        }
        let webhooks = api.webhooks.iter().map(|webhooks| webhooks.event);
        reach.mark(api, webhooks.collect(), &BTreeSet::from([WEBHOOK.to_owned()]));
        reach
    }

    /// Notes which features reach some types and those that they are made of.
    fn mark(&mut self, api: &Frozen, mut open: Vec<TypeId>, features: &BTreeSet<String>) {
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(api.types[id].kind.children());
            }
        }
        for id in seen {
            if features.is_empty() {
                self.always.insert(id);
            }
            self.features.entry(id).or_default().extend(features.iter().cloned());
        }
    }

    /// The features that compile a type; none where it is always compiled: half of the tags or an operation without a tag
    /// need it, and a gate would cost more than it saves.
    pub(super) fn features(&self, id: TypeId) -> Vec<String> {
        match self.features.get(&id) {
            Some(features) if features.len() * 2 < self.tags && !self.always.contains(&id) => {
                features.iter().cloned().collect()
            }
            _ => Vec::new(),
        }
    }
}
