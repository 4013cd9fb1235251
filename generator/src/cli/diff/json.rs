//! The report for programs.

use serde::Serialize;

use crate::evolution::{Change, Spot};

use super::Report;
use super::position::Positions;

#[derive(Serialize)]
struct Document<'a> {
    wire: Option<&'static str>,
    rust: Option<&'static str>,
    changes: Vec<Entry<'a>>,
    accepted: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    title: &'static str,
    wire: &'static str,
    rust: &'static str,
    place: &'a str,
    old: Option<Place<'a>>,
    new: Option<Place<'a>>,
    affected: usize,
    operations: &'a [String],
    why: &'static str,
    fingerprint: &'a str,
    /// Why the change is accepted, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: String,
    line: usize,
    column: usize,
    pointer: &'a str,
    text: &'a str,
}

/// Writes the report.
pub(super) fn report(report: &Report<'_>) -> String {
    let worst = report.worst();
    let document = Document {
        wire: worst.map(|verdicts| verdicts.wire.word()),
        rust: worst.map(|verdicts| verdicts.rust.word()),
        changes: report.changes.iter().map(|change| entry(report, change, None)).collect(),
        accepted: report.accepted.iter().map(|own| entry(report, own.change, Some(own.reason))).collect(),
    };
    // Strings and numbers are always written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn entry<'a>(report: &Report<'_>, change: &'a Change, reason: Option<&'a str>) -> Entry<'a> {
    Entry {
        rule: change.rule.id(),
        title: change.rule.title(),
        wire: change.verdicts.wire.word(),
        rust: change.verdicts.rust.word(),
        place: &change.place,
        old: change.old.as_ref().map(|spot| place(spot, &report.old)),
        new: change.new.as_ref().map(|spot| place(spot, &report.new)),
        affected: change.affected.count,
        operations: &change.affected.first,
        why: change.rule.why(),
        fingerprint: &change.fingerprint,
        reason,
    }
}

fn place<'a>(spot: &'a Spot, positions: &Positions<'_>) -> Place<'a> {
    let position = positions.find(&spot.origin);
    Place {
        file: position.name,
        line: position.line,
        column: position.column,
        pointer: &spot.origin.pointer,
        text: &spot.text,
    }
}
