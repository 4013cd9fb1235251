//! The command line of `signet`: parses the arguments and runs one command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

use super::{Console, Failed, Mode, diff, explain, generate_files, generate_folders, import, lock_folders, update};
use crate::builder::{Generator, Output};
use crate::source::Limits;

/// Generates a Rust client crate from an OpenAPI description (Swagger 2.0, OpenAPI 3.0, 3.1 or 3.2).
#[derive(Debug, Parser)]
#[command(name = "signet", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate crates from spec folders, or one crate from files.
    Generate(Generate),
    /// Extract the OpenAPI document of a Markdown page into a spec folder.
    Import {
        /// The Markdown page.
        page: PathBuf,
        /// The spec folder, created if it does not exist.
        #[arg(long, value_name = "DIR")]
        into: PathBuf,
        /// The URL of the page, recorded in signet.toml.
        #[arg(long, value_name = "URL")]
        source: Option<String>,
    },
    /// Compare two versions of a document: what an update changes, and what it breaks.
    ///
    /// Each change has two verdicts: `wire` says whether the released crate still works with the new server, `rust`
    /// whether a program still compiles with the new crate. Exits with 0, with 1 if there are findings, or with 2 if OLD
    /// or NEW cannot be compared.
    Diff(Diff),
    /// Fetch the documents of a spec folder from their sources, and generate: everything is put in place at once, or nothing.
    ///
    /// Exits with 0 also if the update breaks something, with 1 if `--fail-on` finds something, or with 2 if the folder was
    /// not updated or a report cannot be written.
    Update(Update),
    /// Explain a rule of `signet diff`, or the code of a diagnostic.
    Explain {
        /// The rule, such as `type-changed`, or the code, such as `E0204`.
        #[arg(value_name = "RULE|CODE", required_unless_present = "list")]
        name: Option<String>,
        /// List all codes.
        #[arg(long, exclusive = true)]
        list: bool,
    },
    /// List what signet.lock contains that the document no longer has: names that are kept in case it comes back.
    Lock {
        /// Folders that contain a signet.toml [default: every such folder in ./spec].
        #[arg(value_name = "FOLDER")]
        folders: Vec<PathBuf>,
        /// Remove these lines, which frees the names and ends deprecated aliases.
        #[arg(long)]
        prune: bool,
    },
    /// Print the Cargo dependencies of a generated module.
    Deps,
}

#[derive(Debug, Args)]
struct Diff {
    /// The old version: a file, a folder that contains a signet.toml, or `git:REV:PATH`.
    #[arg(required_unless_present = "rules")]
    old: Option<String>,
    /// The new version.
    #[arg(required_unless_present = "rules")]
    new: Option<String>,
    /// An overlay, applied to both versions.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// The lock with the released names [default: that of the folder].
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// How to write the report.
    #[arg(long, value_enum, default_value = "text")]
    format: diff::Format,
    /// Write the report to this file, too, as a page of HTML.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Which changes are findings.
    #[arg(long, value_enum, default_value = "breaking")]
    fail_on: diff::FailOn,
    /// List all rules.
    #[arg(long, exclusive = true)]
    rules: bool,
}

