//! Reports an update that is in place: what changed in; the terminal, the reports and the outcome out.

use std::path::Path;

use crate::cli::diff::{self, Outcome, Positions};
use crate::cli::{Console, summary};
use crate::compiled::Compiled;
use crate::diagnostics::Diagnostics;
use crate::evolution::Change;
use crate::job::join;
use crate::output::{self, OutputError};
use crate::settings::Acceptances;
use crate::source::Sources;

use super::Options;
use super::place::Placed;
use super::report::Updated;

/// An update that is in place, or would be, with what is needed to report it.
pub(super) struct Ended<'a> {
    pub(super) folder: &'a str,
    pub(super) accepted: &'a Acceptances,
    /// What was there before, if anything was.
    pub(super) old: (&'a Sources, Option<&'a Compiled>),
    pub(super) new: (&'a Sources, &'a Compiled),
    pub(super) changes: &'a [Change],
    /// The version of the crate.
    pub(super) version: &'a str,
    pub(super) placed: Placed,
}

/// Prints what changed and writes the reports.
pub(super) fn finish(root: &Path, ended: &Ended<'_>, options: &Options, console: &mut Console<'_>) -> Outcome {
    let Ended { folder, accepted, old: (old_sources, old), new: (new_sources, new), changes, version, .. } = *ended;
    let mut diagnostics = Diagnostics::new();
    let (counted, left) = diff::separate(changes, accepted, &diff::today(), &mut diagnostics);
    console.show(&diagnostics, accepted);
    let is_found = options.fail_on.is_some_and(|fail_on| fail_on.finds(&counted));
    let report = diff::Report {
        changes: counted,
        accepted: left,
        old: Positions::of(old_sources),
        new: Positions::of(new_sources),
    };
    let updated = Updated {
        folder,
        report,
        is_first: old.is_none(),
        changed: ended.placed.changed,
        operations: (old.map(|old| old.api.operations.len()), new.api.operations.len()),
        version,
    };
    if !changes.is_empty() {
        console.print(&diff::text(&updated.report));
    }
    if let Some(skipped) = summary::skipped(new.summary()) {
        console.warn(format_args!("`{folder}`: {skipped}"));
    }
    console.say(format_args!("{folder}: {}; {}", updated.line(), ended.placed.words(options.dry_run)));
    let failures = write_reports(root, &updated, options);
    for error in &failures {
        let state = if options.dry_run { "was compared" } else { "is up to date" };
        console.complain(format_args!("`{folder}` {state}, but a report is missing: {error}"));
    }
    match (failures.is_empty(), is_found) {
        (false, _) => Outcome::Failed,
        (true, true) => Outcome::Found,
        (true, false) => Outcome::Passed,
    }
}

/// Writes the reports; one that cannot be written keeps back no other.
fn write_reports(root: &Path, updated: &Updated<'_>, options: &Options) -> Vec<OutputError> {
    let summary = options.summary.as_ref();
    let summary = summary.map(|path| output::write_named(&join(root, path), updated.markdown().as_bytes()));
    let variables = options.output_env.as_ref().map(|path| updated.append_variables(&join(root, path)));
    summary.into_iter().chain(variables).filter_map(Result::err).collect()
}
