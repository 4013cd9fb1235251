//! Tests that depend on something outside of the repository, and say so where they cannot run.

use std::io::Write as _;

/// Tells whether this is a build that depends on no registry but the workspace's own: the variable `CI` is set.
#[must_use]
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Reports to the person who runs the tests. `eprintln!` would be shown for tests that fail only.
pub fn tell(name: &str, message: &str) {
    let _ = writeln!(std::io::stderr(), "{name}: {message}");
}
