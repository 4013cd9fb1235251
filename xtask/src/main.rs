//! The commands of this repository: `cargo xtask <command>`, from any folder of it.
//!
//! They call the library as `signet` itself does; nothing about generating is decided here.

mod corpus;
mod public_api;
mod stable;
mod support;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use signet::cli::{Console, Mode, generate_folders};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
enum Command {
    /// Generates the crates of all folders of `spec`.
    Generate {
        /// Write nothing; list what differs from what is committed, and fail if anything does.
        #[arg(long)]
        check: bool,
        /// Write nothing when there is an error or a warning, also one that costs a single operation.
        #[arg(long)]
        strict: bool,
        /// Show all diagnostics, also those that repeat others.
        #[arg(long, short)]
        verbose: bool,
    },
    /// Writes `SUPPORT.md`: what becomes of each construct of OpenAPI.
    Support {
        /// Write nothing, and fail if the page is stale.
        #[arg(long)]
        check: bool,
    },
    /// Generates a crate from every document in a folder, and compiles it if asked to; prints a table of what became of each.
    Corpus(corpus::Arguments),
    /// Edits every document in a folder at random, and fails if the public API of what was there changes.
    Stable(stable::Arguments),
    /// Does one document of `corpus`, in a process of its own.
    #[command(hide = true)]
    CorpusDocument(corpus::Task),
}

fn main() -> ExitCode {
    let command = Command::parse();
    // Paths on the command line are meant from where it was given.
    let command = match command {
        Command::Corpus(arguments) => Command::Corpus(arguments.absolute()),
        Command::Stable(arguments) => Command::Stable(arguments.absolute()),
        other => other,
    };
    let mut console = Console::standard();
    // Cargo says where this package is; its parent is the workspace, wherever in it the command was given.
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    if let Some(root) = Path::new(&package).parent()
        && let Err(error) = env::set_current_dir(root)
    {
        eprintln!("error: cannot work in `{}`: {error}", root.display());
        return ExitCode::FAILURE;
    }
    match command {
        Command::Generate { check, strict, verbose } => {
            console.verbose = verbose;
            let mode = Mode { check, strict, remedy: "run `cargo xtask generate` and commit the result".to_owned() };
            generate_folders(Path::new(""), &[], &mode, &mut console)
                .map_or_else(ExitCode::from, |()| ExitCode::SUCCESS)
        }
        Command::Support { check } => support::run(check).unwrap_or_else(|error| fail(&error)),
        Command::Corpus(arguments) => corpus::run(&arguments).unwrap_or_else(|error| fail(&error)),
        Command::Stable(arguments) => stable::run(&arguments).unwrap_or_else(|error| fail(&error)),
        Command::CorpusDocument(task) => task.run().map_or_else(|error| fail(&error), |()| ExitCode::SUCCESS),
    }
}

fn fail(error: &std::io::Error) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}
