//! Two operations that stand for each other.

use std::collections::BTreeSet;

use crate::ir::{Operation, OperationId, Requirement};

use super::change::Draft;
use super::{Comparison, Rule, Spot, matching, media, parameter, response, rust_api};

/// Two operations, and the number by which what they have is found.
pub(super) struct Compared<'a> {
    pub(super) number: usize,
    pub(super) ids: (OperationId, OperationId),
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
}

impl Compared<'_> {
    /// Starts a change of the operation, or of a part of it, whose key may differ from what is shown.
    pub(super) fn draft(&self, rule: Rule, part: Option<(&str, &str)>) -> Draft {
        let (key, place) = (matching::key(self.old), self.old.key());
        let draft = match part {
            Some((part, shown)) => Draft::new(rule, format!("{key}\n{part}"), format!("{place}: {shown}")),
            None => Draft::new(rule, key, place),
        };
        draft.of([self.number])
    }

    /// Reports a change of a part: the steps that lead to it in both documents, and what they say.
    pub(super) fn report(
        &self,
        comparison: &mut Comparison<'_>,
        rule: Rule,
        part: Option<&str>,
        steps: &[&str],
        (old, new): (Option<&str>, Option<&str>),
    ) {
        let spot = |operation: &Operation, text: Option<&str>| {
            let origin = steps.iter().fold(operation.origin.clone(), |origin, step| origin.child(step));
            text.map(|text| Spot::new(&origin, text))
        };
        let draft = self.draft(rule, part.map(|part| (part, part)));
        comparison.drafts.add(draft.between(spot(self.old, old), spot(self.new, new)));
    }
}

pub(super) fn compare(comparison: &mut Comparison<'_>, number: usize, ids: (OperationId, OperationId)) {
    let (old, new) = (&comparison.old.api.operations[ids.0], &comparison.new.api.operations[ids.1]);
    let compared = Compared { number, ids, old, new };
    if matching::key(old) != matching::key(new) {
        compared.report(comparison, Rule::OperationMoved, None, &[], (Some(&old.key()), Some(&new.key())));
    }
    if !old.deprecated && new.deprecated {
        compared.report(comparison, Rule::Deprecated, None, &["deprecated"], (None, Some("deprecated")));
    }
    parameter::compare(comparison, &compared);
    media::bodies(comparison, &compared);
    response::compare(comparison, &compared);
    security(comparison, &compared);
    if old.server != new.server {
        let (one, other) = (old.server.as_deref(), new.server.as_deref());
        let rule = if one.is_some() { Rule::ServerRemoved } else { Rule::ServerAdded };
        compared.report(comparison, rule, Some("server"), &["servers"], (one, other));
    }
    if old.pagination.known() != new.pagination.known() {
        let text = |operation: &Operation| {
            operation
                .pagination
                .known()
                .map_or_else(|| "no pages".to_owned(), |pages| format!("{:?}", pages.convention))
        };
        let (one, other) = (text(old), text(new));
        compared.report(comparison, Rule::PaginationChanged, None, &[], (Some(&one), Some(&other)));
    }
    docs(comparison, &compared);
    rust_api::operation(comparison, &compared);
}

fn security(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let (old, new) = (alternatives(&compared.old.security), alternatives(&compared.new.security));
    let anybody = |accepted: &BTreeSet<Vec<&str>>| accepted.iter().any(Vec::is_empty);
    if old == new {
        return;
    }
    let rule = if anybody(&new) || old.is_subset(&new) { Rule::SecurityAdded } else { Rule::SecurityChanged };
    let text = |accepted: &BTreeSet<Vec<&str>>| {
        let alternatives: Vec<String> = accepted
            .iter()
            .map(|parts| if parts.is_empty() { "no credential".to_owned() } else { parts.join(" and ") })
            .collect();
        alternatives.join(", or ")
    };
    let (one, other) = (text(&old), text(&new));
    compared.report(comparison, rule, None, &["security"], (Some(&one), Some(&other)));
}

/// The alternatives without their order; an operation that asks for nothing accepts an empty one.
fn alternatives(security: &[Requirement]) -> BTreeSet<Vec<&str>> {
    let mut accepted = BTreeSet::new();
    for requirement in security {
        let mut parts: Vec<&str> = requirement.0.iter().map(String::as_str).collect();
        parts.sort_unstable();
        accepted.insert(parts);
    }
    if accepted.is_empty() {
        accepted.insert(Vec::new());
    }
    accepted
}

fn docs(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let described = |operation: &Operation| {
        let body = operation.request_body.as_ref().and_then(|body| body.description.clone());
        let statuses = operation.responses.by_status.iter();
        let mut responses: Vec<_> =
            statuses.map(|(status, response)| (Some(*status), response.description.clone())).collect();
        responses.extend(operation.responses.default.iter().map(|response| (None, response.description.clone())));
        // A status that was added or removed is another change.
        responses.sort();
        (operation.docs.clone(), body, responses)
    };
    let (old, new) = (described(compared.old), described(compared.new));
    let is_same_status =
        |(status, text): &(_, Option<String>)| !new.2.iter().any(|(own, other)| own == status && other != text);
    if (&old.0, &old.1) != (&new.0, &new.1) || !old.2.iter().all(is_same_status) {
        let text = |operation: &Operation| {
            let docs = &operation.docs;
            docs.summary.clone().or_else(|| docs.description.clone()).unwrap_or_default()
        };
        let (one, other) = (text(compared.old), text(compared.new));
        compared.report(comparison, Rule::DocsChanged, None, &[], (Some(&one), Some(&other)));
    }
}
