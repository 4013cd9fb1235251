//! What types are called that stand in several places: by their title or by what holds them, with as much of what is
//! around them as tells them from others.

use std::collections::{BTreeSet, HashMap};

use crate::ir::{Api, Index, Kind, Owner, TypeId};

use super::groups::Group;
use super::inline;
use super::labels::Labels;

/// How many words around a type its name has at most.
const MOST_AROUND: usize = 3;

/// Words that say only how a type is held, with which no name begins.
const WEAK: [&str; 7] = ["error", "event", "item", "part", "request", "response", "value"];

/// Finds the words of the name of each group.
pub(super) fn choose(api: &Api, labels: &Labels, classes: &[usize], groups: &[Group]) -> Vec<Vec<String>> {
    let owners = api.owners();
    let forms = Forms::of(api, labels, classes);
    let proposals: Vec<Vec<Vec<String>>> =
        groups.iter().map(|group| proposed(api, labels, &owners, &forms, group)).collect();
    let taken = taken(api, groups);
    // The first proposal of each group that is unique, or else the last one.
    let mut chosen: Vec<usize> = vec![0; groups.len()];
    for _ in 0..proposals.iter().map(Vec::len).max().unwrap_or_default() {
        let at = |(proposals, chosen): (&Vec<Vec<String>>, &usize)| proposals.get(*chosen).map(|words| letters(words));
        let names: Vec<String> = proposals.iter().zip(&chosen).filter_map(at).collect();
        let mut wanted: HashMap<&str, usize> = HashMap::new();
        for name in &names {
            *wanted.entry(name).or_default() += 1;
        }
        for ((name, chosen), proposals) in names.iter().zip(&mut chosen).zip(&proposals) {
            let is_free = wanted.get(name.as_str()) == Some(&1) && !taken.contains(name);
            if !is_free && *chosen + 1 < proposals.len() {
                *chosen += 1;
            }
        }
    }
    proposals.into_iter().zip(chosen).map(|(mut proposals, chosen)| proposals.swap_remove(chosen)).collect()
}

/// The names that a group may have, the best one first; the last one is that of its first place.
fn proposed(api: &Api, labels: &Labels, owners: &[Option<Owner>], forms: &Forms, group: &Group) -> Vec<Vec<String>> {
    let places = group.members.iter().map(|member| words(api, *member));
    let Some(place) = places.min_by_key(|words| (letters(words).len(), words.clone())) else { return vec![Vec::new()] };
    let label = group.members.first().and_then(|first| Some((*first, labels.get(*first)?)));
    let Some((first, own)) = label else { return vec![place] };
    let with = |around: &[String]| [around, own].concat();
    let mut proposals = Vec::new();
    if forms.are_mostly(group.members.len(), own) {
        proposals.push(own.to_vec());
    }
    if let Kind::Enumeration(known) = &api.types[first].kind
        && let [only] = known.variants.as_slice()
    {
        proposals.push([own, std::slice::from_ref(&only.wire_name)].concat());
    }
    let around = around(api, group, own);
    for count in 1..=around.len().min(MOST_AROUND) {
        let nearest = around.get(around.len() - count..).unwrap_or_default();
        if nearest.first().is_some_and(|word| !WEAK.contains(&word.as_str())) {
            proposals.push(with(nearest));
        }
    }
    let owner = |member: &TypeId| match owners.get(member.position()).cloned().flatten()? {
        Owner::Schema(id) => api.types[id].hint.words().first().map(|name| (*name).to_owned()),
        Owner::Operation(id) => api.operations[id].defining_tag().cloned(),
        Owner::Tag(tag) => Some(tag),
        Owner::Several => None,
    };
    let common: BTreeSet<Option<String>> = group.members.iter().map(owner).collect();
    if let (Some(Some(only)), 1) = (common.first(), common.len()) {
        proposals.push(with(std::slice::from_ref(only)));
    }
    proposals.push(place);
    proposals
}

/// The words around all members of a group, outermost first, which lead to each of them.
fn around(api: &Api, group: &Group, own: &[String]) -> Vec<String> {
    let context = |member: &TypeId| {
        let mut words = words(api, *member);
        words.truncate(words.len().saturating_sub(own.len()));
        words.reverse();
        words
    };
    let mut members = group.members.iter().map(context);
    let mut common = members.next().unwrap_or_default();
    for other in members {
        let same = common.iter().zip(&other).take_while(|(one, other)| one == other).count();
        common.truncate(same);
    }
    common.reverse();
    common
}

/// The names of types that are in no group.
fn taken(api: &Api, groups: &[Group]) -> BTreeSet<String> {
    let grouped: BTreeSet<TypeId> = groups.iter().flat_map(|group| group.members.iter().copied()).collect();
    let named = api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && ty.is_named());
    named.filter(|(id, _)| !grouped.contains(id)).map(|(_, ty)| letters(&ty.hint.words())).collect()
}

/// How many types of each form are called what, by letters.
struct Forms {
    counts: HashMap<String, usize>,
    several: BTreeSet<String>,
}

impl Forms {
    fn of(api: &Api, labels: &Labels, classes: &[usize]) -> Self {
        let (mut counts, mut several) = (HashMap::new(), BTreeSet::new());
        let mut first: HashMap<String, usize> = HashMap::new();
        for id in inline(api) {
            let Some(label) = labels.get(id) else { continue };
            let (name, class) = (letters(label), classes.get(id.position()).copied().unwrap_or_default());
            *counts.entry(name.clone()).or_default() += 1;
            if *first.entry(name.clone()).or_insert(class) != class {
                several.insert(name);
            }
        }
        Self { counts, several }
    }

    /// Says whether most of the types that are called so are of one form, which this many have.
    fn are_mostly(&self, count: usize, label: &[String]) -> bool {
        let name = letters(label);
        !self.several.contains(&name) || self.counts.get(&name).is_some_and(|all| count * 2 > *all && count >= MOST)
    }
}

/// How many types have the name of all that are called so, at least, where some have another form.
const MOST: usize = 3;

fn words(api: &Api, id: TypeId) -> Vec<String> {
    api.types[id].hint.words().into_iter().map(str::to_owned).collect()
}

/// The letters and digits of a name: names that differ in nothing else are one in some style.
pub(super) fn letters(words: &[impl AsRef<str>]) -> String {
    let letters = words.iter().flat_map(|word| word.as_ref().chars());
    letters.filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
