//! Names the changes that took the targets of overlay actions: what an action matched in the old documents and what
//! changed there.

use std::fmt::Write as _;

use crate::cli::diff::{self, Positions};
use crate::diagnostics::{Diagnostics, Origin};
use crate::evolution::{self, Change};
use crate::plan::visible;
use crate::request::Request;
use crate::source::Match;

use super::Side;

/// How many changes are named for each action.
const NAMED: usize = 3;

/// Lists the actions that match nothing any more.
pub(super) fn explain(old: &Side<'_>, new: &Request) -> String {
    let changes = changes(old, new);
    let positions = Positions::of(old.sources);
    let mut text = "the targets of overlay actions match nothing in the new documents:".to_owned();
    // Both have the same overlays, so that their actions are in the same order.
    for (before, after) in crate::matches(old.request).iter().zip(crate::matches(new)) {
        if after.nodes.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n  {}: `{}`", place(&positions, &before.target), visible(&before.path));
            for node in before.nodes.iter().take(NAMED) {
                let _ = write!(text, "\n    matched {}", place(&positions, node));
            }
            for change in cause(before, &changes) {
                let (rule, title) = (change.rule.id(), change.rule.title());
                let _ = write!(text, "\n    changed: {}: {title} ({rule})", visible(&change.place));
            }
        }
    }
    text + "\n  change or remove the actions, and run the command again"
}

fn place(positions: &Positions<'_>, origin: &Origin) -> String {
    let position = positions.find(origin);
    format!("{}:{}:{}", visible(&position.name), position.line, position.column)
}

/// Compares without the actions that match nothing; where that is impossible, no change is known.
fn changes(old: &Side<'_>, new: &Request) -> Vec<Change> {
    let mut lenient = new.clone();
    for overlay in &mut lenient.overlays {
        overlay.is_lenient = true;
    }
    let (_, compiled) = crate::compile(&lenient, &mut Diagnostics::new());
    let compared = compiled.map(|new| evolution::compare(diff::side(old.compiled), diff::side(&new)));
    compared.and_then(Result::ok).unwrap_or_default()
}

/// Finds the changes at what an action matched: the nearest around it, or else those inside.
fn cause<'c>(matched: &Match, changes: &'c [Change]) -> Vec<&'c Change> {
    let old = |change: &Change| change.old.as_ref().map(|spot| spot.origin.clone());
    let is_around = |outer: &Origin, inner: &Origin| {
        let rest = inner.pointer.strip_prefix(&outer.pointer);
        outer.source == inner.source && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let found = |related: &dyn Fn(&Origin, &Origin) -> bool| -> Vec<&'c Change> {
        let is_related =
            |change: &&Change| old(change).is_some_and(|place| matched.nodes.iter().any(|node| related(&place, node)));
        changes.iter().filter(is_related).collect()
    };
    let mut around = found(&|place, node| is_around(place, node));
    around.sort_by_key(|change| std::cmp::Reverse(old(change).map_or(0, |place| place.pointer.len())));
    let mut causes = if around.is_empty() { found(&|place, node| is_around(node, place)) } else { around };
    causes.truncate(NAMED);
    causes
}
