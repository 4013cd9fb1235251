//! The report as workflow commands, which GitHub shows as annotations of the lines.

use std::fmt::Write as _;

use crate::evolution::{Change, Verdict};
use crate::plan::visible;

use super::Report;
use super::accept::Accepted;
use super::text::{affected, summary};

/// Writes one command for each change, and the summary.
pub(super) fn report(report: &Report<'_>) -> String {
    let mut text = String::new();
    for change in &report.changes {
        let command = match change.verdicts.overall() {
            Verdict::Breaking => "error",
            Verdict::Risky => "warning",
            Verdict::Compatible | Verdict::Docs => "notice",
        };
        write(&mut text, report, change, (command, change.rule.title()), &message(change));
    }
    for Accepted { change, reason } in &report.accepted {
        let title = format!("accepted: {}", change.rule.title());
        write(
            &mut text,
            report,
            change,
            ("notice", &title),
            &format!("{}\nreason: {}", message(change), visible(reason)),
        );
    }
    text + &summary(report) + "\n"
}

fn write(text: &mut String, report: &Report<'_>, change: &Change, (command, title): (&str, &str), message: &str) {
    let position = report.position(change);
    let (file, title) = (property(&position.name), property(title));
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "::{command} file={file},line={},col={},title={title}::{}",
        position.line,
        position.column,
        data(message)
    );
}

/// Says in a few lines what a change is.
fn message(change: &Change) -> String {
    let mut message = visible(&change.place);
    for (word, spot) in [("old", &change.old), ("new", &change.new)] {
        if let Some(spot) = spot.as_ref().filter(|spot| !spot.text.is_empty()) {
            let _ = write!(message, "\n{word}: {}", visible(&spot.text));
        }
    }
    if let Some(affected) = affected(&change.affected) {
        let _ = write!(message, "\naffects {}", visible(&affected));
    }
    let verdicts = change.verdicts;
    let _ = write!(message, "\nwire: {}, rust: {}. {}", verdicts.wire, verdicts.rust, change.rule.why());
    let _ = write!(message, "\n{} {} {}", change.rule.id(), change.fingerprint, visible(change.pointer()));
    message
}

/// Escapes the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
