//! Every Rust identifier, claimed once in a scope: an API goes in, a table of names comes out.

mod assign;
mod clashes;
mod letters;
mod reserved;
mod scope;
mod words;

pub(crate) use reserved::UNTAGGED;

pub use assign::{ArgumentSource, FormNames, OperationNames, Table, VariableNames, assign};
pub use scope::{Name, Scope};

/// Names a crate after the title of its API.
#[must_use]
pub fn crate_name(title: &str) -> String {
    Scope::default().claim([title]).kebab()
}
