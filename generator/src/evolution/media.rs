//! Bodies, and the media types that they may have.

use std::collections::BTreeMap;

use crate::ir::{Codec, FormPart, MediaType, RequestBody, essence};
use crate::names::ArgumentSource;

use super::operation::Compared;
use super::pairs::Flow;
use super::parameter::is_argument;
use super::words::given;
use super::{Comparison, Rule, Verdict, facts};

/// Compares the bodies of requests.
pub(super) fn bodies(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    const PART: Option<&str> = Some("request body");
    const STEPS: [&str; 1] = ["requestBody"];
    let word = |body: &RequestBody| if body.required { "required" } else { "optional" };
    let was = is_argument(comparison.old, compared.ids.0, ArgumentSource::Body);
    let is = is_argument(comparison.new, compared.ids.1, ArgumentSource::Body);
    let rust = if was == is { Verdict::Compatible } else { Verdict::Breaking };
    let (old, new) = (&compared.old.request_body, &compared.new.request_body);
    match (old, new) {
        (Some(old), None) => {
            compared.report(comparison, Rule::BodyRemoved, PART, &STEPS, (Some(word(old)), None));
        }
        (None, Some(new)) => {
            let rule = if new.required { Rule::RequiredBodyAdded } else { Rule::OptionalBodyAdded };
            let spot = super::Spot::new(&compared.new.origin.child("requestBody"), word(new));
            let draft = compared.draft(rule, PART.map(|part| (part, part))).rust(rust);
            comparison.drafts.add(draft.between(None, Some(spot)));
        }
        (Some(old), Some(new)) => {
            if old.required != new.required {
                let rule = if new.required { Rule::BodyBecameRequired } else { Rule::BodyBecameOptional };
                let spot = |operation: &crate::ir::Operation, body: &RequestBody| {
                    Some(super::Spot::new(&operation.origin.child("requestBody"), word(body)))
                };
                let draft = compared.draft(rule, PART.map(|part| (part, part))).rust(rust);
                let (one, other) = (spot(compared.old, old), spot(compared.new, new));
                comparison.drafts.add(draft.between(one, other));
            }
            let rules = (Rule::RequestMediaTypeRemoved, Rule::RequestMediaTypeAdded, Flow::Request, false);
            compare(
                comparison,
                compared,
                ("request body", &["requestBody", "content"]),
                rules,
                (&old.media, &new.media),
            );
            forms(comparison, compared, (&old.media, &new.media));
            parts(comparison, compared, (&old.media, &new.media));
        }
        (None, None) => {}
    }
}

/// Compares the media types of a body, of which the released crate may read one that stays.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    compared: &Compared<'_>,
    (part, steps): (&str, &[&str]),
    (removed, added, flow, is_readable): (Rule, Rule, Flow, bool),
    (old, new): (&[MediaType], &[MediaType]),
) {
    let (one, other) = (by_type(old), by_type(new));
    // A body whose only media type is another one still holds something to compare.
    let alone = match (old, new) {
        ([old], [new]) => old.ty.zip(new.ty),
        _ => None,
    };
    let same = one.iter().filter_map(|(name, media)| media.ty.zip(other.get(name)?.ty));
    let pairs: Vec<_> = same.chain(alone).collect();
    for pair in pairs {
        comparison.pairs.root(pair, flow, compared.number);
    }
    let report = |comparison: &mut Comparison<'_>, rule: Rule, media: &MediaType, is_old: bool| {
        let name = format!("{part}, {}", media.content_type);
        let spot = |operation: &crate::ir::Operation| {
            let origin = steps.iter().fold(operation.origin.clone(), |origin, step| origin.child(step));
            Some(super::Spot::new(&origin, &media.content_type))
        };
        let spots = if is_old { (spot(compared.old), None) } else { (None, spot(compared.new)) };
        let draft = compared.draft(rule, Some((&name, &name))).between(spots.0, spots.1);
        comparison.drafts.add(if is_readable && rule == removed { draft.wire(Verdict::Risky) } else { draft });
    };
    for (name, media) in &one {
        if !other.contains_key(name) {
            report(comparison, removed, media, true);
        }
    }
    for (name, media) in &other {
        if !one.contains_key(name) {
            report(comparison, added, media, false);
        }
    }
}

/// The media types by their names without parameters, which have no case.
fn by_type(media: &[MediaType]) -> BTreeMap<String, &MediaType> {
    media.iter().map(|media| (essence(&media.content_type), media)).collect()
}

