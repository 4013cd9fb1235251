//! Completes an update that was interrupted after it was decided: its files in, the crate and a report out.

use std::path::Path;

use crate::cli::Console;
use crate::cli::diff::{self, Outcome};
use crate::compiled::Compiled;
use crate::diagnostics::Diagnostics;
use crate::evolution;
use crate::lock::LOCK;
use crate::output::{self, Held};
use crate::pending::Pending;
use crate::source::Sources;
use crate::spec_folder::SpecFolder;

use super::finish::{Ended, finish};
use super::place::{self, Placed};
use super::{Failure, Options, committed, written};

/// Completes the update and reports it, as the run that was interrupted would have done.
pub(super) fn resume(
    root: &Path,
    (spec, shown): (&SpecFolder, &str),
    held: &Held<'_>,
    pending: &Pending,
    options: &Options,
    console: &mut Console<'_>,
) -> Result<Outcome, Failure> {
    if options.dry_run {
        return Err(Failure("`--dry-run` puts nothing in place".to_owned()));
    }
    console.warn("completing an update that was interrupted");
    pending.check(&spec.place)?;
    // What cannot be compared is completed nevertheless.
    let before = before(spec, pending, console);
    place::put(spec, pending)?;
    let job = spec.job(&spec.settings()?)?;
    let mut diagnostics = Diagnostics::new();
    let (new_sources, new) = crate::compile(&job.request, &mut diagnostics);
    let Some(new) = new else {
        console.show(&diagnostics, &new_sources);
        return Err(Failure("it cannot be generated".to_owned()));
    };
    let generated = written(&new, &job.request, &new_sources, console)?;
    let own = place::own(spec, &job)?;
    let report = own.as_ref().unwrap_or(held).sync(&generated)?;
    output::replace_within(&spec.place, LOCK, new.lock.text().as_bytes())?;
    pending.complete(&spec.place, &job.folder)?;

    let compared = before.and_then(|(old_sources, old)| {
        let changes = match &old {
            Some(old) => evolution::compare(diff::side(old), diff::side(&new))?,
            None => Vec::new(),
        };
        Ok((old_sources, old, changes))
    });
    let (old_sources, old, changes) = match compared {
        Ok(compared) => compared,
        Err(Failure(reason)) => {
            console.complain(format_args!("`{shown}` is up to date, but its changes cannot be reported: {reason}"));
            return Ok(Outcome::Failed);
        }
    };
    let ended = Ended {
        folder: shown,
        accepted: &job.accepted,
        old: (&old_sources, old.as_ref()),
        new: (&new_sources, &new),
        changes: &changes,
        version: job.request.version.as_deref().unwrap_or(crate::DEFAULT_VERSION),
        placed: Placed { changed: true, report: Some(report) },
    };
    Ok(finish(root, &ended, options, console))
}

/// Compiles what the folder had before the update; nothing, if a document was never fetched.
fn before(
    spec: &SpecFolder,
    pending: &Pending,
    console: &mut Console<'_>,
) -> Result<(Sources, Option<Compiled>), Failure> {
    pending.restore(&spec.place)?;
    let settings = spec.settings()?;
    committed(spec, &settings, &spec.job(&settings)?, console)
}
