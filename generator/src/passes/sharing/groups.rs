//! Which inline types become one: those that were released as one, and those that are equal and called the same.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase as _;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Index, Kind, TypeId};
use crate::lock::Lock;

use super::equal::{self, By};
use super::labels::Labels;
use super::{inline, words};

/// Inline types that are one.
#[derive(Debug)]
pub(super) struct Group {
    /// What the lock calls the type: the place of one of its members, which the document may no longer have.
    pub(super) key: String,
    /// The types, by their places.
    pub(super) members: Vec<TypeId>,
    /// The component that they are.
    pub(super) component: Option<TypeId>,
}

/// What became of the types that were released.
struct Released {
    /// They, by the keys of their types.
    groups: BTreeMap<String, Group>,
    /// The places of none of them.
    open: BTreeSet<(String, TypeId)>,
    splits: Vec<Split>,
}

/// A place of a released type that has another type now.
struct Split {
    /// What the lock calls the released type.
    home: String,
    changed: TypeId,
    /// The place at which the released type stays.
    kept: TypeId,
}

/// Finds the groups, by their keys, with those of a single type that has another key than its place.
pub(super) fn groups(
    api: &Api,
    labels: &Labels,
    classes: &[usize],
    lock: &Lock,
    diagnostics: &mut Diagnostics,
) -> Vec<Group> {
    let wire = equal::classes(api, labels, By::Wire);
    let mut grouping = Grouping { api, labels, classes, wire, named: BTreeMap::new(), components: BTreeMap::new() };
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.hint.is_given() && ty.usage.is_carried()) {
        grouping.named.insert(ty.hint.key(), id);
        if matches!(ty.kind, Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_)) && !ty.nullable {
            let name = words::letters(&ty.hint.words());
            let first = grouping.components.entry((grouping.class(id), name)).or_insert(id);
            if ty.hint.key() < api.types[*first].hint.key() {
                *first = id;
            }
        }
    }
    let Released { groups: mut released, open, splits } = grouping.released(lock);
    let apart = grouping.add(&mut released, open);
    if !splits.is_empty() {
        let members = released.values().flat_map(|group| group.members.iter().map(|id| (*id, group.key.as_str())));
        let joined: BTreeMap<TypeId, &str> = members.collect();
        for split in splits {
            diagnostics.push(grouping.report(lock, &split, joined.get(&split.changed).copied()));
        }
    }
    if apart > 0 {
        diagnostics.push(
            Diagnostic::new(Code::ReleasedApart, format!("signet.lock keeps separate names for equal types: {apart}"))
                .help("to share a type, remove its line under `types`; programs that name it no longer compile"),
        );
    }
    let is_shared = |group: &Group| match group.members.as_slice() {
        [] => false,
        [only] => group.component.is_some() || api.types[*only].hint.key() != group.key,
        _ => true,
    };
    released.into_values().filter(is_shared).collect()
}

struct Grouping<'a> {
    api: &'a Api,
    labels: &'a Labels,
    classes: &'a [usize],
    /// The same by what is on the wire alone.
    wire: Vec<usize>,
    /// The types that the document names, by their keys.
    named: BTreeMap<String, TypeId>,
    /// Those that inline types may be, by what they are and by the letters of their names.
    components: BTreeMap<(usize, String), TypeId>,
}

impl<'a> Grouping<'a> {
    fn class(&self, id: TypeId) -> usize {
        self.classes.get(id.position()).copied().unwrap_or_default()
    }

    fn is_same_on_wire(&self, one: TypeId, other: TypeId) -> bool {
        self.wire.get(one.position()) == self.wire.get(other.position())
    }

    fn key(&self, id: TypeId) -> String {
        self.api.types[id].hint.key()
    }

    /// Groups the types that were released, by the keys of their types, and lists the others. Where types that were
    /// released as one differ now, the one at the key's own place keeps the name, or else the first of them.
    fn released(&self, lock: &Lock) -> Released {
        let mut homes: BTreeMap<&str, BTreeMap<String, TypeId>> = BTreeMap::new();
        let mut open = BTreeSet::new();
        for (id, key) in inline(self.api).map(|id| (id, self.key(id))) {
            match lock.home(&key) {
                Some(home) => {
                    homes.entry(home).or_default().insert(key, id);
                }
                None => {
                    open.insert((key, id));
                }
            }
        }
        let (mut groups, mut splits) = (BTreeMap::new(), Vec::new());
        for (home, places) in homes {
            let component = self.named.get(home).copied();
            let first = component.or_else(|| places.get(home).or_else(|| places.values().next()).copied());
            // Docs may change at one place: that is no reason to break programs.
            let is_same = |id: TypeId| first.is_some_and(|first| self.is_same_on_wire(first, id));
            let (same, other): (Vec<_>, Vec<_>) = places.into_iter().partition(|(_, id)| is_same(*id));
            let split = |(_, changed): &(String, TypeId)| {
                Some(Split { home: home.to_owned(), changed: *changed, kept: first? })
            };
            splits.extend(other.iter().filter_map(split));
            open.extend(other);
            let members = same.into_iter().map(|(_, id)| id).collect();
            groups.insert(home.to_owned(), Group { key: home.to_owned(), members, component });
        }
        Released { groups, open, splits }
    }

    /// Says which place of a released type has another type now, and which, if that was released too.
    fn report(&self, lock: &Lock, split: &Split, joined: Option<&str>) -> Diagnostic {
        let released = |key: &str| lock.types.get(key).map(|name| name.to_upper_camel_case());
        let name = released(&split.home).unwrap_or_else(|| split.home.clone());
        let now = match joined.and_then(released) {
            Some(joined) => format!("this schema is of the type `{joined}` now"),
            None => "this schema differs from the others".to_owned(),
        };
        let ty = &self.api.types[split.changed];
        let place = match ty.hint.words().as_slice() {
            [owner, .., own] => format!("`{own}` of `{owner}`"),
            own => format!("`{}`", own.concat()),
        };
        Diagnostic::new(Code::TypeSplit, format!("{place} is no longer of the type `{name}`"))
            .at(&ty.origin, now)
            .at(&self.api.types[split.kept].origin, "the type keeps its name for this one")
            .help("programs that use the type at this place may no longer compile: release a breaking version")
    }

    /// Adds what was not released to groups that are equal and called the same: released ones, components, or new ones.
    /// Counts the released groups that are equal to others.
    fn add(&self, groups: &mut BTreeMap<String, Group>, open: BTreeSet<(String, TypeId)>) -> usize {
        let mut known: BTreeMap<(usize, &'a [String]), String> = BTreeMap::new();
        let mut apart = BTreeSet::new();
        for (key, group) in &*groups {
            for member in &group.members {
                if let Some(label) = self.labels.get(*member)
                    && known.entry((self.class(*member), label)).or_insert_with(|| key.clone()) != key
                {
                    apart.insert(key.clone());
                }
            }
        }
        for (place, id) in open {
            let Some(label) = self.labels.get(id) else { continue };
            let component = || self.components.get(&(self.class(id), words::letters(label))).copied();
            let key =
                known.entry((self.class(id), label)).or_insert_with(|| component().map_or(place, |id| self.key(id)));
            let new = || Group { key: key.clone(), members: Vec::new(), component: self.named.get(key).copied() };
            groups.entry(key.clone()).or_insert_with(new).members.push(id);
        }
        apart.len()
    }
}
