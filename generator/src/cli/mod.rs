//! The command line: arguments in, calls of the library, and what they did in words out.
//!
//! `signet` and this repository's `xtask` share the commands below, so that they cannot come to differ.

mod arguments;
mod console;
mod diff;
mod explain;
mod generate;
mod import;
mod lock;
mod summary;
mod update;

pub use arguments::main;
pub use console::Console;
pub use generate::{Mode, generate_files, generate_folders};
pub use lock::lock_folders;

/// Says that a command failed; why has been printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

impl From<Failed> for std::process::ExitCode {
    fn from(_: Failed) -> Self {
        Self::FAILURE
    }
}

#[cfg(test)]
mod tests;
