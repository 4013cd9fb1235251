//! Every Rust identifier, claimed once in a scope: an API goes in, a table of names comes out.

mod assign;
mod clashes;
mod client;
mod keys;
mod losses;
mod nullable;
mod operations;
mod relock;
mod reserved;
mod scope;
mod table;
mod types;
mod upgrade;
mod words;

pub(crate) use reserved::UNTAGGED;

pub use crate::lock::Nullable;
pub use assign::assign;
pub use scope::{Name, Scope};
pub use table::{ArgumentSource, FormNames, OperationNames, Table, VariableNames};

/// Names a crate after the title of its API.
#[must_use]
pub fn crate_name(title: &str) -> String {
    Scope::default().claim([title]).kebab()
}
