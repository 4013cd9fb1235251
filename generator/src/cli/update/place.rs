//! Puts an update in place: what was generated in, files on disk out. The order makes a crash at any point harmless; see
//! `pending`.

use std::path::Path;

use crate::cli::{Console, summary};
use crate::diagnostics::Diagnostics;
use crate::job::{Job, join, show};
use crate::lock::LOCK;
use crate::output::{self, Held, OutputError, Prepared, Report};
use crate::pending::{self, Pending};
use crate::request::Generated;
use crate::spec_folder::SpecFolder;

use super::Failure;

/// What was put in place, or would be.
pub(super) struct Placed {
    pub(super) changed: bool,
    report: Option<Report>,
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
    generated: &Generated,
    dry_run: bool,
    steps: &[Step],
) -> Result<Placed, Failure> {
    if dry_run && !job.folder.exists() {
        return Ok(Placed { changed: true, report: None });
    }
    let own = own(spec, job)?;
    let output = own.as_ref().unwrap_or(held);
    job.check_lock(&generated.lock)?;
    let prepared = output.prepare(&generated.files)?;
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

/// Puts the files of the spec folder in place, and removes pages that are gone.
fn put(spec: &SpecFolder, pending: &Pending) -> Result<(), Failure> {
    pending.put(&spec.place)?;
    for document in spec.settings()?.documents.iter().filter(|document| document.links.is_some()) {
        pending.remove_others(&spec.place, &show(&join(Path::new(""), document.path.as_str())))?;
    }
    Ok(())
}

/// Holds the output folder, unless it is the spec folder itself, which is held already.
fn own<'j>(spec: &SpecFolder, job: &'j Job) -> Result<Option<Held<'j>>, OutputError> {
    let is_one = job.folder.canonicalize().ok().is_some_and(|output| spec.place.canonicalize().ok() == Some(output));
    if is_one { Ok(None) } else { output::hold(&job.folder, || ()).map(Some) }
}

/// Completes an update that was interrupted after it was decided.
pub(super) fn resume(
    spec: &SpecFolder,
    held: &Held<'_>,
    dry_run: bool,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if dry_run && pending::exists(&spec.place) {
        return Err(Failure(
            "an update was interrupted; run the command without `--dry-run` to complete it".to_owned(),
        ));
    }
    let Some(pending) = Pending::read(&spec.place)? else { return Ok(()) };
    console.warn("completing an update that was interrupted");
    put(spec, &pending)?;
    let job = spec.job(&spec.settings()?)?;
    let mut diagnostics = Diagnostics::new();
    let (sources, generated) = crate::generate(&job.request, &mut diagnostics);
    let Some(generated) = generated else {
        console.show(&diagnostics, &sources);
        return Err(Failure("the update that was interrupted cannot be generated".to_owned()));
    };
    let own = own(spec, &job)?;
    own.as_ref().unwrap_or(held).sync(&generated.files)?;
    output::replace(&spec.place.join(LOCK), generated.lock.text().as_bytes())?;
    pending.complete(&spec.place, &job.folder)?;
    Ok(())
}
