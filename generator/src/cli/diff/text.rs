//! The report for a terminal.

use std::fmt::Write as _;

use crate::cli::summary::count;
use crate::evolution::{Affected, Change, Spot};
use crate::plan::visible;

use super::Report;
use super::accept::Accepted;
use super::position::Positions;

/// Writes the report. Hidden characters of a document are spelled out.
pub(in crate::cli) fn report(report: &Report<'_>) -> String {
    let mut text = String::new();
    for change in &report.changes {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {}", change.verdicts.overall(), change.rule.title());
        write(&mut text, report, change);
        text.push('\n');
    }
    for Accepted { change, reason } in &report.accepted {
        let _ = writeln!(text, "accepted: {}", change.rule.title());
        write(&mut text, report, change);
        let _ = writeln!(text, "  reason: {}\n", visible(reason));
    }
    text + &summary(report) + "\n"
}

fn write(text: &mut String, report: &Report<'_>, change: &Change) {
    let verdicts = change.verdicts;
    let _ = writeln!(text, "  {}", visible(&change.place));
    for (sign, spot, positions) in [('-', &change.old, &report.old), ('+', &change.new, &report.new)] {
        if let Some(spot) = spot {
            let _ = writeln!(text, "  {sign} {}", place(spot, positions));
        }
    }
    if let Some(affected) = affected(&change.affected) {
        let _ = writeln!(text, "  affects {}", visible(&affected));
    }
    let _ = writeln!(text, "  wire: {}, rust: {}. {}", verdicts.wire, verdicts.rust, change.rule.why());
    let _ = writeln!(text, "  {} {} {}", change.rule.id(), change.fingerprint, visible(change.pointer()));
}

fn place(spot: &Spot, positions: &Positions<'_>) -> String {
    let position = positions.find(&spot.origin);
    let place = format!("{}:{}:{}", visible(&position.name), position.line, position.column);
    if spot.text.is_empty() { place } else { format!("{place}: {}", visible(&spot.text)) }
}

/// Names what a change reaches.
pub(super) fn affected(affected: &Affected) -> Option<String> {
    let more = affected.count.saturating_sub(affected.first.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (affected.count > 0).then(|| format!("{}{more}", affected.first.join(", ")))
}

/// Says how many changes there are, and the worst verdicts.
pub(in crate::cli) fn summary(report: &Report<'_>) -> String {
    let left = match report.accepted.len() {
        0 => String::new(),
        left => format!("; {} accepted", count(left, "change")),
    };
    let Some(worst) = report.worst() else { return format!("no changes{left}") };
    let counts: Vec<String> = report.counts().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let all = count(report.changes.len(), "change");
    format!("{all}: {}; wire: {}, rust: {}{left}", counts.join(", "), worst.wire, worst.rust)
}
