//! What changes between two versions of an API: for the crate that is released, and for the programs that use it.
//!
//! Two compiled APIs go in, changes come out, each with two verdicts that are never mixed. The verdict of the wire follows
//! from the IR, where `allOf` is flattened and `$ref` followed, the verdict of the Rust API from the tables of names.
//! Documents are not read again, so that two of equal meaning have no change.

mod change;
mod check;
mod constraints;
mod errors;
mod facts;
mod matching;
mod media;
mod object;
mod operation;
mod pairs;
mod parameter;
mod replaced;
mod response;
mod rule;
mod rust_api;
mod security;
mod server;
mod service;
mod types;
mod union;
mod verdict;
mod words;

pub use change::{Affected, Change, Spot};
pub use rule::Rule;
pub use verdict::{Verdict, Verdicts};

use crate::ir::{Frozen, Operation};
use crate::names::Table;
use crate::plan::Crate;

use change::{Draft, Drafts, Holder};
use pairs::Pairs;

/// One of the two versions.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What is on the wire.
    pub api: &'a Frozen,
    /// The Rust names.
    pub names: &'a Table,
    /// The crate.
    pub plan: &'a Crate,
}

/// The versions have so little in common that comparing each type with each would not end in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooDifferent;

impl std::fmt::Display for TooDifferent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .write_str("the types of the two documents refer to each other in too many different ways to be compared")
    }
}

impl std::error::Error for TooDifferent {}

/// Lists the changes from one version to the other, the worst first.
pub fn compare(old: Side<'_>, new: Side<'_>) -> Result<Vec<Change>, TooDifferent> {
    let matched = matching::operations(old, new);
    let mut comparison = Comparison {
        old,
        new,
        drafts: Drafts::default(),
        pairs: Pairs::default(),
        affected: matched.holders(old, new),
    };
    comparison.operations(&matched);
    service::compare(&mut comparison);
    server::compare(&mut comparison);
    security::schemes(&mut comparison);
    comparison.pairs.walk(old.api, new.api)?;
    errors::compare(&mut comparison);
    types::compare(&mut comparison);
    Ok(comparison.drafts.finish(&comparison.affected))
}

/// A comparison at work.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    drafts: Drafts,
    pairs: Pairs,
    /// What may be affected, by number.
    affected: Vec<Holder>,
}

impl Comparison<'_> {
    fn operations(&mut self, matched: &matching::Matched) {
        for (number, pair) in matched.pairs.iter().enumerate() {
            operation::compare(self, number, *pair);
        }
        let mut number = matched.pairs.len();
        for id in &matched.removed {
            let operation = &self.old.api.operations[*id];
            self.whole(Rule::OperationRemoved, operation, number);
            number += 1;
        }
        for id in &matched.added {
            let operation = &self.new.api.operations[*id];
            self.whole(Rule::OperationAdded, operation, number);
            number += 1;
        }
    }

    fn whole(&mut self, rule: Rule, operation: &Operation, number: usize) {
        let spot = Some(Spot::new(&operation.origin, operation.key()));
        let (old, new) = if rule == Rule::OperationAdded { (None, spot) } else { (spot, None) };
        let draft = Draft::new(rule, matching::key(operation), operation.key()).of([number]);
        self.drafts.add(draft.between(old, new));
    }
}
