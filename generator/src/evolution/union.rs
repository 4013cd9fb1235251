//! The variants of a union.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use crate::ir::{Alternative, Api, Dispatch, Kind, TypeId, Union};
use crate::names::Name;
use crate::plan::{TypeItem, UnionVariant};

use super::matching::Counterparts;
use super::types::Compared;
use super::{Comparison, Rule, Side};

/// Finds the variant of the new union, if there is one, for each of the old: by what tells it from the others, by what it is
/// called, by its tag, or by what its values look like.
pub(super) fn matched(
    (old_api, old_id): (&Api, TypeId),
    (new_api, new_id): (&Api, TypeId),
) -> Vec<(usize, Option<usize>)> {
    let (Kind::Union(old), Kind::Union(new)) = (&old_api.types[old_id].kind, &new_api.types[new_id].kind) else {
        return Vec::new();
    };
    // Events are told apart by their names alone, whatever they carry.
    let is_event = |api: &Api, id, union: &Union| is_webhooks(api, id) || matches!(union.dispatch, Dispatch::Event(_));
    let is_events = is_event(old_api, old_id, old) || is_event(new_api, new_id, new);
    let shape = |api: &Api, variant: &Alternative| if is_events { None } else { shape(api, variant.ty) };
    let (one, other) = (by_key(old), by_key(new));
    let tags = |tags: &ByKey<'_>, variant: &Alternative| tags.get(variant.key.as_str()).cloned().unwrap_or_default();
    Counterparts::new(&old.variants, &new.variants)
        .by(|one| Some(one.key.as_str()), |other| Some(other.key.as_str()))
        .by(|one| Some(one.hint.as_str()), |other| Some(other.hint.as_str()))
        .by(|variant| tags(&one, variant), |variant| tags(&other, variant))
        .by(|one| shape(old_api, one), |other| shape(new_api, other))
        .pairs()
}

/// Finds the variant of a union that a type of the other version became, or was.
pub(super) fn variant((api, union): (&Api, &Union), (other_api, other): (&Api, TypeId)) -> Option<TypeId> {
    let kind = &other_api.types[other_api.resolved(other)].kind;
    let is_same = |id: &TypeId| {
        let is_called_so = api.types[*id].hint == other_api.types[other].hint;
        match (&api.types[api.resolved(*id)].kind, kind) {
            (Kind::Primitive(one), Kind::Primitive(other)) => one == other,
            (Kind::Object(_), Kind::Object(_)) => {
                is_called_so || shape(api, *id).is_some_and(|own| shape(other_api, other) == Some(own))
            }
            (one, other) => is_called_so && discriminant(one) == discriminant(other),
        }
    };
    union.variants.iter().map(|variant| variant.ty).find(is_same)
}

/// The tags of each variant, each with its property, by the key of the variant.
fn by_key(union: &Union) -> ByKey<'_> {
    let mut by_key = ByKey::new();
    let (property, tags) = tags(union).unwrap_or_default();
    for (tag, at) in tags {
        if let Some(variant) = union.variants.get(at) {
            by_key.entry(variant.key.as_str()).or_default().push((property.to_owned(), tag.to_owned()));
        }
    }
    by_key
}

type ByKey<'a> = BTreeMap<&'a str, Vec<(String, String)>>;

/// The names of an object's properties, sorted, if it has any.
fn shape(api: &Api, id: TypeId) -> Option<Vec<String>> {
    let Kind::Object(object) = &api.types[api.resolved(id)].kind else { return None };
    let mut names: Vec<String> = object.fields.keys().cloned().collect();
    names.sort();
    (!names.is_empty()).then_some(names)
}

fn is_webhooks(api: &Api, id: TypeId) -> bool {
    api.webhooks.as_ref().is_some_and(|webhooks| webhooks.event == id)
}

