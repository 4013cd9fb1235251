//! What can only be said of the whole API: an [`Api`] goes in, a [`Frozen`] one comes out.

mod boxes;
mod components;
mod direction;
mod errors;
#[cfg(test)]
mod fixture;
mod layout;
mod losses;
mod nullability;
mod pagination;
mod places;
mod recursion;
mod released;
mod server;
mod shapes;
mod sharing;
mod tags;
mod unions;

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Frozen};
use crate::lock::Lock;

/// Settles what each type is, and the place by which the lock calls it.
#[must_use]
pub fn settle(mut api: Api, lock: &Lock, diagnostics: &mut Diagnostics) -> Api {
    server::share(&mut api);
    released::keep_operations(&mut api, lock, diagnostics);
    nullability::spread(&mut api);
    recursion::refuse(&mut api, diagnostics);
    direction::mark(&mut api);
    // Before unions, which are told apart by what must be there.
    direction::relax(&mut api);
    unions::settle(&mut api, diagnostics);
    // Again: what unions became may no longer carry what they did.
    direction::mark(&mut api);
    places::number(&mut api);
    api
}

/// Finishes an API, after which it no longer changes; what was released stays as the lock says.
#[must_use]
pub fn finish(mut api: Api, lock: &Lock, diagnostics: &mut Diagnostics) -> Frozen {
    // Before types are called after tags.
    tags::join(&mut api, lock, diagnostics);
    sharing::join(&mut api, lock, diagnostics);
    released::keep_constructors(&mut api, lock);
    direction::mark(&mut api);
    boxes::place(&mut api, lock, diagnostics);
    pagination::detect(&mut api);
    losses::report(&api, diagnostics);
    tags::declare(&mut api);
    errors::collect(&mut api);
    Frozen::new(api)
}
