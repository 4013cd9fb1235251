//! What an inline type stands in: the schema or the operation that leads to it by inline types alone.

use std::collections::BTreeSet;

use super::{Api, Index, OperationId, TypeId};

/// What leads to a type by inline types alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A schema that the document names; of itself, the schema.
    Schema(TypeId),
    /// One operation.
    Operation(OperationId),
    /// Several operations that are defined with this tag.
    Tag(String),
    /// Webhooks, or things that have nothing in common.
    Several,
}

impl Api {
    /// Finds the owner of each type, by its position; none: nothing carries it.
    #[must_use]
    pub fn owners(&self) -> Vec<Option<Owner>> {
        let mut owners = vec![None; self.types.len()];
        for (id, ty) in self.types.iter().filter(|(_, ty)| ty.hint.is_given() && ty.usage.is_carried()) {
            if let Some(owner) = owners.get_mut(id.position()) {
                *owner = Some(Owner::Schema(id));
            }
            self.own(&mut owners, ty.kind.children(), &Owner::Schema(id));
        }
        for (id, operation) in self.operations.iter() {
            self.own(&mut owners, operation.types().collect(), &Owner::Operation(id));
        }
        self.own(&mut owners, self.webhooks.iter().map(|webhooks| webhooks.event).collect(), &Owner::Several);
        owners
    }

    /// Gives the inline types that some types lead to an owner. What has one already is visited only while that makes
    /// a difference, which it does three times at most.
    fn own(&self, owners: &mut [Option<Owner>], mut open: Vec<TypeId>, owner: &Owner) {
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if self.types[id].hint.is_given() || !seen.insert(id) {
                continue;
            }
            let Some(known) = owners.get_mut(id.position()) else { continue };
            let together = known.as_ref().map_or_else(|| owner.clone(), |known| self.together(known, owner));
            if known.as_ref() != Some(&together) {
                *known = Some(together);
                open.extend(self.types[id].kind.children());
            }
        }
    }

    /// What two owners have in common.
    fn together(&self, one: &Owner, other: &Owner) -> Owner {
        if one == other {
            return one.clone();
        }
        let tag = |owner: &Owner| match owner {
            Owner::Operation(id) => self.operations[*id].defining_tag().cloned(),
            Owner::Tag(tag) => Some(tag.clone()),
            Owner::Schema(_) | Owner::Several => None,
        };
        match (tag(one), tag(other)) {
            (Some(one), Some(other)) if one == other => Owner::Tag(one),
            _ => Owner::Several,
        }
    }
}
