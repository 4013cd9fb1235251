//! `signet generate`: folders or files in; a crate on disk, or the list of what differs from it, out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{Console, Failed, summary};
use crate::builder::{Generator, Output};
use crate::diagnostics::{Diagnostics, Severity};
use crate::job::{Job, join, show, show_from};
use crate::output::Stale;
use crate::request::{Generated, Request};
use crate::source::Sources;
use crate::spec_folder;
use crate::toml_file::TomlError;

/// Says how to generate.
#[derive(Clone, Debug, Default)]
pub struct Mode {
    /// Compare with what is on disk, and write nothing.
    pub check: bool,
    /// Refuse what costs an operation or has a warning.
    pub strict: bool,
    /// What to do about stale files, as a sentence without its full stop.
    pub remedy: String,
}

/// The library's `generate`, or a test's.
pub(super) type Stage = fn(&Request, &mut Diagnostics) -> (Sources, Option<Generated>);

/// Generates from spec folders; without any, from all folders of `spec` that have settings. Paths are relative to
/// `root`.
pub fn generate_folders(
    root: &Path,
    folders: &[PathBuf],
    mode: &Mode,
    console: &mut Console<'_>,
) -> Result<(), Failed> {
    folders_with(crate::generate, root, folders, mode, console)
}

pub(super) fn folders_with(
    stage: Stage,
    root: &Path,
    folders: &[PathBuf],
    mode: &Mode,
    console: &mut Console<'_>,
) -> Result<(), Failed> {
    let found = if folders.is_empty() { spec_folder::all(root) } else { folders.to_vec() };
    if found.is_empty() {
        console.complain(format_args!("{}, or use `--input` and `--output`", spec_folder::NO_FOLDER));
        return Err(Failed);
    }
    let jobs: Vec<_> = found.iter().map(|folder| (folder, spec_folder::open(root, folder))).collect();
    refuse_shared_output(root, &jobs, console)?;
    let mut result = Ok(());
    for (_, job) in &jobs {
        // A folder that fails does not keep the others from being done.
        let done = match job {
            Ok(job) => run(stage, root, job, mode, console),
            Err(error) => {
                console.complain(error);
                Err(Failed)
            }
        };
        result = result.and(done);
    }
    result
}

/// Refuses two folders that would be generated into one, before anything is written.
fn refuse_shared_output(
    root: &Path,
    jobs: &[(&PathBuf, Result<Job, TomlError>)],
    console: &mut Console<'_>,
) -> Result<(), Failed> {
    let mut outputs = BTreeMap::new();
    let mut result = Ok(());
    for (folder, job) in jobs.iter().filter_map(|(folder, job)| Some((*folder, job.as_ref().ok()?))) {
        // Links lead to one folder, too.
        let output = job.folder.canonicalize().unwrap_or_else(|_| job.folder.clone());
        match outputs.insert(output, folder) {
            Some(other) if other != folder => {
                console.complain(format_args!(
                    "`{}` and `{}` have the same output folder `{}`; nothing was written",
                    show(other),
                    show(folder),
                    show_from(root, &job.folder)
                ));
                result = Err(Failed);
            }
            _ => {}
        }
    }
    result
}

/// Generates from files, as they are given on the command line. Paths are relative to `root`.
pub fn generate_files(
    root: &Path,
    generator: Generator,
    output: Output,
    mode: &Mode,
    console: &mut Console<'_>,
) -> Result<(), Failed> {
    files_with(crate::generate, root, generator, output, mode, console)
}

pub(super) fn files_with(
    stage: Stage,
    root: &Path,
    generator: Generator,
    output: Output,
    mode: &Mode,
    console: &mut Console<'_>,
) -> Result<(), Failed> {
    let output = match output {
        Output::Crate(folder) => Output::Crate(join(root, folder)),
        Output::Module(folder) => Output::Module(join(root, folder)),
    };
    match generator.relative_to(root).into_job(output) {
        Ok(job) => run(stage, root, &job, mode, console),
        Err(error) => {
            console.complain(error);
            Err(Failed)
        }
    }
}

fn run(stage: Stage, root: &Path, job: &Job, mode: &Mode, console: &mut Console<'_>) -> Result<(), Failed> {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let (sources, generated) = stage(&job.request, &mut diagnostics);
    console.show(&diagnostics, &sources);
    let folder = show_from(root, &job.folder);
    let Some(generated) = generated else {
        console.complain(format_args!("cannot generate `{folder}`"));
        return Err(Failed);
    };
    let refused = diagnostics.iter().filter(|diagnostic| diagnostic.severity() != Severity::Note).count();
    if mode.strict && refused + generated.summary.skipped > 0 {
        let size = summary::generated(generated.summary);
        console.complain(format_args!(
            "`{folder}` was not written: {} with `--strict` ({size})",
            summary::count(refused, "error or warning")
        ));
        return Err(Failed);
    }
    let done = if mode.check {
        compare(root, job, &generated, &folder, mode, console, start)
    } else {
        write(job, &generated, &folder, console, start)
    };
    if let Some(skipped) = summary::skipped(generated.summary) {
        console.warn(format_args!("`{folder}`: {skipped}"));
    }
    done
}

fn write(
    job: &Job,
    generated: &Generated,
    folder: &str,
    console: &mut Console<'_>,
    start: Instant,
) -> Result<(), Failed> {
    let waiting = || console.warn(format_args!("waiting for another run that writes to `{folder}`"));
    match job.write(generated, waiting) {
        Ok((report, locked)) => {
            let (size, written) = (summary::generated(generated.summary), summary::written(&report, locked));
            console.say(format_args!("{folder}: {size}; {written}; {}", summary::time(start.elapsed())));
            Ok(())
        }
        Err(error) => {
            console.complain(error);
            Err(Failed)
        }
    }
}

fn compare(
    root: &Path,
    job: &Job,
    generated: &Generated,
    folder: &str,
    mode: &Mode,
    console: &mut Console<'_>,
    start: Instant,
) -> Result<(), Failed> {
    match job.check(generated) {
        Ok(stale) if stale.is_empty() => {
            let files = summary::count(generated.files.len(), "file");
            let size = summary::generated(generated.summary);
            console.say(format_args!("{folder}: {size}; {files} up to date; {}", summary::time(start.elapsed())));
            Ok(())
        }
        Ok(stale) => {
            let mut text = format!("`{folder}` is out of date:");
            for Stale { path, kind } in &stale {
                let _ = write!(text, "\n  {kind:<7}  {}", show_from(root, Path::new(path)));
            }
            console.complain(format_args!("{text}\n{}", mode.remedy));
            Err(Failed)
        }
        Err(error) => {
            console.complain(error);
            Err(Failed)
        }
    }
}
