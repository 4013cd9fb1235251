//! `signet diff`: two versions of a document in; what an update changes, for the wire and for Rust, out.

mod accept;
pub(super) mod git;
mod github;
mod json;
mod markdown;
mod page;
mod position;
mod sarif;
mod text;
mod version;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::Console;
use crate::compiled::Compiled;
use crate::diagnostics::{Diagnostics, Origin, Severity, SourceId};
use crate::evolution::{self, Change, Rule, Side, Verdict};
use crate::job;
use crate::lock::Lock;
use crate::output;
use crate::request::Request;
use crate::source::Sources;

use accept::Accepted;
pub(super) use accept::{separate, today};
pub(super) use markdown::write as markdown;
use position::Position;
pub(super) use position::Positions;
pub(super) use text::{report as text, summary};
use version::Version;

/// Says what is compared, and how it is shown.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    pub(super) old: String,
    pub(super) new: String,
    pub(super) overlays: Vec<PathBuf>,
    pub(super) lock: Option<PathBuf>,
    pub(super) format: Format,
    /// The file that gets the report as a page of HTML.
    pub(super) html: Option<PathBuf>,
    pub(super) fail_on: FailOn,
    /// The day, as in RFC 3339, on which changes are accepted.
    pub(super) today: String,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a terminal.
    Text,
    /// For a pull request.
    Markdown,
    /// For programs.
    Json,
    /// For programs that read SARIF 2.1.0.
    Sarif,
    /// For annotations of a GitHub workflow.
    Github,
}

/// Which changes are findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Those that break something.
    Breaking,
    /// Those that may break something, too.
    Risky,
    /// All.
    Any,
}

/// How a comparison ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// No change is a finding.
    Passed,
    /// Some change is a finding.
    Found,
    /// One of the two could not be read; why has been printed.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Passed => Self::SUCCESS,
            Outcome::Found => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

impl FailOn {
    /// Tells whether any change is a finding.
    pub(super) fn finds(self, changes: &[&Change]) -> bool {
        let least = match self {
            Self::Breaking => Verdict::Breaking,
            Self::Risky => Verdict::Risky,
            Self::Any => Verdict::Docs,
        };
        changes.iter().any(|change| change.verdicts.overall() >= least)
    }
}

/// A report, ready to be written.
pub(super) struct Report<'a> {
    /// The changes that count.
    pub(super) changes: Vec<&'a Change>,
    pub(super) accepted: Vec<Accepted<'a>>,
    pub(super) old: Positions<'a>,
    pub(super) new: Positions<'a>,
}

impl Report<'_> {
    /// The worst verdict of the changes that count, for the wire and for Rust.
    pub(super) fn worst(&self) -> Option<evolution::Verdicts> {
        self.changes.iter().map(|change| change.verdicts).reduce(evolution::Verdicts::worse)
    }

    /// Where a change is: in the new document, or where that has lost something.
    fn position(&self, change: &Change) -> Position {
        match (&change.new, &change.old) {
            (Some(spot), _) | (None, Some(spot)) => self.new.find(&spot.origin),
            (None, None) => self.new.find(&Origin::root(SourceId(0))),
        }
    }

    /// Counts the changes of each verdict, the worst first.
    fn counts(&self) -> impl Iterator<Item = (Verdict, usize)> {
        let count = |verdict| self.changes.iter().filter(|change| change.verdicts.overall() == verdict).count();
        Verdict::ALL.into_iter().rev().map(move |verdict| (verdict, count(verdict))).filter(|(_, count)| *count > 0)
    }
}

/// Compares two versions and prints the report.
pub(super) fn run(root: &Path, comparison: &Comparison, console: &mut Console<'_>) -> Outcome {
    match compare(root, comparison, console) {
        Ok(outcome) => outcome,
        Err(message) => {
            console.complain(message);
            Outcome::Failed
        }
    }
}

