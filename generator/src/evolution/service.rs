//! What belongs to the API as a whole: its description, tags, features and webhooks.

use std::collections::BTreeSet;

use crate::diagnostics::{Origin, SourceId};
use crate::ir::{Api, Reading};
use crate::plan::Crate;

use super::change::Draft;
use super::pairs::Flow;
use super::{Comparison, Rule, Spot, Verdict, check};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    tags(comparison);
    features(comparison);
    webhooks(comparison);
    check::responses(comparison);
    let (old, new) = (comparison.old.api, comparison.new.api);
    if old.reading != new.reading {
        let text = |api: &Api| match api.reading {
            Reading::Strict => "strictly",
            Reading::Lenient => "leniently",
        };
        let texts = (Some(text(old)), Some(text(new)));
        add(comparison, Rule::ReadingChanged, ("reading", "the API"), &[], texts);
    }
    if old.info.version != new.info.version {
        let texts = (Some(old.info.version.as_str()), Some(new.info.version.as_str()));
        add(comparison, Rule::ApiVersionChanged, ("info", "the API"), &["info", "version"], texts);
    }
    if (&old.info.title, &old.info.description) != (&new.info.title, &new.info.description) {
        let text = |api: &Api| api.info.description.clone().unwrap_or_else(|| api.info.title.clone());
        let (old, new) = (text(old), text(new));
        add(comparison, Rule::DocsChanged, ("info", "the API"), &["info"], (Some(&old), Some(&new)));
    }
}

/// Starts a change of the whole API: what it is of, the steps that lead there in both documents, and what they say.
pub(super) fn draft(
    rule: Rule,
    (key, place): (&str, &str),
    steps: &[&str],
    (old, new): (Option<&str>, Option<&str>),
) -> Draft {
    // The first document is the one that says this.
    let origin = steps.iter().fold(Origin::root(SourceId(0)), |origin, step| origin.child(step));
    let spot = |text: Option<&str>| text.map(|text| Spot::new(&origin, text));
    Draft::new(rule, key, place).between(spot(old), spot(new))
}

/// Reports such a change.
pub(super) fn add(
    comparison: &mut Comparison<'_>,
    rule: Rule,
    place: (&str, &str),
    steps: &[&str],
    texts: (Option<&str>, Option<&str>),
) {
    comparison.drafts.add(draft(rule, place, steps, texts));
}

fn tags(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    for (tag, names) in old.api.tags.iter().zip(&old.names.groups) {
        let found = new.api.tags.iter().zip(&new.names.groups).find(|(other, _)| other.name == tag.name);
        if let Some((other, _)) = found
            && other.description != tag.description
        {
            let place = format!("tag {}", tag.name);
            let texts = (
                Some(tag.description.as_deref().unwrap_or_default()),
                Some(other.description.as_deref().unwrap_or_default()),
            );
            add(comparison, Rule::DocsChanged, (&place, &place), &["tags"], texts);
        }
        if let Some((_, other)) = found
            && (names.module != other.module || names.view != other.view)
        {
            let place = format!("tag {}", tag.name);
            let (was, is) = (names.view.snake(), other.view.snake());
            add(comparison, Rule::ClientRenamed, (&place, &place), &["tags"], (Some(&was), Some(&is)));
        }
    }
}

fn features(comparison: &mut Comparison<'_>) {
    let names = |plan: &'_ Crate| -> BTreeSet<String> {
        plan.manifest.features.iter().map(|feature| feature.name.clone()).collect()
    };
    let (old, new) = (names(comparison.old.plan), names(comparison.new.plan));
    for name in old.difference(&new) {
        let place = format!("feature {name}");
        add(comparison, Rule::FeatureRemoved, (&place, &place), &["tags"], (Some(name), None));
    }
    for name in new.difference(&old) {
        let place = format!("feature {name}");
        add(comparison, Rule::FeatureAdded, (&place, &place), &["tags"], (None, Some(name)));
    }
}

fn webhooks(comparison: &mut Comparison<'_>) {
    const PLACE: (&str, &str) = ("webhooks", "webhooks");
    const STEPS: [&str; 1] = ["webhooks"];
    match (&comparison.old.api.webhooks, &comparison.new.api.webhooks) {
        (Some(old), Some(new)) => {
            let holder = comparison.affected.len().saturating_sub(1);
            // A program receives them.
            comparison.pairs.root((old.event, new.event), Flow::Response, holder);
            let (was, is) = (check::webhooks(old), check::webhooks(new));
            if was != is {
                let draft = draft(Rule::WebhookVerificationChanged, PLACE, &STEPS, (Some(&was), Some(&is)));
                let has = |one: &crate::ir::Webhooks| one.verification.is_some();
                let is_same_module = has(old) == has(new) || !has(old);
                comparison.drafts.add(if is_same_module { draft.rust(Verdict::Compatible) } else { draft });
            }
        }
        (None, Some(_)) => add(comparison, Rule::WebhooksAdded, PLACE, &STEPS, (None, Some("webhooks"))),
        (Some(_), None) => add(comparison, Rule::WebhooksRemoved, PLACE, &STEPS, (Some("webhooks"), None)),
        (None, None) => {}
    }
}
