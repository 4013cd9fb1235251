//! `signet update`: the sources of a spec folder in; new documents, lock and crate on disk, all or none of them, and a
//! report of what they change out.

mod changelog;
mod edition;
mod finish;
mod missed;
mod place;
mod release;
mod report;
mod resume;

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::diff::{self, FailOn, Outcome};
use super::{Console, summary};
use crate::compiled::Compiled;
use crate::diagnostics::{Code, Diagnostics};
use crate::evolution;
use crate::fetch::{Cache, FetchLimits, Fetcher, MOST_BYTES};
use crate::files::FileSet;
use crate::job::{Job, join, show};
use crate::lock::{LOCK, Lock};
use crate::output;
use crate::pending::{self, CHANGELOG, Pending};
use crate::request::Request;
use crate::settings::{Settings, Version};
use crate::source::Sources;
use crate::spec_folder::{self, SpecFolder};
use crate::toml_file;

use edition::Edition;
use finish::{Ended, finish};
use place::{STEPS, Step};
use release::Release;

/// Says how to update.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) dry_run: bool,
    pub(super) offline: bool,
    pub(super) allow_shrink: bool,
    pub(super) fail_on: Option<FailOn>,
    pub(super) summary: Option<PathBuf>,
    pub(super) output_env: Option<PathBuf>,
    pub(super) cache: Option<PathBuf>,
    pub(super) time: Duration,
}

/// Says why a folder was not updated.
#[derive(Debug)]
struct Failure(String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// What is on disk.
struct Side<'a> {
    request: &'a Request,
    sources: &'a Sources,
    compiled: &'a Compiled,
}

/// Updates one folder and prints what changed.
pub(super) fn run(root: &Path, folder: Option<&Path>, options: &Options, console: &mut Console<'_>) -> Outcome {
    run_until(root, folder, options, &STEPS, console)
}

/// Updates one folder; a test leaves out the last steps, as a crash would.
fn run_until(
    root: &Path,
    folder: Option<&Path>,
    options: &Options,
    steps: &[Step],
    console: &mut Console<'_>,
) -> Outcome {
    for path in options.summary.iter().chain(&options.output_env) {
        if let Err(error) = output::check_named(&join(root, path)) {
            console.complain(format_args!("nothing was updated: {error}"));
            return Outcome::Failed;
        }
    }
    let folder = match folder {
        Some(folder) => Ok(folder.to_owned()),
        None => only(root),
    };
    let done = folder.map_err(|failure| (report::NOT_UPDATED, failure)).and_then(|folder| {
        let done = update(root, &folder, options, steps, console);
        done.map_err(|failure| stopped(root, &folder, failure))
    });
    done.unwrap_or_else(|(title, Failure(message))| {
        console.complain(&message);
        if let Some(path) = &options.summary
            && let Err(error) = output::write_named(&join(root, path), report::failed(title, &message).as_bytes())
        {
            console.complain(error);
        }
        Outcome::Failed
    })
}

/// Says in which state a failure leaves the folder: a title and a message.
fn stopped(root: &Path, folder: &Path, Failure(message): Failure) -> (&'static str, Failure) {
    let shown = show(folder);
    if pending::exists(&join(root, folder)) {
        let message = format!(
            "the update of `{shown}` is decided, but not in place: {message}\n  \
             the next `signet update {shown}` completes it"
        );
        return (report::NOT_COMPLETE, Failure(message));
    }
    (report::NOT_UPDATED, Failure(format!("`{shown}` was not updated: {message}")))
}

/// Finds the folder that needs no name.
fn only(root: &Path) -> Result<PathBuf, Failure> {
    let folders = spec_folder::all(root);
    match folders.as_slice() {
        [folder] => Ok(folder.clone()),
        [] => Err(Failure(spec_folder::NO_FOLDER.to_owned())),
        several => {
            let names: Vec<_> = several.iter().map(|folder| format!("`{}`", show(folder))).collect();
            Err(Failure(format!("there are several folders; name one of {}", names.join(", "))))
        }
    }
}

