//! The variants of a union.

use std::collections::BTreeSet;

use crate::ir::{Dispatch, Union};

use super::types::Compared;
use super::{Comparison, Rule};

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
    for (at, to) in &pairs {
        if let (Some(variant), None) = (old.variants.get(*at), to) {
            compared.report(comparison, Rule::VariantRemoved, Some(&variant.key), Some(&variant.hint), None);
        }
    }
    for (at, variant) in new.variants.iter().enumerate() {
        if !pairs.iter().any(|(_, to)| *to == Some(at)) {
            compared.report(comparison, Rule::VariantAdded, Some(&variant.key), None, Some(&variant.hint));
        }
    }
    let (one, other) = (tags(old), tags(new));
    let is_changed = match (&one, &other) {
        (Some((one, old_tags)), Some((other, new_tags))) => {
            one != other || pairs.iter().any(|(at, to)| to.is_some_and(|to| differ(old_tags, *at, new_tags, to)))
        }
        (None, None) => false,
        _ => true,
    };
    if is_changed {
        let shown = |tags: Option<(&str, Tags)>| match tags {
            Some((property, tags)) => {
                let tags: BTreeSet<&str> = tags.into_iter().map(|(tag, _)| tag).collect();
                format!("by {property}: {}", tags.into_iter().collect::<Vec<_>>().join(", "))
            }
            None => "by what a value looks like".to_owned(),
        };
        compared.report(comparison, Rule::DiscriminatorChanged, None, Some(&shown(one)), Some(&shown(other)));
    }
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

/// Says whether a variant has lost a tag: a further one does no harm.
fn differ(old: &Tags<'_>, at: usize, new: &Tags<'_>, to: usize) -> bool {
    let has = |tag: &str| new.iter().any(|(other, position)| *position == to && *other == tag);
    old.iter().any(|(tag, position)| *position == at && !has(tag))
}
