//! The variants of a union.

use std::collections::BTreeMap;

use crate::ir::{Alternative, Api, Dispatch, Kind, TypeId, Union};
use crate::names::Name;
use crate::plan::{TypeItem, UnionVariant};

use super::matching::counterparts;
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
    let test = |at: usize, to: usize, is_same: &dyn Fn(&Alternative, &Alternative) -> bool| {
        old.variants.get(at).zip(new.variants.get(to)).is_some_and(|(one, other)| is_same(one, other))
    };
    let key = |at, to| test(at, to, &|one, other| one.key == other.key);
    let hint = |at, to| test(at, to, &|one, other| one.hint == other.hint);
    let (one, other) = (by_tag(old), by_tag(new));
    let tag = |at, to| one.iter().any(|(tag, own)| *own == at && other.get(tag) == Some(&to));
    // Events are told apart by their names alone, whatever they carry.
    let is_event = |api: &Api, id, union: &Union| is_webhooks(api, id) || matches!(union.dispatch, Dispatch::Event(_));
    let is_events = is_event(old_api, old_id, old) || is_event(new_api, new_id, new);
    let shape = |at, to| {
        let is_same = |one: &Alternative, other: &Alternative| is_alike((old_api, one.ty), (new_api, other.ty));
        !is_events && test(at, to, &is_same)
    };
    counterparts(old.variants.len(), new.variants.len(), &[&key, &hint, &tag, &shape])
}

/// The variants by property and tag.
fn by_tag(union: &Union) -> BTreeMap<(&str, &str), usize> {
    let (property, tags) = tags(union).unwrap_or_default();
    tags.into_iter().map(|(tag, at)| ((property, tag), at)).collect()
}

fn is_webhooks(api: &Api, id: TypeId) -> bool {
    api.webhooks.as_ref().is_some_and(|webhooks| webhooks.event == id)
}

/// Says whether two objects have the same properties.
fn is_alike((old, one): (&Api, TypeId), (new, other): (&Api, TypeId)) -> bool {
    let kinds = (&old.types[old.resolved(one)].kind, &new.types[new.resolved(other)].kind);
    let (Kind::Object(one), Kind::Object(other)) = kinds else { return false };
    let is_known = |name: &String| other.fields.contains_key(name);
    !one.fields.is_empty() && one.fields.len() == other.fields.len() && one.fields.keys().all(is_known)
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
    renamed(comparison, compared, (old, new), &pairs);
    conversions(comparison, compared, (old, new), &pairs);
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
    let named = |tags: &Tags<'_>, tag: &str| tags.iter().find(|(other, _)| *other == tag).map(|(_, at)| *at);
    let hint = |union: &'_ Union, at: usize| union.variants.get(at).map(|variant| variant.hint.clone());
    // The name of a schema is a tag, too; where the document maps another one to the schema, that is sent.
    let is_sent = |union: &Union, tags: &Tags<'_>, (tag, at): &(&str, usize)| {
        let name = union.variants.get(*at).and_then(|variant| variant.name.as_deref());
        name != Some(*tag) || !tags.iter().any(|(other, own)| own == at && other != tag)
    };
    for (tag, at) in was {
        let counterpart = pairs.iter().find(|(own, _)| own == at).and_then(|(_, to)| *to);
        match (named(is, tag), counterpart) {
            (Some(to), counterpart) if counterpart != Some(to) => {
                let (one, other) = (hint(old, *at), hint(new, to));
                let rule = Rule::DiscriminatorValueMoved;
                compared.report(comparison, rule, Some(tag), one.as_deref(), other.as_deref());
            }
            (None, Some(_)) if is_sent(old, was, &(tag, *at)) => {
                compared.report(comparison, Rule::DiscriminatorValueRemoved, Some(tag), Some(tag), None);
            }
            // The tag of a variant that was removed goes with it.
            (Some(_), _) | (None, Some(_) | None) => {}
        }
    }
    for (tag, to) in is {
        let is_matched = pairs.iter().any(|(_, other)| other.as_ref() == Some(to));
        if is_matched && named(was, tag).is_none() && is_sent(new, is, &(tag, *to)) {
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
