//! Two operations that stand for each other.

use crate::ir::{Docs, Idempotency, KeyPlace, Operation, OperationId, Repeat, StatusPattern, normal_url};

use super::change::Draft;
use super::words::differing;
use super::{Comparison, Rule, Spot, Verdict, facts, matching, media, parameter, response, rust_api, security};

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
    match (old.deprecated, new.deprecated) {
        (false, true) => {
            compared.report(comparison, Rule::Deprecated, None, &["deprecated"], (None, Some("deprecated")));
        }
        (true, false) => {
            compared.report(comparison, Rule::Undeprecated, None, &["deprecated"], (Some("deprecated"), None));
        }
        (true, true) | (false, false) => {}
    }
    parameter::compare(comparison, &compared);
    media::bodies(comparison, &compared);
    response::compare(comparison, &compared);
    security::requirements(comparison, &compared);
    if old.server.as_deref().map(normal_url) != new.server.as_deref().map(normal_url) {
        let text = |operation: &Operation| operation.server.clone().unwrap_or_else(|| "the API's".to_owned());
        let (one, other) = (text(old), text(new));
        compared.report(comparison, Rule::OperationServerChanged, None, &["servers"], (Some(&one), Some(&other)));
    }
    if old.id != new.id && matching::key(old) == matching::key(new) {
        let texts = (Some(old.id.as_str()), Some(new.id.as_str()));
        compared.report(comparison, Rule::OperationIdChanged, None, &["operationId"], texts);
    }
    pages(comparison, &compared);
    idempotency(comparison, &compared);
    docs(comparison, &compared);
    rust_api::operation(comparison, &compared);
}

fn pages(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let (old, new) = (compared.old.pagination.known(), compared.new.pagination.known());
    match (old, new) {
        (None, Some(is)) => {
            compared.report(comparison, Rule::PaginationAdded, None, &[], (None, Some(&facts::pages(is))));
        }
        (Some(was), None) => {
            compared.report(comparison, Rule::PaginationRemoved, None, &[], (Some(&facts::pages(was)), None));
        }
        (Some(was), Some(is)) if was != is => {
            let spot = |operation: &Operation, text: String| Some(Spot::new(&operation.origin, text));
            let (one, other) = (spot(compared.old, facts::pages(was)), spot(compared.new, facts::pages(is)));
            let draft = compared.draft(Rule::PaginationChanged, None).between(one, other);
            // The method that walks the items goes, or its items are others.
            let is_kept = was.items.is_none() || was.items == is.items;
            comparison.drafts.add(if is_kept { draft } else { draft.rust(Verdict::Breaking) });
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

fn idempotency(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let text = |key: &Idempotency| {
        let place = match &key.place {
            KeyPlace::Header(name) => format!("header {name}"),
            KeyPlace::Property(name) => format!("property {name}"),
        };
        match key.repeat {
            Repeat::SameResponse => place,
            Repeat::Rejected => format!("{place}, rejected if repeated"),
        }
    };
    let (one, other) = (compared.old.idempotency.as_ref(), compared.new.idempotency.as_ref());
    let is_same =
        one.zip(other).is_some_and(|(one, other)| one.repeat == other.repeat && one.place.is_same(&other.place));
    match (one.map(text), other.map(text)) {
        (None, Some(is)) => compared.report(comparison, Rule::IdempotencyAdded, None, &[], (None, Some(&is))),
        (Some(was), None) => compared.report(comparison, Rule::IdempotencyRemoved, None, &[], (Some(&was), None)),
        (Some(was), Some(is)) if !is_same => {
            compared.report(comparison, Rule::IdempotencyChanged, None, &[], (Some(&was), Some(&is)));
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

/// The documentation of an operation, of its body and of its responses.
type Described = (Docs, Option<String>, Vec<(Option<StatusPattern>, Option<String>)>);

fn docs(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let described = |operation: &Operation| -> Described {
        let body = operation.request_body.as_ref().and_then(|body| body.description.clone());
        let statuses = operation.responses.by_status.iter();
        let mut responses: Vec<_> =
            statuses.map(|(status, response)| (Some(*status), response.description.clone())).collect();
        responses.extend(operation.responses.default.iter().map(|response| (None, response.description.clone())));
        (operation.docs.clone(), body, responses)
    };
    let (old, new) = (described(compared.old), described(compared.new));
    // A status that was added or removed is another change.
    let same = old.2.iter().filter_map(|(status, text)| {
        let (_, other) = new.2.iter().find(|(own, _)| own == status)?;
        Some((text, other))
    });
    let (one, other): (Vec<_>, Vec<_>) = same.unzip();
    if (&old.0, &old.1, &one) != (&new.0, &new.1, &other) {
        let texts = |(docs, body, _): &Described, responses: &[&Option<String>]| {
            let own = [&docs.summary, &docs.description, body];
            own.into_iter().chain(responses.iter().copied()).map(|text| text.clone().unwrap_or_default()).collect()
        };
        let (one, other): (Vec<String>, Vec<String>) = (texts(&old, &one), texts(&new, &other));
        let (one, other) = differing(&one, &other);
        compared.report(comparison, Rule::DocsChanged, None, &[], (Some(one), Some(other)));
    }
}
