//! The variants of a union.

use std::collections::BTreeSet;

use crate::ir::{Dispatch, TypeId, Union};
use crate::plan::{TypeItem, UnionVariant};

use super::types::Compared;
use super::{Comparison, Rule, Side};

/// Finds the variant of the new union, if there is one, for each of the old: by what tells it from the others, else by what
/// it is called.
pub(super) fn matched(old: &Union, new: &Union) -> Vec<(usize, Option<usize>)> {
    let mut free: BTreeSet<usize> = (0..new.variants.len()).collect();
    let mut take = |is_same: &dyn Fn(usize) -> bool| {
        let found = free.iter().copied().find(|at| is_same(*at))?;
        free.remove(&found);
        Some(found)
    };
    let variant = |at: usize| new.variants.get(at);
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, own) in old.variants.iter().enumerate() {
        found.push((at, take(&|to| variant(to).is_some_and(|other| other.key == own.key))));
    }
    for (own, (_, to)) in old.variants.iter().zip(&mut found) {
        if to.is_none() {
            *to = take(&|to| variant(to).is_some_and(|other| other.hint == own.hint));
        }
    }
    found
}

pub(super) fn compare(comparison: &mut Comparison<'_>, compared: &Compared<'_>, old: &Union, new: &Union) {
    let pairs = matched(old, new);
    let webhooks = |side: Side<'_>, id| side.api.webhooks.as_ref().is_some_and(|webhooks| webhooks.event == id);
    let (removed, added) = if webhooks(comparison.old, compared.old_id) {
        (Rule::WebhookRemoved, Rule::WebhookAdded)
    } else {
        (Rule::VariantRemoved, Rule::VariantAdded)
    };
    for (at, to) in &pairs {
        if let (Some(variant), None) = (old.variants.get(*at), to) {
            compared.report(comparison, removed, Some(&variant.key), Some(&variant.hint), None);
        }
    }
    for (at, variant) in new.variants.iter().enumerate() {
        if !pairs.iter().any(|(_, to)| *to == Some(at)) {
            compared.report(comparison, added, Some(&variant.key), None, Some(&variant.hint));
        }
    }
    match (old.open, new.open) {
        (false, true) => compared.report(comparison, Rule::UnionOpened, None, Some("closed"), Some("open")),
        (true, false) => compared.report(comparison, Rule::UnionClosed, None, Some("open"), Some("closed")),
        (true, true) | (false, false) => {}
    }
    discriminators(comparison, compared, (old, new), &pairs);
    conversions(comparison, compared, (old, new), &pairs);
}

type Matches = [(usize, Option<usize>)];

fn discriminators(
    comparison: &mut Comparison<'_>,
    compared: &Compared<'_>,
    (old, new): (&Union, &Union),
    pairs: &Matches,
) {
    let (one, other) = (tags(old), tags(new));
    let (rule, was, is) = match (&one, &other) {
        (None, None) => return,
        (None, Some((is, _))) => (Rule::DiscriminatorAdded, None, Some(*is)),
        (Some((was, _)), None) => (Rule::DiscriminatorRemoved, Some(*was), None),
        (Some((was, _)), Some((is, _))) if was != is => (Rule::DiscriminatorChanged, Some(*was), Some(*is)),
        (Some((_, was)), Some((_, is))) => {
            values(comparison, compared, (old, new), (was, is), pairs);
            return;
        }
    };
    compared.report(comparison, rule, None, was, is);
}

/// Compares the tags that lead to variants.
fn values(
    comparison: &mut Comparison<'_>,
    compared: &Compared<'_>,
    (old, new): (&Union, &Union),
    (was, is): (&Tags<'_>, &Tags<'_>),
    pairs: &Matches,
) {
    let named = |tags: &Tags<'_>, tag: &str| tags.iter().find(|(other, _)| *other == tag).map(|(_, at)| *at);
    let hint = |union: &'_ Union, at: usize| union.variants.get(at).map(|variant| variant.hint.clone());
    for (tag, at) in was {
        let counterpart = pairs.iter().find(|(own, _)| own == at).and_then(|(_, to)| *to);
        match (named(is, tag), counterpart) {
            (Some(to), counterpart) if counterpart != Some(to) => {
                let (one, other) = (hint(old, *at), hint(new, to));
                let rule = Rule::DiscriminatorValueMoved;
                compared.report(comparison, rule, Some(tag), one.as_deref(), other.as_deref());
            }
            (None, Some(_)) => {
                compared.report(comparison, Rule::DiscriminatorValueRemoved, Some(tag), Some(tag), None);
            }
            // The tag of a variant that was removed goes with it.
            (Some(_), _) | (None, None) => {}
        }
    }
    for (tag, to) in is {
        let is_matched = pairs.iter().any(|(_, other)| other.as_ref() == Some(to));
        if is_matched && named(was, tag).is_none() {
            compared.report(comparison, Rule::DiscriminatorValueAdded, Some(tag), None, Some(tag));
        }
    }
}

/// Compares what becomes a variant by `From`, of the variants that both versions have with the same type.
fn conversions(
    comparison: &mut Comparison<'_>,
    compared: &Compared<'_>,
    (old, new): (&Union, &Union),
    pairs: &Matches,
) {
    let was = planned(comparison.old, compared.old_id);
    let is = planned(comparison.new, compared.new_id);
    let (Some(was), Some(is)) = (was, is) else { return };
    for (at, to) in pairs.iter().filter_map(|(at, to)| Some((*at, (*to)?))) {
        let (Some(one), Some(other)) = (was.get(at), is.get(to)) else { continue };
        let key = old.variants.get(at).or(new.variants.get(to)).map(|variant| variant.key.as_str());
        if one.ty == other.ty && one.conversions != other.conversions {
            let is_less = one.conversions.iter().any(|each| !other.conversions.contains(each));
            let rule = if is_less { Rule::ConversionRemoved } else { Rule::ConversionAdded };
            compared.report(comparison, rule, key, Some(&one.name), Some(&other.name));
        }
    }
}

/// The variants of a union as the crate has them.
fn planned(side: Side<'_>, id: TypeId) -> Option<&[UnionVariant]> {
    let name = side.names.types.get(&id)?.pascal();
    let mut items = side.plan.types.iter().flat_map(|file| &file.items);
    items.find_map(|item| match item {
        TypeItem::Union(union) if union.name == name => Some(union.variants.as_slice()),
        TypeItem::Union(_) | TypeItem::Struct(_) | TypeItem::Enumeration(_) | TypeItem::Alias(_) => None,
    })
}

type Tags<'u> = Vec<(&'u str, usize)>;

fn tags(union: &Union) -> Option<(&str, Tags<'_>)> {
    match &union.dispatch {
        Dispatch::Tag { property, mapping, .. } => {
            Some((property, mapping.iter().map(|(tag, to)| (tag.as_str(), *to)).collect()))
        }
        Dispatch::Shape(_) | Dispatch::Choice | Dispatch::Event(_) => None,
    }
}
