//! Which operation or variant of the new version is which of the old one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ir::{Operation, OperationId, without_names};
use crate::names::alone;

use super::Side;
use super::change::Holder;

/// The operations of both versions, and those of one only.
pub(super) struct Matched {
    pub(super) pairs: Vec<(OperationId, OperationId)>,
    pub(super) removed: Vec<OperationId>,
    pub(super) added: Vec<OperationId>,
}

/// Matches operations by method and path without the names of path parameters, then by `operationId`, then by HTTP method, tag
/// and the name of the method, where no other operation can be meant. An operation that the other version leaves out is not there.
pub(super) fn operations(old: Side<'_>, new: Side<'_>) -> Matched {
    let mut open: BTreeMap<String, Vec<OperationId>> = BTreeMap::new();
    for (id, operation) in new.api.operations.iter() {
        open.entry(key(operation)).or_default().push(id);
    }
    let mut matched = Matched { pairs: Vec::new(), removed: Vec::new(), added: Vec::new() };
    for (id, operation) in old.api.operations.iter() {
        let found = open.get_mut(&key(operation)).and_then(|same| {
            // Several have this path only where their parameters have other names.
            let exact = same.iter().position(|other| new.api.operations[*other].template == operation.template);
            if same.is_empty() { None } else { Some(same.remove(exact.unwrap_or(0))) }
        });
        match found {
            Some(other) => matched.pairs.push((id, other)),
            None => matched.removed.push(id),
        }
    }
    matched.added.extend(open.into_values().flatten());
    matched.follow(|side, id| Some(&given(side, id)?.id).cloned(), (old, new));
    let method = |side: Side<'_>, id| {
        let name = side.names.operations.get(&id)?.method.snake();
        let operation = given(side, id)?;
        Some((operation.method.as_str().to_owned(), operation.defining_tag().cloned(), name))
    };
    matched.follow(method, (old, new));
    matched
}

/// An operation with an id of the document: one that is made up says nothing but the path.
fn given(side: Side<'_>, id: OperationId) -> Option<&Operation> {
    Some(&side.api.operations[id]).filter(|operation| operation.has_id)
}

impl Matched {
    /// Pairs operations of one version only that are called the same, where no other is.
    fn follow<K: Ord>(
        &mut self,
        called: impl Fn(Side<'_>, OperationId) -> Option<K>,
        (old, new): (Side<'_>, Side<'_>),
    ) {
        let (left_before, left_now) = (old.api.left_out(), new.api.left_out());
        let is_gone = |id: &&OperationId| !left_now.contains(&key(&old.api.operations[**id]));
        let is_new = |id: &&OperationId| !left_before.contains(&key(&new.api.operations[**id]));
        let removed = self.removed.iter().filter(is_gone).filter_map(|id| Some((called(old, *id)?, *id)));
        let added = self.added.iter().filter(is_new).filter_map(|id| Some((called(new, *id)?, *id)));
        let moved = alone(removed, added);
        let (gone, new): (BTreeSet<OperationId>, BTreeSet<OperationId>) = moved.iter().copied().unzip();
        self.removed.retain(|id| !gone.contains(id));
        self.added.retain(|id| !new.contains(id));
        self.pairs.extend(moved);
    }

    /// Lists all that may be affected, in the order of the pairs, the removed and the added operations, with the webhooks at
    /// the end.
    pub(super) fn holders(&self, old: Side<'_>, new: Side<'_>) -> Vec<Holder> {
        let holder = |operation: &Operation, tag: Option<&String>| Holder { name: operation.key(), tag: tag.cloned() };
        let pairs = self.pairs.iter().map(|(id, other)| {
            let (old, new) = (&old.api.operations[*id], &new.api.operations[*other]);
            // Where readers find it now.
            holder(old, new.defining_tag().or(old.defining_tag()))
        });
        let removed = self.removed.iter().map(|id| &old.api.operations[*id]);
        let others = removed.chain(self.added.iter().map(|id| &new.api.operations[*id]));
        let holders = pairs.chain(others.map(|operation| holder(operation, operation.defining_tag())));
        holders.chain([Holder { name: "webhooks".to_owned(), tag: None }]).collect()
    }
}

/// Names an operation by method and path without the names of path parameters, which are not sent.
pub(super) fn key(operation: &Operation) -> String {
    without_names(&operation.place())
}

/// The counterparts of the old variants of something among the new ones; no two have the same.
pub(super) struct Counterparts<'a, T> {
    old: &'a [T],
    new: &'a [T],
    found: Vec<Option<usize>>,
    is_free: Vec<bool>,
}

impl<'a, T> Counterparts<'a, T> {
    pub(super) fn new(old: &'a [T], new: &'a [T]) -> Self {
        Self { old, new, found: vec![None; old.len()], is_free: vec![true; new.len()] }
    }

    /// Finds counterparts for the variants that have none yet: the first one with a mark in common that is free.
    pub(super) fn by<K: Ord, M: IntoIterator<Item = K>>(
        mut self,
        old: impl Fn(&'a T) -> M,
        new: impl Fn(&'a T) -> M,
    ) -> Self {
        let mut marked: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (at, variant) in self.new.iter().enumerate().filter(|(at, _)| self.is_free.get(*at) == Some(&true)) {
            for mark in new(variant) {
                marked.entry(mark).or_default().push_back(at);
            }
        }
        for (variant, found) in self.old.iter().zip(&mut self.found).filter(|(_, found)| found.is_none()) {
            for mark in old(variant) {
                let Some(open) = marked.get_mut(&mark) else { continue };
                while open.front().is_some_and(|at| self.is_free.get(*at) == Some(&false)) {
                    open.pop_front();
                }
                *found = found.iter().chain(open.front()).min().copied();
            }
            if let Some(is_free) = found.and_then(|at| self.is_free.get_mut(at)) {
                *is_free = false;
            }
        }
        self
    }

    /// Lists the positions of the old variants, each with that of its counterpart if there is one.
    pub(super) fn pairs(self) -> Vec<(usize, Option<usize>)> {
        self.found.into_iter().enumerate().collect()
    }
}