#[derive(Debug, Args)]
struct Update {
    /// The folder that contains the signet.toml [default: the only such folder in ./spec].
    folder: Option<PathBuf>,
    /// Put nothing in place; say what would change.
    #[arg(long)]
    dry_run: bool,
    /// Send no request: documents with a URL stay as they are, and those with a path are read.
    #[arg(long)]
    offline: bool,
    /// Accept documents that lose half of the operations or more.
    #[arg(long)]
    allow_shrink: bool,
    /// Exit with 1 if there are changes of this kind; they are put in place nevertheless.
    #[arg(long, value_enum)]
    fail_on: Option<diff::FailOn>,
    /// Write the report for a pull request to this file: Markdown, at most 60 kB.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Append `changed`, `verdict` and `version` to this file, a line of KEY=VALUE each.
    #[arg(long, value_name = "FILE")]
    output_env: Option<PathBuf>,
    /// Keep fetched documents in this folder, so that those that did not change are not transferred again.
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// How many seconds a document may take, at most a day.
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a separate switch on the command line")]
struct Generate {
    /// Folders that contain a signet.toml [default: every such folder in ./spec].
    #[arg(value_name = "FOLDER", conflicts_with = "input")]
    folders: Vec<PathBuf>,
    /// Write nothing; list the files that are out of date, and fail if there are any.
    #[arg(long)]
    check: bool,
    /// Write nothing if there is any error or warning.
    #[arg(long)]
    strict: bool,
    /// Show all diagnostics instead of the first of each kind.
    #[arg(long, short)]
    verbose: bool,
    /// A document (YAML, JSON, or a Markdown page that contains one); several documents are merged.
    #[arg(long, value_name = "FILE", requires = "output")]
    input: Vec<PathBuf>,
    /// An overlay; overlays are applied in the given order.
    #[arg(long, value_name = "FILE", requires = "input")]
    overlay: Vec<PathBuf>,
    /// Allow references to files in this folder, besides the folder of the document.
    #[arg(long = "root", value_name = "DIR", requires = "input")]
    roots: Vec<PathBuf>,
    /// Generate only operations with this tag, `operationId` or path; `*` matches any characters.
    #[arg(long, value_name = "PATTERN", requires = "input")]
    include: Vec<String>,
    /// Skip operations with this tag, `operationId` or path; takes precedence over `--include`.
    #[arg(long, value_name = "PATTERN", requires = "input")]
    exclude: Vec<String>,
    /// Set a limit for the input: nodes, depth, files, bytes, schemas or types.
    #[arg(long = "limit", value_name = "NAME=NUMBER", requires = "input", value_parser = Limit::from_str)]
    limits: Vec<Limit>,
    /// The output folder.
    #[arg(long, value_name = "DIR", requires = "input")]
    output: Option<PathBuf>,
    /// The name of the crate [default: derived from the title of the document].
    #[arg(long, value_name = "CRATE", requires = "input", value_parser = crate_name)]
    name: Option<String>,
    /// Record names and the order of arguments in this file, and keep them in later runs.
    #[arg(long, value_name = "FILE", requires = "input")]
    lock: Option<PathBuf>,
    /// Generate a module for `include!` instead of a crate.
    #[arg(long, requires = "input")]
    module: bool,
}

/// One limit, checked when it is read and set when all are known.
#[derive(Clone, Debug)]
struct Limit(String);

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Limits::default().set(text).map(|()| Self(text.to_owned()))
    }
}

fn crate_name(text: &str) -> Result<String, String> {
    crate::settings::CrateName::try_from(text.to_owned()).map(|name| name.as_str().to_owned())
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let mut console = Console::standard();
    let code = run(Arguments::parse(), Path::new(""), &mut console);
    if console.finish() { code } else { ExitCode::from(2) }
}

fn run(arguments: Arguments, root: &Path, console: &mut Console<'_>) -> ExitCode {
    let done = match arguments.command {
        Command::Generate(arguments) => generate(arguments, root, console),
        Command::Import { page, into, source } => import::import_page(root, &page, &into, source.as_deref(), console),
        Command::Diff(arguments) => return compare(arguments, root, console).into(),
        Command::Update(arguments) => return renew(arguments, root, console).into(),
        Command::Explain { name: Some(name), list: _ } => explain::explain(&name, console),
        Command::Explain { name: None, list: _ } => {
            explain::codes(console);
            Ok(())
        }
        Command::Lock { folders, prune } => lock_folders(root, &folders, prune, console),
        Command::Deps => {
            console.print(&crate::dependencies());
            Ok(())
        }
    };
    done.map_or_else(ExitCode::from, |()| ExitCode::SUCCESS)
}

fn compare(arguments: Diff, root: &Path, console: &mut Console<'_>) -> diff::Outcome {
    let Diff { old, new, overlay: overlays, lock, format, html, fail_on, rules: _ } = arguments;
    let (Some(old), Some(new)) = (old, new) else {
        diff::rules(console);
        return diff::Outcome::Passed;
    };
    let today = diff::today();
    diff::run(root, &diff::Comparison { old, new, overlays, lock, format, html, fail_on, today }, console)
}

