//! The error types of tags, which hold the error bodies of their operations.

use std::collections::BTreeMap;

use crate::ir::{ErrorSet, ErrorSetId};
use crate::names::Name;

use super::operation::Compared;
use super::service::add;
use super::{Comparison, Rule, Side};

/// Compares the error types of the tags that both versions have.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let by_tag = |side: Side<'_>| -> BTreeMap<Option<String>, ErrorSetId> {
        side.api.error_sets.iter().map(|(id, set)| (set.tag.clone(), id)).collect()
    };
    let (old, new) = (by_tag(comparison.old), by_tag(comparison.new));
    for (tag, one) in &old {
        // One that is gone is in the changes of the operations that had it.
        if let Some(other) = new.get(tag) {
            both(comparison, tag.as_deref(), (*one, *other));
        }
    }
}

fn both(comparison: &mut Comparison<'_>, tag: Option<&str>, (old, new): (ErrorSetId, ErrorSetId)) {
    let place = tag.map_or_else(|| "errors".to_owned(), |tag| format!("errors of the tag {tag}"));
    let (was, is) = (variants(comparison.old, old), variants(comparison.new, new));
    let (Some(was), Some(is)) = (was, is) else { return };
    if was.name != is.name {
        add(comparison, Rule::ErrorRenamed, (&place, &place), &[], (Some(&was.name), Some(&is.name)));
    }
    let key = |body: &str| format!("{place}\n{body}");
    let shown = |body: &str| format!("{place}: {body}");
    for (body, variant) in &was.variants {
        let names = (key(body), shown(body));
        let names = (names.0.as_str(), names.1.as_str());
        match is.variants.get(body) {
            None => add(comparison, Rule::ErrorVariantRemoved, names, &[], (Some(variant), None)),
            Some(other) if other != variant => {
                add(comparison, Rule::ErrorRenamed, names, &[], (Some(variant), Some(other)));
            }
            Some(_) => {}
        }
    }
    for (body, variant) in is.variants.iter().filter(|(body, _)| !was.variants.contains_key(*body)) {
        add(comparison, Rule::ErrorVariantAdded, (&key(body), &shown(body)), &[], (None, Some(variant)));
    }
}

/// The names of an error type.
struct Errors {
    name: String,
    /// The variants by the keys of their bodies.
    variants: BTreeMap<String, String>,
}

fn variants(side: Side<'_>, id: ErrorSetId) -> Option<Errors> {
    let (set, names): (&ErrorSet, _) = (&side.api.error_sets[id], side.names.error_sets.get(&id)?);
    let variants = set.bodies.keys().cloned().zip(names.variants.iter().map(Name::pascal)).collect();
    Some(Errors { name: names.name.pascal(), variants })
}

/// Compares the tags by which the error type of an operation is found.
pub(super) fn operation(comparison: &mut Comparison<'_>, compared: &Compared<'_>) {
    let tag = |side: Side<'_>, operation: &crate::ir::Operation| {
        operation.error_set.map(|set| side.api.error_sets[set].tag.clone().unwrap_or_else(|| "no tag".to_owned()))
    };
    let (old, new) = (tag(comparison.old, compared.old), tag(comparison.new, compared.new));
    if let (Some(was), Some(is)) = (old, new)
        && was != is
    {
        compared.report(comparison, Rule::ErrorTypeChanged, None, &["tags"], (Some(&was), Some(&is)));
    }
}
