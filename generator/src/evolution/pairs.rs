//! The types of both versions that stand for each other, found along the operations.
//!
//! A pair is looked at once, however many operations lead to it, so that a type that changed is one change.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::ir::{Api, Direction, Kind, TypeId, Usage};

use super::{TooDifferent, union};

/// How many pairs there may be for each type: mostly a type has one counterpart.
const MOST_PAIRS: usize = 8;
/// How many steps are made in all to find the operations that changes reach.
const MOST_STEPS: usize = 20_000_000;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Request,
    Response,
}

/// Two types that stand for each other.
pub(super) struct Pair {
    pub(super) old: TypeId,
    pub(super) new: TypeId,
    /// Which ways values travel.
    pub(super) usage: Usage,
    /// Whether the types stand elsewhere than in properties and unions, which say themselves whether they may be `null`.
    pub(super) is_item: bool,
    /// The pairs that contain this one.
    pub(super) parents: BTreeSet<usize>,
    /// What has the type itself, by number.
    pub(super) holders: BTreeSet<usize>,
}

#[derive(Default)]
pub(super) struct Pairs {
    pub(super) all: Vec<Pair>,
    known: HashMap<(TypeId, TypeId), usize>,
    open: Vec<(usize, Flow)>,
    steps: usize,
}

impl Pairs {
    /// Adds the types of a parameter, body or header of the operation with this number.
    pub(super) fn root(&mut self, (old, new): (TypeId, TypeId), flow: Flow, holder: usize) {
        let at = self.add(old, new, flow);
        if let Some(pair) = self.all.get_mut(at) {
            pair.holders.insert(holder);
            pair.is_item = true;
        }
    }

    fn add(&mut self, old: TypeId, new: TypeId, flow: Flow) -> usize {
        let at = *self.known.entry((old, new)).or_insert(self.all.len());
        if at == self.all.len() {
            let (parents, holders) = (BTreeSet::new(), BTreeSet::new());
            self.all.push(Pair { old, new, usage: Usage::default(), is_item: false, parents, holders });
        }
        if let Some(pair) = self.all.get_mut(at) {
            let is_known = match flow {
                Flow::Request => std::mem::replace(&mut pair.usage.request, true),
                Flow::Response => std::mem::replace(&mut pair.usage.response, true),
            };
            if !is_known {
                self.open.push((at, flow));
            }
        }
        at
    }

    /// Adds the types that the types are made of.
    pub(super) fn walk(&mut self, old: &Api, new: &Api) -> Result<(), TooDifferent> {
        let most = (old.types.len() + new.types.len() + 100) * MOST_PAIRS;
        while let Some((at, flow)) = self.open.pop() {
            let Some(pair) = self.all.get(at) else { continue };
            for (inner, other, is_item) in children((old, pair.old), (new, pair.new), flow) {
                let child = self.add(inner, other, flow);
                if let Some(child) = self.all.get_mut(child) {
                    child.parents.insert(at);
                    child.is_item |= is_item;
                }
            }
            if self.all.len() > most {
                return Err(TooDifferent);
            }
        }
        Ok(())
    }

    /// Lists the pairs, with other names for types followed.
    pub(super) fn resolved(&self, old: &Api, new: &Api) -> HashSet<(TypeId, TypeId)> {
        self.all.iter().map(|pair| (old.resolved(pair.old), new.resolved(pair.new))).collect()
    }

    /// Finds what a pair is part of, by number.
    pub(super) fn reached(&mut self, at: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut seen = BTreeSet::from([at]);
        let mut open = vec![at];
        while let Some(pair) = open.pop().and_then(|at| self.all.get(at)) {
            self.steps += 1 + pair.parents.len();
            reached.extend(&pair.holders);
            // What is found until then is enough for a report.
            if self.steps > MOST_STEPS {
                break;
            }
            open.extend(pair.parents.iter().copied().filter(|parent| seen.insert(*parent)));
        }
        reached
    }
}

/// The types that two types are made of, where both have them, and whether each stands where nothing else says whether it may be `null`.
fn children((old, one_id): (&Api, TypeId), (new, other_id): (&Api, TypeId), flow: Flow) -> Vec<(TypeId, TypeId, bool)> {
    let (old_id, new_id) = (old.resolved(one_id), new.resolved(other_id));
    let (one, other) = (&old.types[old_id].kind, &new.types[new_id].kind);
    match (one, other) {
        (Kind::Array(one), Kind::Array(other)) | (Kind::Map(one), Kind::Map(other)) => vec![(*one, *other, true)],
        (Kind::Tuple(one), Kind::Tuple(other)) => {
            let elements = one.elements.iter().copied().zip(other.elements.iter().copied());
            elements.chain(one.rest.zip(other.rest)).map(|(one, other)| (one, other, true)).collect()
        }
        (Kind::Object(one), Kind::Object(other)) => {
            let travels = |direction: Direction| match direction {
                Direction::Both => true,
                Direction::Request => flow == Flow::Request,
                Direction::Response => flow == Flow::Response,
            };
            let fields = one.fields.iter().filter_map(|(name, field)| {
                let new = other.fields.get(name)?;
                (travels(field.direction) || travels(new.direction)).then_some((field.ty, new.ty, false))
            });
            let additional = one.additional.zip(other.additional).map(|(one, other)| (one, other, true));
            fields.chain(additional).collect()
        }
        (Kind::Union(one), Kind::Union(other)) => union::matched((old, old_id), (new, new_id))
            .into_iter()
            // A union may be `null` where a variant may.
            .filter_map(|(at, to)| Some((one.variants.get(at)?.ty, other.variants.get(to?)?.ty, false)))
            .collect(),
        (Kind::Union(union), _) => {
            union::variant((old, union), (new, other_id)).map(|id| (id, other_id, false)).into_iter().collect()
        }
        (_, Kind::Union(union)) => {
            union::variant((new, union), (old, one_id)).map(|id| (one_id, id, false)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
