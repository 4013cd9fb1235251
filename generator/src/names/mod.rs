//! Every Rust identifier, claimed once in a scope: an API goes in, a table of names comes out.

mod assign;
mod clashes;
mod reserved;
mod scope;
mod table;
mod words;

pub(crate) use reserved::{UNTAGGED, is_keyword};

pub use assign::assign;
pub use scope::{Name, Scope};
pub use table::{ArgumentSource, FormNames, OperationNames, Table, VariableNames};

/// Names a crate after the title of its API.
#[must_use]
pub fn crate_name(title: &str) -> String {
    Scope::default().claim([title]).kebab()
}
