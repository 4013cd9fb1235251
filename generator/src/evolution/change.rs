//! A change: what happened where, what it means, and what it affects.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use indexmap::map::Entry;

use crate::diagnostics::Origin;
use crate::digest::sha256;
use crate::ir::Usage;

use super::{Rule, Verdict, Verdicts};

/// How many of the affected operations are named.
const NAMED: usize = 3;
/// How long the text of one side may be, in characters.
const LONGEST_TEXT: usize = 200;

/// One change from the old to the new version.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change it is.
    pub rule: Rule,
    /// What it means.
    pub verdicts: Verdicts,
    /// What changed: an operation, a type, or a part of one.
    pub place: String,
    /// How it was, where it was there.
    pub old: Option<Spot>,
    /// How it is, where it is there.
    pub new: Option<Spot>,
    /// The operations that it reaches.
    pub affected: Affected,
    /// Names the change, whatever else changes: 16 hexadecimal digits. What the place says in both documents is in it, so that
    /// another change of the same place has another one.
    pub fingerprint: String,
}

impl Change {
    /// The place of the change in the new document, or in the old one where the new one has none, as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |spot| &spot.origin.pointer)
    }
}

/// A place in one of the documents, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The node.
    pub origin: Origin,
    /// What it says, in a few words.
    pub text: String,
}

impl Spot {
    pub(super) fn new(origin: &Origin, text: impl Into<String>) -> Self {
        Self { origin: origin.clone(), text: text.into() }
    }

    /// Cuts a long text, of which the fingerprint is known.
    fn shortened(&self) -> Self {
        let cut = self.text.char_indices().nth(LONGEST_TEXT).and_then(|(at, _)| self.text.get(..at));
        let text = cut.map_or_else(|| self.text.clone(), |start| format!("{start}…"));
        Self { origin: self.origin.clone(), text }
    }
}

/// The operations that a change reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// How many there are; none for what concerns the whole API.
    pub count: usize,
    /// The first of them.
    pub first: Vec<String>,
    /// The tags under which they are defined.
    pub tags: Vec<String>,
}

/// What a change may reach.
pub(super) struct Holder {
    /// An operation as `GET /path`, or the webhooks.
    pub(super) name: String,
    /// The tag under which it is defined.
    pub(super) tag: Option<String>,
}

/// A change that is not yet complete.
pub(super) struct Draft {
    rule: Rule,
    verdicts: Verdicts,
    /// Names the place for the fingerprint.
    key: String,
    place: String,
    old: Option<Spot>,
    new: Option<Spot>,
    affected: BTreeSet<usize>,
}

impl Draft {
    pub(super) fn new(rule: Rule, key: impl Into<String>, place: impl Into<String>) -> Self {
        let (key, place) = (key.into(), place.into());
        Self { rule, verdicts: rule.in_requests(), key, place, old: None, new: None, affected: BTreeSet::new() }
    }

    pub(super) fn carried(mut self, usage: Usage) -> Self {
        self.verdicts = self.rule.verdicts(usage);
        self
    }

    pub(super) fn between(mut self, old: Option<Spot>, new: Option<Spot>) -> Self {
        (self.old, self.new) = (old, new);
        self
    }

    pub(super) fn of(mut self, affected: impl IntoIterator<Item = usize>) -> Self {
        self.affected.extend(affected);
        self
    }

    /// Says what the change means for the crate's API where the names tell it better than the rule.
    pub(super) fn rust(mut self, verdict: Verdict) -> Self {
        self.verdicts.rust = verdict;
        self
    }

    pub(super) fn wire(mut self, verdict: Verdict) -> Self {
        self.verdicts.wire = verdict;
        self
    }
}

/// The changes that were found, each place once for each rule.
#[derive(Default)]
pub(super) struct Drafts {
    found: IndexMap<(Rule, String), Draft>,
    /// The positions of the changes, in the order in which they were reported.
    reported: Vec<usize>,
}

impl Drafts {
    /// Adds a change. One that is known at this place reaches more operations, and means the worse of both.
    pub(super) fn add(&mut self, draft: Draft) {
        let entry = self.found.entry((draft.rule, draft.key.clone()));
        self.reported.push(entry.index());
        match entry {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.verdicts = known.verdicts.worse(draft.verdicts);
                // Whichever was found first: the order of a document does not show.
                if draft.texts() < known.texts() {
                    (known.old, known.new) = (draft.old, draft.new);
                }
                known.affected.extend(draft.affected);
            }
            Entry::Vacant(free) => {
                free.insert(draft);
            }
        }
    }

    /// Counts the reports until now.
    pub(super) fn count(&self) -> usize {
        self.reported.len()
    }

    /// Says what is affected by all that was reported since there were `count` reports.
    pub(super) fn reach(&mut self, count: usize, affected: &BTreeSet<usize>) {
        for position in self.reported.iter().skip(count) {
            if let Some((_, draft)) = self.found.get_index_mut(*position) {
                draft.affected.extend(affected);
            }
        }
    }

    /// Completes the changes, the worst first, then by rule and place: the order of a document does not show.
    pub(super) fn finish(&self, holders: &[Holder]) -> Vec<Change> {
        let mut drafts: Vec<&Draft> = self.found.values().collect();
        drafts.sort_by_key(|draft| (std::cmp::Reverse(draft.verdicts.overall()), draft.rule, &draft.key));
        drafts.into_iter().map(|draft| draft.finish(holders)).collect()
    }
}

impl Draft {
    /// What the place says in both documents.
    fn texts(&self) -> [Option<&str>; 2] {
        [&self.old, &self.new].map(|spot| spot.as_ref().map(|spot| spot.text.as_str()))
    }

    fn finish(&self, holders: &[Holder]) -> Change {
        let reached = || self.affected.iter().filter_map(|number| holders.get(*number));
        let tags: BTreeSet<String> = reached().filter_map(|holder| holder.tag.clone()).collect();
        let mut first: Vec<String> = reached().map(|holder| holder.name.clone()).collect();
        first.sort();
        first.truncate(NAMED);
        let digest = sha256(format!("{}\n{}\n{:?}", self.rule.id(), self.key, self.texts()).as_bytes());
        Change {
            rule: self.rule,
            verdicts: self.verdicts,
            place: self.place.clone(),
            old: self.old.as_ref().map(Spot::shortened),
            new: self.new.as_ref().map(Spot::shortened),
            affected: Affected { count: self.affected.len(), first, tags: tags.into_iter().collect() },
            fingerprint: digest.chars().take(16).collect(),
        }
    }
}
