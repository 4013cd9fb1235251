//! Places that refer to another type than before, where the old type stays: a property, a response, an item.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;

use crate::ir::{Api, Kind, TypeId};

use super::change::Draft;
use super::object::spot;
use super::pairs::Pair;
use super::{Comparison, Rule, Side, Spot};

/// The types of the new version by the places at which they are defined.
pub(super) struct Defined(HashMap<String, HashSet<TypeId>>);

impl Defined {
    pub(super) fn of(api: &Api) -> Self {
        let mut defined: HashMap<String, HashSet<TypeId>> = HashMap::new();
        for (id, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried()) {
            defined.entry(ty.hint.key()).or_default().insert(api.resolved(id));
        }
        Self(defined)
    }

    /// Names two types that stand for each other: by the place of the old one, and by both if that has another type now. The
    /// flag tells the two apart.
    pub(super) fn key(&self, old: &Api, new: &Api, pair: &Pair) -> (String, bool) {
        let (one, other) = (&old.types[pair.old].hint, &new.types[pair.new].hint);
        let key = one.key();
        if one == other {
            return (key, false);
        }
        let is_replaced = self.0.get(&key).is_some_and(|types| !types.contains(&new.resolved(pair.new)));
        if is_replaced { (format!("{key} → {}", other.key()), true) } else { (key, false) }
    }

    fn is_replaced(&self, comparison: &Comparison<'_>, pair: &Pair) -> bool {
        self.key(comparison.old.api, comparison.new.api, pair).1
    }
}

/// Reports the places that refer to the new type instead of the old one, and what each of them reaches.
pub(super) fn report(comparison: &mut Comparison<'_>, defined: &Defined, at: usize, rule: Rule, texts: (&str, &str)) {
    let Some(pair) = comparison.pairs.all.get(at) else { return };
    let (usage, ids) = (pair.usage, (pair.old, pair.new));
    let (old, new) = (comparison.old, comparison.new);
    let direct: Vec<usize> = pair.holders.iter().copied().collect();
    let parents: Vec<usize> = pair.parents.iter().copied().collect();
    for holder in direct {
        let Some(name) = comparison.affected.get(holder).map(|holder| holder.name.clone()) else { continue };
        let spot = |api: &Api, id, text: &str| Some(Spot::new(&api.types[id].origin, text));
        let draft = Draft::new(rule, &name, &name).carried(usage).of([holder]);
        comparison.drafts.add(draft.between(spot(old.api, ids.0, texts.0), spot(new.api, ids.1, texts.1)));
    }
    for parent in parents {
        let Some(pair) = comparison.pairs.all.get(parent) else { continue };
        let was = &old.api.types[old.api.resolved(pair.old)].kind;
        let is = &new.api.types[new.api.resolved(pair.new)].kind;
        if rule == Rule::TypeReplaced && discriminant(was) != discriminant(is) {
            continue;
        }
        // What refers to that struct is reported, and the struct has this property.
        let is_named = |side: Side<'_>, id| side.names.types.contains_key(&side.api.resolved(id));
        if rule == Rule::TypeReplaced
            && is_named(old, pair.old)
            && is_named(new, pair.new)
            && defined.is_replaced(comparison, pair)
        {
            continue;
        }
        let (key, _) = defined.key(old.api, new.api, pair);
        let usage = pair.usage;
        let places = places(old, new, pair, ids, texts);
        let reached = comparison.pairs.reached(parent);
        for (member, one, other) in places {
            let (key, place) = match member {
                Some(member) => (format!("{key}\n{member}"), format!("{key}: {member}")),
                None => (key.clone(), key.clone()),
            };
            let draft = Draft::new(rule, key, place).carried(usage).of(reached.iter().copied());
            comparison.drafts.add(draft.between(Some(one), Some(other)));
        }
    }
}

/// The properties of two objects that have these types, or the two types themselves if they are no objects.
fn places(
    old: Side<'_>,
    new: Side<'_>,
    pair: &Pair,
    ids: (TypeId, TypeId),
    texts: (&str, &str),
) -> Vec<(Option<String>, Spot, Spot)> {
    let (was, is) = (&old.api.types[old.api.resolved(pair.old)], &new.api.types[new.api.resolved(pair.new)]);
    let (Kind::Object(one), Kind::Object(other)) = (&was.kind, &is.kind) else {
        return vec![(None, Spot::new(&was.origin, texts.0), Spot::new(&is.origin, texts.1))];
    };
    let both = one.fields.iter().filter_map(|(name, field)| Some((name, field, other.fields.get(name)?)));
    let mut places: Vec<_> = both
        .filter(|(_, field, other)| (field.ty, other.ty) == ids)
        .map(|(name, field, other)| {
            let one = spot(old.api, was, name, field, texts.0.to_owned());
            (Some(name.clone()), one, spot(new.api, is, name, other, texts.1.to_owned()))
        })
        .collect();
    if one.additional.zip(other.additional) == Some(ids) {
        places.push((None, Spot::new(&was.origin, texts.0), Spot::new(&is.origin, texts.1)));
    }
    places
}
