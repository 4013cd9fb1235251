//! The report for a pull request.

use std::fmt::Write as _;

use crate::evolution::{Change, Verdict};
use crate::plan::{markdown_code, markdown_text};

use super::Report;
use super::accept::Accepted;
use super::text::{affected, summary};

/// Writes the report. What comes from a document is escaped or in a code span.
pub(super) fn report(report: &Report<'_>) -> String {
    let mut text = format!("# API changes\n\n{}\n", summary(report));
    for verdict in Verdict::ALL.into_iter().rev() {
        let changes = report.changes.iter().filter(|change| change.verdicts.overall() == verdict);
        for (position, change) in changes.enumerate() {
            if position == 0 {
                // Writing to a string cannot fail.
                let _ = write!(text, "\n## {verdict}\n\n");
            }
            write(&mut text, report, change);
        }
    }
    for (position, Accepted { change, reason }) in report.accepted.iter().enumerate() {
        if position == 0 {
            text.push_str("\n## accepted\n\n");
        }
        write(&mut text, report, change);
        let _ = writeln!(text, "  reason: {}", markdown_text(reason));
    }
    text
}

/// Writes an item of a list.
pub(in crate::cli) fn write(text: &mut String, report: &Report<'_>, change: &Change) {
    let verdicts = change.verdicts;
    let _ = writeln!(text, "- **{}**: {}  ", markdown_text(change.rule.title()), markdown_code(&change.place));
    for (word, spot, positions) in [("old", &change.old, &report.old), ("new", &change.new, &report.new)] {
        if let Some(spot) = spot {
            let position = positions.find(&spot.origin);
            let place = format!("{}:{}:{}", position.name, position.line, position.column);
            let _ = writeln!(text, "  {word}: {} at {}  ", markdown_code(&spot.text), markdown_code(&place));
        }
    }
    if let Some(affected) = affected(&change.affected) {
        let _ = writeln!(text, "  affects {}  ", markdown_code(&affected));
    }
    let _ = writeln!(text, "  wire: {}, rust: {}. {}  ", verdicts.wire, verdicts.rust, change.rule.why());
    let (rule, fingerprint) = (markdown_code(change.rule.id()), markdown_code(&change.fingerprint));
    let _ = writeln!(text, "  {rule} {fingerprint} {}  ", markdown_code(change.pointer()));
}