fn compare(root: &Path, comparison: &Comparison, console: &mut Console<'_>) -> Result<Outcome, String> {
    let cannot = |which: &str, name: &str, reason: String| format!("cannot compare: {which} (`{name}`): {reason}");
    let html = comparison.html.as_ref().map(|path| job::join(root, path));
    html.as_deref().map_or(Ok(()), output::check_named).map_err(|error| error.to_string())?;
    let lock = match &comparison.lock {
        Some(path) if !job::join(root, path).exists() => {
            return Err(format!("the lock `{}` does not exist", job::show(path)));
        }
        Some(path) => Some(job::read_lock(Some(&job::join(root, path))).map_err(|error| error.to_string())?),
        None => None,
    };
    let old = Version::open(root, &comparison.old, None, &comparison.overlays);
    let mut old = old.map_err(|reason| cannot("OLD", &comparison.old, reason))?;
    let new = Version::open(root, &comparison.new, Some(&old.request), &comparison.overlays);
    let mut new = new.map_err(|reason| cannot("NEW", &comparison.new, reason))?;
    if let Some(lock) = lock {
        (old.request.lock, new.request.lock) = (lock, Lock::default());
    }
    let (old_sources, one) = compiled(&old.request, console);
    let one = one.ok_or_else(|| cannot("OLD", &comparison.old, "it cannot be generated".to_owned()))?;
    // Names that are released stay.
    if new.request.lock == Lock::default() {
        new.request.lock = one.lock.clone();
    }
    let (new_sources, other) = compiled(&new.request, console);
    let other = other.ok_or_else(|| cannot("NEW", &comparison.new, "it cannot be generated".to_owned()))?;
    let changes = evolution::compare(side(&one), side(&other)).map_err(|error| error.to_string())?;
    for (which, compiled) in [("OLD", &one), ("NEW", &other)] {
        if compiled.skipped > 0 {
            let skipped = super::summary::count(compiled.skipped, "operation");
            console.warn(format_args!("{which}: {skipped} cannot be generated, and cannot be compared"));
        }
    }
    // A document beside a folder takes the place of the folder's documents, whose settings stay.
    let settings = new.accepted.or(old.accepted).unwrap_or_default();
    let mut diagnostics = Diagnostics::new();
    let (counted, accepted) = separate(&changes, &settings, &comparison.today, &mut diagnostics);
    console.show(&diagnostics, &settings);
    let report =
        Report { changes: counted, accepted, old: Positions::of(&old_sources), new: Positions::of(&new_sources) };
    console.print(&match comparison.format {
        Format::Text => text(&report),
        Format::Markdown => markdown::report(&report),
        Format::Json => json::report(&report),
        Format::Sarif => sarif::report(&report),
        Format::Github => github::report(&report),
    });
    if let Some(path) = html {
        let page = page::page(&report, &comparison.old, &comparison.new).map_err(|error| error.to_string())?;
        output::write_named(&path, page.as_bytes()).map_err(|error| error.to_string())?;
    }
    Ok(if comparison.fail_on.finds(&report.changes) { Outcome::Found } else { Outcome::Passed })
}

/// A version as it is compared.
pub(super) fn side(compiled: &Compiled) -> Side<'_> {
    Side { api: &compiled.api, names: &compiled.names, plan: &compiled.plan }
}

/// Compiles one version. Only what costs something is shown: `signet generate` shows the rest.
fn compiled(request: &Request, console: &mut Console<'_>) -> (Sources, Option<Compiled>) {
    let mut diagnostics = Diagnostics::new();
    let (sources, compiled) = crate::compile(request, &mut diagnostics);
    let mut errors = Diagnostics::new();
    errors.extend(diagnostics.into_iter().filter(|diagnostic| diagnostic.severity() == Severity::Error));
    console.show(&errors, &sources);
    (sources, compiled)
}

/// Prints all rules.
pub(super) fn rules(console: &mut Console<'_>) {
    for rule in Rule::ALL {
        console.say(format_args!("{:<32} {}", rule.id(), rule.title()));
    }
}

/// Prints what a rule means.
pub(super) fn explain(rule: Rule, console: &mut Console<'_>) {
    let (request, response) = (rule.in_requests(), rule.in_responses());
    console.say(format_args!("{}: {}\n\n{}\n", rule.id(), rule.title(), rule.why()));
    console.say("              wire        rust");
    for (way, verdicts) in [("in requests", request), ("in responses", response)] {
        console.say(format_args!("{way:<13} {:<11} {}", verdicts.wire, verdicts.rust));
    }
}

#[cfg(test)]
mod tests;
