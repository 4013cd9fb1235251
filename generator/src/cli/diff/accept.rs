//! The changes that people accepted, and those that count.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin, Place, SourceId};
use crate::evolution::Change;
use crate::settings::{Acceptance, Acceptances};

/// A change that does not count.
pub(in crate::cli) struct Accepted<'a> {
    pub(in crate::cli) change: &'a Change,
    pub(in crate::cli) reason: &'a str,
}

/// The day on which accepted changes are looked at, as in RFC 3339.
pub(in crate::cli) fn today() -> String {
    chrono::Utc::now().date_naive().to_string()
}

/// Separates the changes that count from those that are accepted on the day `today`, and reports entries without effect.
pub(in crate::cli) fn separate<'a>(
    changes: &'a [Change],
    accepted: &'a Acceptances,
    today: &str,
    diagnostics: &mut Diagnostics,
) -> (Vec<&'a Change>, Vec<Accepted<'a>>) {
    let report = |code, message: String, span| {
        Diagnostic::new(code, message).label(&Origin::root(SourceId(0)), Place::Bytes(span), "")
    };
    for entry in &accepted.entries {
        let (own, span) = (entry.get_ref(), entry.span());
        if !changes.iter().any(|change| own.names(change)) {
            let message = format!("no change is {}", own.shown());
            let help =
                "remove the entry, or correct it: `signet diff` shows rule, fingerprint and pointer of each change";
            diagnostics.push(report(Code::UnusedAcceptance, message, span).help(help));
        } else if own.is_past(today) {
            let message = format!("the last day of {} is past", own.shown());
            diagnostics.push(report(Code::PastAcceptance, message, span).cost("the change counts again"));
        }
    }
    let entry = |change: &Change| -> Option<&'a Acceptance> {
        let entries = accepted.entries.iter().map(toml::Spanned::get_ref);
        entries.filter(|entry| !entry.is_past(today)).find(|entry| entry.names(change))
    };
    let (mut counted, mut left) = (Vec::new(), Vec::new());
    for change in changes {
        match entry(change) {
            Some(entry) => left.push(Accepted { change, reason: entry.reason() }),
            None => counted.push(change),
        }
    }
    (counted, left)
}
