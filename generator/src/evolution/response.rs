//! The responses of an operation.

use std::collections::BTreeMap;

use crate::ir::{MediaType, Operation, Response, ResponseHeader, StatusPattern, essence};

use super::operation::Compared;
use super::pairs::Flow;
use super::words::described;
use super::{Comparison, Rule, Spot, Verdict, media};

pub(super) fn compare(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let (old, new) = (by_status(compared.old), by_status(compared.new));
    let missing = |one: &Statuses<'_>, other: &Statuses<'_>| -> Vec<Option<StatusPattern>> {
        one.keys().copied().filter(|status| !other.contains_key(status)).collect()
    };
    let (gone, come) = (missing(&old, &new), missing(&new, &old));
    let is_success = |status: &Option<StatusPattern>| status.is_some_and(StatusPattern::is_success);
    for status in &gone {
        let rule = if is_success(status) { Rule::SuccessStatusRemoved } else { Rule::ErrorStatusRemoved };
        let text = label(*status);
        compared.report(comparison, rule, Some(&part(*status)), &["responses", &text], (Some(&text), None));
    }
    for status in &come {
        let rule = if is_success(status) { Rule::SuccessStatusAdded } else { Rule::ErrorStatusAdded };
        let text = label(*status);
        compared.report(comparison, rule, Some(&part(*status)), &["responses", &text], (None, Some(&text)));
    }
    let same = old.keys().filter(|status| new.contains_key(*status)).map(|status| (*status, *status));
    for (status, other) in same.chain(replaced(&gone, &come)) {
        if let (Some(old), Some(new)) = (old.get(&status), new.get(&other)) {
            let label = label(status);
            let place = format!("response {label}");
            let steps = ["responses", &label, "content"];
            let whole = match (old.media.first(), new.media.first()) {
                (None, Some(is)) => Some((Rule::ResponseBodyAdded, (None, Some(is.content_type.as_str())))),
                (Some(was), None) => Some((Rule::ResponseBodyRemoved, (Some(was.content_type.as_str()), None))),
                (Some(_), Some(_)) | (None, None) => None,
            };
            if let Some((rule, texts)) = whole {
                let spot = |operation: &Operation, text: Option<&str>| {
                    let origin = steps.iter().fold(operation.origin.clone(), |origin, step| origin.child(step));
                    text.map(|text| Spot::new(&origin, text))
                };
                let spots = (spot(compared.old, texts.0), spot(compared.new, texts.1));
                let draft = compared.draft(rule, Some((&place, &place))).between(spots.0, spots.1);
                // An error without the body is still one.
                let is_milder = rule == Rule::ResponseBodyRemoved && is_failure(status);
                comparison.drafts.add(if is_milder { draft.wire(Verdict::Risky) } else { draft });
                continue;
            }
            let all = [new.media.as_slice(), &new.unread].concat();
            // The released crate does not miss what it does not read.
            let is_there = |media: &&MediaType| {
                all.iter().any(|other| essence(&other.content_type) == essence(&media.content_type))
            };
            // The released crate asks for all media types that it knows, and has an error in any case where the status says so.
            let is_readable = is_failure(status) || old.media.iter().any(|media| is_there(&media));
            let ways = (Rule::ResponseMediaTypeRemoved, Rule::ResponseMediaTypeAdded, Flow::Response, is_readable);
            let before: Vec<MediaType> = old.media.iter().chain(old.unread.iter().filter(is_there)).cloned().collect();
            media::compare(comparison, compared, (&place, &steps), ways, (&before, &all));
        }
    }
    headers(comparison, compared);
}

type Status = Option<StatusPattern>;

fn is_failure(status: Status) -> bool {
    status.is_none_or(StatusPattern::is_failure)
}

/// Pairs statuses whose responses still hold something to compare: the only success, if it has another status, and errors of
/// which one status is among those of the other.
fn replaced(gone: &[Status], come: &[Status]) -> Vec<(Status, Status)> {
    let alone = |statuses: &[Status]| {
        let mut successes = statuses.iter().copied().filter(|status| status.is_some_and(StatusPattern::is_success));
        successes.next().filter(|_| successes.next().is_none())
    };
    let is_wider = |one: Status, other: Status| match (one, other) {
        (None, Some(_)) => true,
        (Some(StatusPattern::Class(class)), Some(StatusPattern::Exact(status))) => status / 100 == u16::from(class),
        (Some(_), Some(_)) | (_, None) => false,
    };
    let errors = gone.iter().flat_map(|one| come.iter().map(move |other| (*one, *other))).filter(|(one, other)| {
        is_failure(*one) && is_failure(*other) && (is_wider(*one, *other) || is_wider(*other, *one))
    });
    errors.chain(alone(gone).zip(alone(come))).collect()
}

type Statuses<'a> = BTreeMap<Option<StatusPattern>, &'a Response>;

fn by_status(operation: &Operation) -> Statuses<'_> {
    let by_status = operation.responses.by_status.iter().map(|(status, response)| (Some(*status), response));
    by_status.chain(operation.responses.default.iter().map(|response| (None, response))).collect()
}

fn label(status: Option<StatusPattern>) -> String {
    match status {
        Some(StatusPattern::Exact(status)) => status.to_string(),
        Some(StatusPattern::Class(class)) => format!("{class}XX"),
        None => "default".to_owned(),
    }
}

fn part(status: Option<StatusPattern>) -> String {
    format!("response {}", label(status))
}

fn headers(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let by_name = |operation: &'_ Operation| -> BTreeMap<String, ResponseHeader> {
        operation.responses.headers().into_iter().map(|header| (header.name.to_lowercase(), header.clone())).collect()
    };
    let (old, new) = (by_name(compared.old), by_name(compared.new));
    for (name, header) in &old {
        let part = format!("response header {name}");
        let Some(other) = new.get(name) else {
            let text = described(comparison.old.api, header.ty);
            let rule = Rule::ResponseHeaderRemoved;
            compared.report(comparison, rule, Some(&part), &["responses"], (Some(&text), None));
            continue;
        };
        comparison.pairs.root((header.ty, other.ty), Flow::Response, compared.number);
        match (header.deprecated, other.deprecated) {
            (false, true) => {
                compared.report(comparison, Rule::Deprecated, Some(&part), &["responses"], (None, Some("deprecated")));
            }
            (true, false) => {
                let texts = (Some("deprecated"), None);
                compared.report(comparison, Rule::Undeprecated, Some(&part), &["responses"], texts);
            }
            (true, true) | (false, false) => {}
        }
    }
    for (name, header) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        let part = format!("response header {name}");
        let text = described(comparison.new.api, header.ty);
        compared.report(comparison, Rule::ResponseHeaderAdded, Some(&part), &["responses"], (None, Some(&text)));
    }
}
