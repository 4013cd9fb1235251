//! What an update did, for the terminal, for a pull request and for a workflow.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use crate::cli::diff::{self, Report};
use crate::evolution::{Change, Verdict};
use crate::output::OutputError;
use crate::plan::markdown_code;

/// How long a summary may be, in bytes: GitHub takes 65,536 characters for a pull request.
const LONGEST: usize = 60_000;
/// What is kept free for the ends of lists.
const RESERVE: usize = 500;

/// An update that is in place, or would be.
pub(super) struct Updated<'a> {
    pub(super) folder: &'a str,
    pub(super) report: Report<'a>,
    /// Whether there is nothing to compare with.
    pub(super) is_first: bool,
    pub(super) changed: bool,
    /// How many operations there were and are.
    pub(super) operations: (Option<usize>, usize),
    /// The version of the crate.
    pub(super) version: &'a str,
}

impl Updated<'_> {
    fn verdict(&self) -> &'static str {
        self.report.worst().map_or("none", |worst| worst.overall().word())
    }

    /// Sums up the changes of the API.
    pub(super) fn line(&self) -> String {
        if self.is_first { "first documents".to_owned() } else { diff::summary(&self.report) }
    }

    /// Appends what a workflow decides by. The values contain no line break: a word, or a version that was checked.
    pub(super) fn append_variables(&self, path: &Path) -> Result<(), OutputError> {
        let lines = format!("changed={}\nverdict={}\nversion={}\n", self.changed, self.verdict(), self.version);
        let write = || File::options().create(true).append(true).open(path)?.write_all(lines.as_bytes());
        write().map_err(OutputError::io(path, "write"))
    }

    /// Writes the text of a pull request: what breaks first, the rest folded. What comes from a document is escaped.
    pub(super) fn markdown(&self) -> String {
        let (before, after) = self.operations;
        let before = before.map(|before| format!("{before} → ")).unwrap_or_default();
        // Writing to a string cannot fail.
        let mut text =
            format!("# Update of {}\n\n**{}**: {}\n\n", markdown_code(self.folder), self.verdict(), self.line());
        let _ = writeln!(text, "| | |\n|---|---|\n| operations | {before}{after} |\n| version | {} |", self.version);
        if !self.changed {
            text.push_str("\nNo file changes.\n");
        }
        for verdict in Verdict::ALL.into_iter().rev() {
            let changes = self.report.changes.iter().copied().filter(|change| change.verdicts.overall() == verdict);
            self.section(&mut text, verdict.word(), &changes.collect::<Vec<_>>());
        }
        let accepted = self.report.accepted.iter().map(|own| own.change);
        self.section(&mut text, "accepted", &accepted.collect::<Vec<_>>());
        text
    }

    fn section(&self, text: &mut String, kind: &str, changes: &[&Change]) {
        if changes.is_empty() {
            return;
        }
        let title = format!("{kind} ({})", changes.len());
        let end = if kind == Verdict::Breaking.word() {
            let _ = write!(text, "\n## {title}\n\n");
            ""
        } else {
            let _ = write!(text, "\n<details>\n<summary>{title}</summary>\n\n");
            "\n</details>\n"
        };
        for (position, change) in changes.iter().enumerate() {
            let mut item = String::new();
            diff::markdown(&mut item, &self.report, change);
            if text.len() + item.len() + RESERVE > LONGEST {
                let left = changes.len().saturating_sub(position);
                let _ = writeln!(text, "- and {left} more: `signet diff` lists all");
                break;
            }
            text.push_str(&item);
        }
        text.push_str(end);
    }
}

/// The title of a summary where everything is as it was.
pub(super) const NOT_UPDATED: &str = "Not updated";
/// The title of a summary where the next run completes the update.
pub(super) const NOT_COMPLETE: &str = "Update not complete";

/// Writes why an update is not in place.
pub(super) fn failed(title: &str, message: &str) -> String {
    let lines: Vec<String> = message.lines().map(markdown_code).collect();
    let mut text = format!("# {title}\n\n{}\n", lines.join("  \n"));
    text.truncate(text.floor_char_boundary(LONGEST));
    text
}
