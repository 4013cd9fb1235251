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
    /// Generate the crates of all folders in `spec`.
    Generate {
        /// Write nothing; list the files that are out of date, and fail if there are any.
        #[arg(long)]
        check: bool,
        /// Write nothing if there is any error or warning.
        #[arg(long)]
        strict: bool,
        /// Show all diagnostics instead of the first of each kind.
        #[arg(long, short)]
        verbose: bool,
    },
    /// Write `SUPPORT.md`, the supported constructs of OpenAPI, and `docs/diagnostics.md`, the codes of diagnostics.
    Support {
        /// Write nothing, and fail if a page is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Generate a crate from every document in a folder, optionally compile it, and print a table of the results.
    Corpus(corpus::Arguments),
    /// Edit every document in a folder at random, and fail if the public API of existing items changes.
    Stable(stable::Arguments),
    /// Runs one document of `corpus`, in a separate process.
    #[command(hide = true)]
    CorpusDocument(corpus::Task),
}

fn main() -> ExitCode {
    let command = Command::parse();
    // Paths on the command line are relative to the current folder.
    let command = match command {
        Command::Corpus(arguments) => Command::Corpus(arguments.absolute()),
        Command::Stable(arguments) => Command::Stable(arguments.absolute()),
        other => other,
    };
    let mut console = Console::standard();
    // The parent of this package is the workspace, in whichever of its folders the command runs.
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
