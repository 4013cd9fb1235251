//! The order of claims: what was released first, then components, then what stands inline.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::ir::Frozen;
use crate::lock::Lock;

use super::keys;
use super::losses::Losses;
use super::table::Table;
use super::{Scope, clashes, client, nullable, operations, relock, reserved, types, upgrade};

/// Names everything, old names first, and says what the lock should hold from now on.
#[must_use]
pub fn assign(api: &Frozen, lock: &Lock, diagnostics: &mut Diagnostics) -> (Table, Lock) {
    let keys = keys::keys(api);
    let mut lock = upgrade::upgrade(api, &keys, lock, diagnostics);
    keys::follow(api, &keys, &mut lock);
    let mut table = Table::default();
    let mut losses = Losses::default();
    types::name_types(api, &keys, &lock, &mut table, &mut losses);
    types::name_members(api, &keys, &lock, &mut table, &mut losses);
    nullable::settle(api, &keys, &lock, &mut table, diagnostics);
    client::name_groups(api, &keys, &lock, &mut table, &mut losses);
    operations::name_operations(api, &keys, &lock, &mut table, &mut losses);
    name_error_sets(api, &mut Scope::with_reserved(&reserved::ROOT), &mut table);
    client::name_client(api, &lock, &mut table, &mut losses);
    losses.report(diagnostics);
    clashes::report(api, &table, diagnostics);
    relock::relock(api, &keys, &table, &mut lock);
    lock.format_1 = None;
    (table, lock)
}

fn name_error_sets(api: &Frozen, scope: &mut Scope, table: &mut Table) {
    for (id, set) in api.error_sets.iter().filter(|(_, set)| set.bodies.len() > 1) {
        let users = api.operations.values().filter(|operation| operation.error_set == Some(id));
        let tags: BTreeSet<&str> = users.map(|operation| operation.tags.first().map_or("", String::as_str)).collect();
        let bodies: Vec<Vec<&str>> = set.bodies.iter().map(|body| api.types[*body].hint.words()).collect();
        let name = match tags.first() {
            Some(tag) if tags.len() == 1 && !tag.is_empty() => scope.claim([*tag, "error"]),
            _ => scope.claim(bodies.join(&"or")),
        };
        let mut variants = Scope::default();
        let variants = bodies.into_iter().map(|words| variants.claim(words)).collect();
        table.error_sets.insert(id, (name, variants));
    }
}
