//! Every Rust identifier, claimed once in a scope: an API goes in, a table of names comes out.

mod assign;
mod bodies;
mod clashes;
mod client;
mod constructors;
mod errors;
mod former;
mod given;
mod keys;
mod losses;
mod methods;
mod moves;
mod nullable;
mod operations;
mod outputs;
mod parameters;
mod relock;
mod reserved;
mod routes;
mod scope;
mod standing;
mod table;
mod types;
mod upgrade;
mod words;

pub(crate) use keys::alone;
pub(crate) use reserved::{UNTAGGED, is_keyword};
pub(crate) use routes::parameter as moved_parameter;

pub use crate::lock::Nullable;
pub use assign::{assign, follow, follow_operations, locked};
pub use scope::{Name, Scope};
pub use table::{
    ArgumentSource, Constructor, ErrorNames, FormNames, OperationNames, OutputEnumNames, OutputNames, Table,
    VariableNames,
};

/// Names a crate after the title of its API.
#[must_use]
pub fn crate_name(title: &str) -> String {
    Scope::default().claim([title]).kebab()
}
