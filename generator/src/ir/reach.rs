//! From what cannot be made to what needs it.

use std::collections::HashSet;

use super::{Api, Index, TypeId};

impl Api {
    /// Takes out the operations and webhooks that carry one of these types, or a type that is made of one.
    ///
    /// Before the passes that give operations and sets of errors their indices.
    pub(crate) fn drop_operations_with(&mut self, broken: HashSet<TypeId>) {
        if broken.is_empty() {
            return;
        }
        let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); self.types.len()];
        for (id, ty) in self.types.iter() {
            for child in ty.kind.children() {
                if let Some(holders) = holders.get_mut(child.position()) {
                    holders.push(id);
                }
            }
        }
        let mut open: Vec<TypeId> = broken.iter().copied().collect();
        let mut broken = broken;
        while let Some(id) = open.pop() {
            for holder in holders.get(id.position()).into_iter().flatten() {
                if broken.insert(*holder) {
                    open.push(*holder);
                }
            }
        }
        self.webhooks.take_if(|webhooks| broken.contains(&webhooks.event));
        self.operations.retain(|operation| !operation.types().any(|ty| broken.contains(&ty)));
    }
}
