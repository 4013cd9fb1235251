//! The error types of tags, which hold the error bodies of their operations.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostics::{Origin, SourceId};
use crate::ir::{Content, ErrorSetId, TypeId};

use super::change::Draft;
use super::matching::Counterparts;
use super::operation::Compared;
use super::{Comparison, Rule, Side, Spot};

/// Compares the error types of the tags that both versions have, when the types that stand for each other are known.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let by_tag = |side: Side<'_>| -> BTreeMap<Option<String>, ErrorSetId> {
        side.api.error_sets.iter().map(|(id, set)| (set.tag.clone(), id)).collect()
    };
    let (old, new) = (by_tag(comparison.old), by_tag(comparison.new));
    let paired = comparison.pairs.resolved(comparison.old.api, comparison.new.api);
    for (tag, one) in &old {
        // One that is gone is in the changes of the operations that had it.
        if let Some(other) = new.get(tag) {
            both(comparison, tag.as_deref(), (*one, *other), &paired);
        }
    }
}

fn both(
    comparison: &mut Comparison<'_>,
    tag: Option<&str>,
    (old, new): (ErrorSetId, ErrorSetId),
    paired: &HashSet<(TypeId, TypeId)>,
) {
    let place = tag.map_or_else(|| "errors".to_owned(), |tag| format!("errors of the tag {tag}"));
    let (was, is) = (errors(comparison.old, old), errors(comparison.new, new));
    let (Some(was), Some(is)) = (was, is) else { return };
    if was.name != is.name {
        let spots = (Some(Spot::new(&was.origin, &was.name)), Some(Spot::new(&is.origin, &is.name)));
        comparison.drafts.add(Draft::new(Rule::ErrorRenamed, &place, &place).between(spots.0, spots.1));
    }
    let mut add = |rule: Rule, body: &str, one: Option<&Variant>, other: Option<&Variant>| {
        let spot = |variant: Option<&Variant>| variant.map(|variant| Spot::new(&variant.origin, &variant.name));
        let draft = Draft::new(rule, format!("{place}\n{body}"), format!("{place}: {body}"));
        comparison.drafts.add(draft.between(spot(one), spot(other)));
    };
    let matched = matched(&was.variants, &is.variants, paired);
    for (at, to) in &matched {
        match (was.variants.get(*at), to.and_then(|to| is.variants.get(to))) {
            (Some(one), None) => add(Rule::ErrorVariantRemoved, &one.body, Some(one), None),
            (Some(one), Some(other)) if one.name != other.name => {
                add(Rule::ErrorRenamed, &one.body, Some(one), Some(other));
            }
            (Some(_), Some(_)) | (None, _) => {}
        }
    }
    let known: BTreeSet<usize> = matched.iter().filter_map(|(_, to)| *to).collect();
    for (_, other) in is.variants.iter().enumerate().filter(|(at, _)| !known.contains(at)) {
        add(Rule::ErrorVariantAdded, &other.body, None, Some(other));
    }
}

/// Matches variants by the keys of their bodies, then by the types that stand for each other, then by their names, if they
/// hold types of the same name.
fn matched(old: &[Variant], new: &[Variant], paired: &HashSet<(TypeId, TypeId)>) -> Vec<(usize, Option<usize>)> {
    let mut news: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (one, other) in paired {
        news.entry(*one).or_default().push(*other);
    }
    Counterparts::new(old, new)
        .by(|one| Some(&one.body), |other| Some(&other.body))
        .by(
            |one| one.ty.and_then(|ty| news.get(&ty)).cloned().unwrap_or_default(),
            |other| other.ty.into_iter().collect(),
        )
        .by(Variant::held, Variant::held)
        .pairs()
}

/// An error type.
struct Errors {
    name: String,
    /// The responses of the first operation that has it.
    origin: Origin,
    variants: Vec<Variant>,
}

/// A variant of an error type.
struct Variant {
    name: String,
    /// The key of its body.
    body: String,
    /// The type of the body, with other names for it followed.
    ty: Option<TypeId>,
    /// The Rust name of the type.
    holds: Option<String>,
    origin: Origin,
}

impl Variant {
    fn held(&self) -> Option<(&str, &str)> {
        Some((&self.name, self.holds.as_deref()?))
    }
}

fn errors(side: Side<'_>, id: ErrorSetId) -> Option<Errors> {
    let (set, names) = (&side.api.error_sets[id], side.names.error_sets.get(&id)?);
    let first = side.api.operations.values().find(|operation| operation.error_set == Some(id));
    let origin = first.map_or_else(|| Origin::root(SourceId(0)), |operation| operation.origin.child("responses"));
    let variants = set.bodies.iter().zip(&names.variants).map(|((body, content), name)| {
        let ty = match content {
            Content::Typed(ty) => Some(side.api.resolved(*ty)),
            Content::Text | Content::Bytes => None,
        };
        Variant {
            name: name.pascal(),
            body: body.clone(),
            ty,
            holds: ty.and_then(|ty| side.names.types.get(&ty)).map(crate::names::Name::pascal),
            origin: ty.map_or_else(|| origin.clone(), |ty| side.api.types[ty].origin.clone()),
        }
    });
    Some(Errors { name: names.name.pascal(), origin: origin.clone(), variants: variants.collect() })
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
