//! Puts an update in place: what was generated in, files on disk out. The order makes a crash at any point harmless; see
//! `pending`.

use std::collections::BTreeMap;
use std::{fs, io};

use crate::cli::summary;
use crate::compiled::Compiled;
use crate::files::FileSet;
use crate::job::{Job, normalized, show};
use crate::output::{self, Held, OutputError, Prepared, Report};
use crate::pages;
use crate::pending::Pending;
use crate::settings::Settings;
use crate::spec_folder::SpecFolder;

use super::Failure;

/// What was put in place, or would be.
pub(super) struct Placed {
    pub(super) changed: bool,
    pub(super) report: Option<Report>,
}

impl Placed {
    /// Says what happened.
    pub(super) fn words(&self, dry_run: bool) -> String {
        match (&self.report, self.changed, dry_run) {
            (Some(report), _, _) => summary::written(report, false),
            (None, true, true) => "nothing written with `--dry-run`".to_owned(),
            (None, _, _) => "everything up to date".to_owned(),
        }
    }
}

/// The steps of an update, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The new files are beside the old ones, and are used from here on, also after a crash.
    Decide,
    /// Documents, settings and lock.
    Files,
    /// The crate, with its manifest last.
    Crate,
    /// The changelog; nothing is left beside the files.
    Complete,
}

pub(super) const STEPS: [Step; 4] = [Step::Decide, Step::Files, Step::Crate, Step::Complete];

/// Puts an update in place, unless everything is as it should be already.
pub(super) fn place(
    spec: &SpecFolder,
    held: &Held<'_>,
    job: &Job,
    pending: &Pending,
    (new, files): (&Compiled, &FileSet),
    dry_run: bool,
    steps: &[Step],
) -> Result<Placed, Failure> {
    pending.check(&spec.place)?;
    if dry_run && !job.folder.exists() {
        return Ok(Placed { changed: true, report: None });
    }
    let own = own(spec, job)?;
    let output = own.as_ref().unwrap_or(held);
    job.check_lock(&new.lock)?;
    let prepared = output.prepare(files)?;
    let changed = prepared.changes() || pending.changes(&spec.place, &job.folder);
    let report = if changed && !dry_run { carry_out(spec, job, pending, &prepared, steps)? } else { None };
    Ok(Placed { changed, report })
}

fn carry_out(
    spec: &SpecFolder,
    job: &Job,
    pending: &Pending,
    prepared: &Prepared<'_>,
    steps: &[Step],
) -> Result<Option<Report>, Failure> {
    let mut report = None;
    for step in steps {
        match step {
            Step::Decide => pending.decide(&spec.place)?,
            Step::Files => put(spec, pending)?,
            Step::Crate => report = Some(prepared.put()?),
            Step::Complete => pending.complete(&spec.place, &job.folder)?,
        }
    }
    Ok(report)
}

/// Reads what the spec folder has where files are replaced or pages removed.
pub(super) fn before(
    spec: &SpecFolder,
    settings: &Settings,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, Vec<u8>>, OutputError> {
    let mut before = BTreeMap::new();
    for document in settings.documents.iter().filter(|document| document.links.is_some()) {
        let folder = show(&normalized(document.path.as_str()));
        let place = spec.place.join(&folder);
        let pages = pages::read(&place).map_err(OutputError::io(&place, "read"))?;
        before.extend(pages.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes)));
    }
    for path in files.keys() {
        let place = spec.place.join(path);
        match fs::read(&place) {
            Ok(bytes) => drop(before.insert(path.clone(), bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(OutputError::io(&place, "read")(error)),
        }
    }
    Ok(before)
}

/// Puts the files of the spec folder in place, and removes pages that are gone.
pub(super) fn put(spec: &SpecFolder, pending: &Pending) -> Result<(), Failure> {
    pending.put(&spec.place)?;
    for document in spec.settings()?.documents.iter().filter(|document| document.links.is_some()) {
        pending.remove_others(&spec.place, &show(&normalized(document.path.as_str())))?;
    }
    Ok(())
}

/// Holds the output folder, unless it is the spec folder itself, which is held already.
pub(super) fn own<'j>(spec: &SpecFolder, job: &'j Job) -> Result<Option<Held<'j>>, OutputError> {
    let is_one = job.folder.canonicalize().ok().is_some_and(|output| spec.place.canonicalize().ok() == Some(output));
    if is_one { Ok(None) } else { output::hold(&job.folder, || ()).map(Some) }
}
