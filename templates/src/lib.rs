//! What every generated crate starts from: the manifest and README, rendered with minijinja, and the runtime, of which each crate
//! has a copy of what it needs.
//!
//! Everything is embedded, so that an installed `signet` needs no checkout.

mod dependencies;
mod features;
mod runtime;

pub use dependencies::{DEPENDENCIES, Dependency};
pub use features::Feature;
pub use runtime::Runtime;
pub use signet_runtime::SOURCES as RUNTIME;

/// The files of the skeleton, by their path in a crate; those that end in `.j2` are templates.
pub const SKELETON: [(&str, &str); 3] = [
    ("Cargo.toml.j2", include_str!("../crate/Cargo.toml.j2")),
    ("README.md.j2", include_str!("../crate/README.md.j2")),
    ("rustfmt.toml", include_str!("../crate/rustfmt.toml")),
];