/// Compares how forms write their properties.
fn forms(comparison: &mut Comparison<'_>, compared: &Compared<'_>, (old, new): (&[MediaType], &[MediaType])) {
    const STEPS: [&str; 2] = ["requestBody", "content"];
    let (old, new) = (by_type(old), by_type(new));
    for (one, other) in old.iter().filter_map(|(name, one)| Some((one, new.get(name)?))) {
        let text = |media: &MediaType| {
            let mut encoding: Vec<String> = media.encoding.iter().map(facts::property).collect();
            encoding.sort();
            encoding.join(", ")
        };
        let (was, is) = (text(one), text(other));
        if was != is {
            let texts = (Some(was.as_str()), Some(is.as_str()));
            compared.report(comparison, Rule::FormEncodingChanged, Some("request body"), &STEPS, texts);
        }
    }
}

/// Compares the parts of bodies of parts.
fn parts(comparison: &mut Comparison<'_>, compared: &Compared<'_>, (old, new): (&[MediaType], &[MediaType])) {
    const STEPS: [&str; 2] = ["requestBody", "content"];
    let multipart = |media: &'_ [MediaType]| media.iter().find(|media| media.codec == Codec::Multipart).cloned();
    let (Some(old), Some(new)) = (multipart(old), multipart(new)) else { return };
    written(comparison, compared, &old.parts, &new.parts);
    // Their types are the properties of the body's type where it has one.
    if old.ty.is_some() && new.ty.is_some() {
        return;
    }
    let word = |required: bool| if required { "required" } else { "optional" };
    for part in &old.parts {
        let name = format!("part {}", part.name);
        match new.parts.iter().find(|other| other.name == part.name) {
            None => {
                let rule = if part.required { Rule::RequiredPropertyRemoved } else { Rule::OptionalPropertyRemoved };
                let draft = compared.draft(rule, Some((&name, &name)));
                // A part with one value is no argument.
                let draft = if part.constant.is_some() { draft.rust(Verdict::Compatible) } else { draft };
                let origin = compared.old.origin.child("requestBody").child("content");
                comparison.drafts.add(draft.between(Some(super::Spot::new(&origin, word(part.required))), None));
            }
            Some(other) => {
                match (&part.constant, &other.constant) {
                    (Some(was), Some(is)) if was != is => {
                        let texts = (Some(was.as_str()), Some(is.as_str()));
                        compared.report(comparison, Rule::ConstantChanged, Some(&name), &STEPS, texts);
                    }
                    // A value that the crate sends by itself has no type.
                    (Some(_), Some(_)) => {}
                    (Some(_) | None, None) | (None, Some(_)) => {
                        comparison.pairs.root((part.ty, other.ty), Flow::Request, compared.number);
                    }
                }
                if part.required == other.required && part.is_argument() != other.is_argument() {
                    let texts = (Some(given(part.is_argument())), Some(given(other.is_argument())));
                    compared.report(comparison, Rule::ArgumentsChanged, Some(&name), &STEPS, texts);
                }
                if part.required != other.required {
                    let became = other.required;
                    let rule = if became { Rule::PropertyBecameRequired } else { Rule::PropertyBecameOptional };
                    let texts = (Some(word(part.required)), Some(word(other.required)));
                    compared.report(comparison, rule, Some(&name), &STEPS, texts);
                }
            }
        }
    }
    for part in new.parts.iter().filter(|part| !old.parts.iter().any(|other| other.name == part.name)) {
        let name = format!("part {}", part.name);
        let rule = if part.required { Rule::RequiredPropertyAdded } else { Rule::OptionalPropertyAdded };
        let draft = compared.draft(rule, Some((&name, &name)));
        let draft = if part.constant.is_some() { draft.rust(Verdict::Compatible) } else { draft };
        let origin = compared.new.origin.child("requestBody").child("content");
        comparison.drafts.add(draft.between(None, Some(super::Spot::new(&origin, word(part.required)))));
    }
}

/// Compares how the parts that both versions have are written.
fn written(comparison: &mut Comparison<'_>, compared: &Compared<'_>, old: &[FormPart], new: &[FormPart]) {
    for (part, other) in old.iter().filter_map(|part| Some((part, new.iter().find(|other| other.name == part.name)?))) {
        let facts = |part: &FormPart| (part.content, part.content_type.clone(), part.headers.clone());
        if facts(part) != facts(other) {
            let name = format!("part {}", part.name);
            let spot = |operation: &crate::ir::Operation, text: Option<String>| {
                let origin = operation.origin.child("requestBody").child("content");
                text.map(|text| super::Spot::new(&origin, text))
            };
            let draft = compared.draft(Rule::PartChanged, Some((&name, &name)));
            let rust = if part.content == other.content { Verdict::Compatible } else { Verdict::Breaking };
            let (was, is) = (spot(compared.old, Some(facts::part(part))), spot(compared.new, Some(facts::part(other))));
            comparison.drafts.add(draft.rust(rust).between(was, is));
        }
    }
}
