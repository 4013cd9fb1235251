//! The order of claims: released names first, then components, then inline schemas.

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Frozen};
use crate::lock::Lock;

use super::keys;
use super::losses::Losses;
use super::table::Table;
use super::{
    clashes, client, constructors, errors, given, nullable, operations, parameters, relock, routes, types, upgrade,
};

/// Brings what was released of operations under the keys of the document, so that the passes find it there.
#[must_use]
pub fn follow_operations(api: &Api, lock: &Lock) -> Lock {
    let mut lock = lock.clone();
    routes::follow(api, &mut lock);
    parameters::follow(api, &mut lock);
    lock
}

/// Brings what was released under the keys of the document, so that later stages find it there.
#[must_use]
pub fn follow(api: &Api, lock: &Lock, diagnostics: &mut Diagnostics) -> Lock {
    let keys = keys::keys(api);
    let mut lock = upgrade::upgrade(api, &keys, lock, diagnostics);
    keys::follow(api, &keys, &mut lock);
    lock
}

/// What a lock holds of an API that was named, and of nothing else.
#[must_use]
pub fn locked(api: &Frozen, table: &Table) -> Lock {
    let mut lock = Lock::default();
    relock::relock(api, &keys::keys(api), table, &mut lock);
    lock.former.clear();
    lock
}

/// Names everything, old names first, and says what the lock should hold from now on.
#[must_use]
pub fn assign(api: &Frozen, lock: &Lock, diagnostics: &mut Diagnostics) -> (Table, Lock) {
    let keys = keys::keys(api);
    let mut lock = lock.clone();
    keys::follow_variants(api, &keys, &mut lock);
    let mut table = Table::default();
    let mut losses = Losses::default();
    types::name_types(api, &keys, &lock, &mut table, &mut losses);
    constructors::report(api, &keys, &lock, diagnostics);
    types::name_members(api, &keys, &lock, &mut table, &mut losses);
    nullable::settle(api, &keys, &lock, &mut table, diagnostics);
    client::name_groups(api, &keys, &lock, &mut table, &mut losses);
    operations::name_operations(api, &keys, &lock, &mut table, &mut losses, diagnostics);
    errors::name_error_sets(api, &lock, &mut table, &mut losses);
    errors::report(api, &keys, &lock, &table, diagnostics);
    client::name_client(api, &lock, &mut table, &mut losses);
    losses.report(diagnostics);
    given::report(api, &keys, &lock, &table, diagnostics);
    clashes::report(api, &table, diagnostics);
    relock::relock(api, &keys, &table, &mut lock);
    lock.format_1 = None;
    (table, lock)
}
