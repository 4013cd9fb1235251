//! What a run did, in one line. Counts in, text out.

use std::time::Duration;

use crate::output::Report;
use crate::request::Summary;

/// Says how much was generated.
pub(super) fn generated(summary: Summary) -> String {
    let Summary { operations, types, skipped, .. } = summary;
    format!("{}, {}, {skipped} skipped", count(operations, "operation"), count(types, "type"))
}

/// Says how much is missing, if anything is.
pub(super) fn skipped(summary: Summary) -> Option<String> {
    let Summary { operations, skipped, .. } = summary;
    let all = count(operations + skipped, "operation");
    let verb = if skipped == 1 { "is" } else { "are" };
    (skipped > 0).then(|| format!("{skipped} of {all} {verb} skipped: see the errors above"))
}

/// Says what changed on disk.
pub(super) fn written(report: &Report, locked: bool) -> String {
    let lock = if locked { ", names locked" } else { "" };
    let written = count(report.written.len(), "file");
    format!("{written} written, {} unchanged, {} removed{lock}", report.unchanged, report.removed.len())
}

/// Says how long it took.
pub(super) fn time(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Says how many there are of something.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
