//! Links in docs from one item of a generated crate to another.

/// Derive macros of the prelude whose names a struct may have; what else it has is no name of an operation's marker.
const MACROS: [&str; 2] = ["Hash", "PartialOrd"];

/// The path that a link to a struct has.
pub(super) fn to_struct(name: &str) -> String {
    // A name alone could mean the macro too, which rustdoc refuses.
    if MACROS.contains(&name) { format!("struct@{name}") } else { name.to_owned() }
}