pub(super) fn compare(comparison: &mut Comparison<'_>, compared: &Compared<'_>, old: &Union, new: &Union) {
    let pairs = matched((comparison.old.api, compared.old_id), (comparison.new.api, compared.new_id));
    let (removed, added) = if is_webhooks(comparison.old.api, compared.old_id) {
        (Rule::WebhookRemoved, Rule::WebhookAdded)
    } else {
        (Rule::VariantRemoved, Rule::VariantAdded)
    };
    for (at, to) in &pairs {
        if let (Some(variant), None) = (old.variants.get(*at), to) {
            compared.report(comparison, removed, Some(&variant.key), Some(&variant.hint), None);
        }
    }
    let known: BTreeSet<usize> = pairs.iter().filter_map(|(_, to)| *to).collect();
    for (_, variant) in new.variants.iter().enumerate().filter(|(at, _)| !known.contains(at)) {
        compared.report(comparison, added, Some(&variant.key), None, Some(&variant.hint));
    }
    match (old.open, new.open) {
        (false, true) => compared.report(comparison, Rule::UnionOpened, None, Some("closed"), Some("open")),
        (true, false) => compared.report(comparison, Rule::UnionClosed, None, Some("open"), Some("closed")),
        (true, true) | (false, false) => {}
    }
    discriminators(comparison, compared, (old, new), &pairs);
    if !compared.is_replaced {
        renamed(comparison, compared, (old, new), &pairs);
        conversions(comparison, compared, (old, new), &pairs);
    }
}

/// Reports variants that are known by something else now and have another name: the names of others are compared with those
/// of all members.
fn renamed(comparison: &mut Comparison<'_>, compared: &Compared<'_>, (old, new): (&Union, &Union), pairs: &Matches) {
    let name = |side: Side<'_>, id, at: usize| side.names.members.get(&id)?.get(at).map(Name::pascal);
    for (at, to) in pairs.iter().filter_map(|(at, to)| Some((*at, (*to)?))) {
        let (Some(one), Some(other)) = (old.variants.get(at), new.variants.get(to)) else { continue };
        let (was, is) = (name(comparison.old, compared.old_id, at), name(comparison.new, compared.new_id, to));
        if one.key != other.key && was != is {
            compared.report(comparison, Rule::MemberRenamed, Some(&one.key), was.as_deref(), is.as_deref());
        }
    }
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
    let named = |tags: &Tags<'_>| -> BTreeMap<String, usize> {
        tags.iter().rev().map(|(tag, at)| ((*tag).to_owned(), *at)).collect()
    };
    let (before, now) = (named(was), named(is));
    let counterparts: BTreeMap<usize, usize> = pairs.iter().filter_map(|(at, to)| Some((*at, (*to)?))).collect();
    let matched: BTreeSet<usize> = counterparts.values().copied().collect();
    let hint = |union: &'_ Union, at: usize| union.variants.get(at).map(|variant| variant.hint.clone());
    let (sent_before, sent_now) = (sent(old, was), sent(new, is));
    for (tag, at) in was {
        let counterpart = counterparts.get(at).copied();
        match (now.get(*tag).copied(), counterpart) {
            (Some(to), counterpart) if counterpart != Some(to) => {
                let (one, other) = (hint(old, *at), hint(new, to));
                let rule = Rule::DiscriminatorValueMoved;
                compared.report(comparison, rule, Some(tag), one.as_deref(), other.as_deref());
            }
            (None, Some(_)) if sent_before.contains(tag) => {
                compared.report(comparison, Rule::DiscriminatorValueRemoved, Some(tag), Some(tag), None);
            }
            // The tag of a variant that was removed goes with it.
            (Some(_), _) | (None, Some(_) | None) => {}
        }
    }
    for (tag, to) in is {
        if matched.contains(to) && !before.contains_key(*tag) && sent_now.contains(tag) {
            compared.report(comparison, Rule::DiscriminatorValueAdded, Some(tag), None, Some(tag));
        }
    }
}

/// The tags that are sent. The name of a schema is a tag, too; where the document maps another one to the schema, that is sent.
fn sent<'t>(union: &Union, tags: &Tags<'t>) -> BTreeSet<&'t str> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, at) in tags {
        *counts.entry(*at).or_default() += 1;
    }
    let is_name =
        |tag: &str, at: usize| union.variants.get(at).and_then(|variant| variant.name.as_deref()) == Some(tag);
    let sent = tags.iter().filter(|(tag, at)| !is_name(tag, *at) || counts.get(at) == Some(&1));
    sent.map(|(tag, _)| *tag).collect()
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