fn update(
    root: &Path,
    folder: &Path,
    options: &Options,
    steps: &[Step],
    console: &mut Console<'_>,
) -> Result<Outcome, Failure> {
    let spec = SpecFolder::find(root, folder)?;
    // From reading the settings to writing them.
    let shown = show(folder);
    let held =
        output::hold(&spec.place, || console.warn(format_args!("waiting for another run that updates `{shown}`")))?;
    if let Some(pending) = Pending::read(&spec.place)? {
        return resume::resume(root, (&spec, &shown), &held, &pending, options, console);
    }
    let settings = spec.settings()?;
    let job = spec.job(&settings)?;
    let cache = options.cache.as_ref().map(|folder| Cache::new(&join(root, folder)));
    let limits = FetchLimits { time: options.time, bytes: MOST_BYTES.min(settings.limits.bytes) };
    let fetcher = Fetcher { limits, cache: cache.as_ref() };
    let mut edition = Edition::fetch(&spec, &settings, &job, &fetcher, options.offline)?;

    let (old_sources, old) = committed(&spec, &settings, &job, console)?;
    if let Some(old) = &old
        && edition.request.lock == Lock::default()
    {
        // Nothing is released, but the comparison is easier to read where names stay.
        edition.request.lock = old.lock.clone();
    }
    let side = old.as_ref().map(|old| Side { request: &job.request, sources: &old_sources, compiled: old });
    let (new_sources, mut new) = fetched(&edition.request, side.as_ref(), console)?;
    let changes = match &old {
        Some(old) => {
            refuse_shrinking(old, &new, options.allow_shrink)?;
            evolution::compare(diff::side(old), diff::side(&new))?
        }
        None => Vec::new(),
    };
    let release = Release::since(root, folder, &settings, &edition.request, &mut new, console)?;
    let version = match &release {
        Some(release) => release.chosen(&settings)?,
        None => edition.request.version.clone().unwrap_or_else(|| crate::DEFAULT_VERSION.to_owned()),
    };
    new.set_version(&version);
    if release.is_some() && settings.version == Some(Version::Auto) {
        new.lock.package = Some(release::locked(&version));
    }
    let generated = written(&new, &edition.request, &new_sources, console)?;
    edition.files.insert(LOCK.to_owned(), new.lock.text().into_bytes());
    let changelog = release.as_ref().map(|release| changelog(&job, release, &version)).transpose()?.flatten();
    let before = place::before(&spec, &settings, &edition.files)?;
    let pending = Pending { files: edition.files, changelog, before };
    let placed = place::place(&spec, &held, &job, &pending, (&new, &generated), options.dry_run, steps)?;

    let ended = Ended {
        folder: &shown,
        accepted: &job.accepted,
        old: (&old_sources, old.as_ref()),
        new: (&new_sources, &new),
        changes: &changes,
        version: &version,
        placed,
    };
    Ok(finish(root, &ended, options, console))
}

/// Returns the new changelog of the crate, if it has one.
fn changelog(job: &Job, release: &Release, version: &str) -> Result<Option<Vec<u8>>, Failure> {
    let path = job.folder.join(CHANGELOG);
    let old = toml_file::text(&show(&path), &path)?;
    Ok(changelog::updated(old.as_deref(), release, version)?.map(String::into_bytes))
}

/// Compiles what is on disk; nothing, if a document was never fetched.
fn committed(
    spec: &SpecFolder,
    settings: &Settings,
    job: &Job,
    console: &mut Console<'_>,
) -> Result<(Sources, Option<Compiled>), Failure> {
    let mut fetched = settings.documents.iter().filter(|document| document.source.is_some());
    if fetched.any(|document| !spec.place.join(document.path.as_str()).exists()) {
        return Ok((Sources::default(), None));
    }
    let mut diagnostics = Diagnostics::new();
    let (sources, compiled) = crate::compile(&job.request, &mut diagnostics);
    if compiled.is_none() {
        console.show(&diagnostics, &sources);
        return Err(Failure("what is on disk cannot be generated, so that nothing can be compared with it".to_owned()));
    }
    Ok((sources, compiled))
}

/// Writes down, in memory, what was compiled.
fn written(
    compiled: &Compiled,
    request: &Request,
    sources: &Sources,
    console: &mut Console<'_>,
) -> Result<FileSet, Failure> {
    let mut diagnostics = Diagnostics::new();
    let files = crate::write(compiled, request, &mut diagnostics);
    console.show(&diagnostics, sources);
    files.ok_or_else(|| Failure("the new documents cannot be generated".to_owned()))
}

/// Compiles the new documents.
fn fetched(
    request: &Request,
    old: Option<&Side<'_>>,
    console: &mut Console<'_>,
) -> Result<(Sources, Compiled), Failure> {
    let mut diagnostics = Diagnostics::new();
    let (sources, compiled) = crate::compile(request, &mut diagnostics);
    console.show(&diagnostics, &sources);
    if let Some(compiled) = compiled {
        return Ok((sources, compiled));
    }
    let is_missed = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::OverlayNoMatch);
    let missed = old.filter(|_| is_missed).map(|old| missed::explain(old, request));
    Err(Failure(missed.unwrap_or_else(|| "the new documents cannot be generated".to_owned())))
}

/// Refuses an update after which half of the operations or more are gone: it may be a part of the document.
fn refuse_shrinking(old: &Compiled, new: &Compiled, allowed: bool) -> Result<(), Failure> {
    let (before, after) = (old.api.operations.len(), new.api.operations.len());
    if allowed || after.saturating_mul(2) > before {
        return Ok(());
    }
    Err(Failure(format!(
        "of {}, {after} would be left; `--allow-shrink` accepts it",
        summary::count(before, "operation")
    )))
}

#[cfg(test)]
mod tests;
