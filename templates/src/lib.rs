//! What every generated crate starts from: the manifest and README, rendered with minijinja, and the parts of the runtime,
//! copied.
//!
//! Everything is embedded, so that an installed `signet` needs no checkout.

mod dependencies;
mod parts;

pub use dependencies::{DEPENDENCIES, Dependency};
pub use parts::{Feature, PARTS, Part};

/// The runtime's module that names its parts, of which a generated crate has the lines of its own parts.
pub const RUNTIME_INDEX: &str = "mod.rs";

/// The files of the skeleton, by their path in a crate; those that end in `.j2` are templates.
pub const SKELETON: [(&str, &str); 3] = [
    ("Cargo.toml.j2", include_str!("../crate/Cargo.toml.j2")),
    ("README.md.j2", include_str!("../crate/README.md.j2")),
    ("rustfmt.toml", include_str!("../crate/rustfmt.toml")),
];

/// Returns a file of the runtime by its path below `src/runtime/`.
#[must_use]
pub fn runtime_file(path: &str) -> Option<&'static str> {
    signet_runtime::SOURCES.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

/// Lists the files of a module of the runtime, by their path below `src/runtime/`.
pub fn module_files(module: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let file = format!("{module}.rs");
    let folder = format!("{module}/");
    signet_runtime::SOURCES.iter().copied().filter(move |(path, _)| *path == file || path.starts_with(&folder))
}