fn renew(arguments: Update, root: &Path, console: &mut Console<'_>) -> diff::Outcome {
    let Update { folder, dry_run, offline, allow_shrink, fail_on, summary, output_env, cache, timeout } = arguments;
    let time = std::time::Duration::from_secs(timeout);
    let options = update::Options { dry_run, offline, allow_shrink, fail_on, summary, output_env, cache, time };
    update::run(root, folder.as_deref(), &options, console)
}

fn generate(arguments: Generate, root: &Path, console: &mut Console<'_>) -> Result<(), Failed> {
    console.verbose = arguments.verbose;
    let Some(output) = arguments.output else {
        let command = arguments
            .folders
            .iter()
            .fold("signet generate".to_owned(), |command, folder| command + " " + &folder.to_string_lossy());
        let remedy = format!("run `{command}` and commit the result");
        let mode = Mode { check: arguments.check, strict: arguments.strict, remedy };
        return generate_folders(root, &arguments.folders, &mode, console);
    };
    let mut limits = Limits::default();
    for Limit(text) in &arguments.limits {
        if let Err(error) = limits.set(text) {
            console.complain(error);
            return Err(Failed);
        }
    }
    let mut generator = Generator::new().limits(limits);
    generator = arguments.input.iter().fold(generator, Generator::input);
    generator = arguments.overlay.iter().fold(generator, Generator::overlay);
    generator = arguments.roots.iter().fold(generator, Generator::root);
    generator = arguments.include.into_iter().fold(generator, Generator::include);
    generator = arguments.exclude.into_iter().fold(generator, Generator::exclude);
    generator = arguments.name.into_iter().fold(generator, Generator::name);
    generator = arguments.lock.into_iter().fold(generator, Generator::lock);
    let output = if arguments.module { Output::Module(output) } else { Output::Crate(output) };
    let mode = Mode {
        check: arguments.check,
        strict: arguments.strict,
        remedy: "run the same command without `--check`".to_owned(),
    };
    generate_files(root, generator, output, &mode, console)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    #[test]
    fn refuses_combinations_that_mean_nothing() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        for line in [
            "signet",
            "signet generate --input a.yaml",
            "signet generate --output x",
            "signet generate --module spec/a",
            "signet generate spec/a --input a.yaml --output x",
            "signet generate --input a.yaml --output x --name 1",
            "signet generate spec/a --include Pets",
            "signet generate spec/a --root common",
            "signet generate --input a.yaml --output x --limit depth",
            "signet generate --input a.yaml --output x --limit deep=1",
            "signet generate --input a.yaml --output x --limit depth=-1",
            "signet import page.md",
            "signet generate --chek",
            "signet diff a.yaml",
            "signet diff --rules a.yaml b.yaml",
            "signet diff a.yaml b.yaml --fail-on docs",
            "signet update spec/a spec/b",
            "signet update --timeout 0",
            "signet update --timeout 86401",
            "signet update --timeout 18446744073709551615",
            "signet update --fail-on docs",
            "signet explain",
            "signet explain E0102 --list",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
        for line in [
            "signet generate",
            "signet generate spec/a spec/b --check --strict",
            "signet generate --input a.yaml --input b.yaml --overlay o.yaml --output x --name pets --module --check",
            "signet generate --input a.yaml --output x --root common --root ../more",
            "signet generate --input a.yaml --output x --include Pets --include /toys* --exclude deletePet",
            "signet import page.md --into spec/a --source https://example.com",
            "signet generate --input a.yaml --output x --limit depth=600 --limit bytes=1000",
            "signet deps",
            "signet diff a.yaml git:HEAD~1:spec/a --overlay o.yaml --lock l --format sarif --html page.html --fail-on any",
            "signet lock",
            "signet lock spec/a spec/b --prune",
            "signet diff --rules",
            "signet update",
            "signet update spec/a --dry-run --offline --allow-shrink --fail-on risky --summary s.md --output-env e --cache c --timeout 86400",
            "signet explain type-changed",
            "signet explain --list",
        ] {
            assert!(parse(line).is_ok(), "{line}: {:?}", parse(line).err());
        }
    }
}
