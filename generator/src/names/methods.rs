//! The names of methods: each differs from the others of the views that it stands on, and does not repeat the tag of its view.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ir::{Frozen, Named, Operation, OperationId, RequestBody};
use crate::lock::Lock;

use super::errors;
use super::keys::Keys;
use super::losses::Losses;
use super::scope::{self, Wish, wanted};
use super::table::Table;
use super::{Name, Scope, reserved, words};

/// The names of all methods.
pub(super) struct Methods {
    /// The methods that call operations, in the order of the keys.
    pub(super) main: Vec<Name>,
    /// The methods for other forms of a body, by the word for each form.
    pub(super) bodies: BTreeMap<(OperationId, &'static str), Name>,
}

/// The view that a method stands on: that of a tag, or the client.
type View<'a> = Option<&'a str>;

/// Names the methods. `full` has the words of each operation's whole name, in the order of the keys.
pub(super) fn name_methods<'a>(
    api: &'a Frozen,
    keys: &Keys,
    lock: &'a Lock,
    (table, full): (&Table, &[Vec<String>]),
    losses: &mut Losses,
) -> Methods {
    let mut views = Views::of(api, table);
    losses.add("method", views.keep(api, keys, lock));
    let mut given = |(id, key): (&OperationId, &String)| {
        let words = words::split(&api.given.get(&Named::Operation(key.clone()))?.name);
        views.take(&standing(&api.operations[*id]), &words).then(|| Name::of(words))
    };
    let mut names: Vec<Option<Name>> = keys.operations.iter().map(&mut given).collect();
    for (name, key) in names.iter_mut().zip(keys.operations.values()).filter(|(name, _)| name.is_none()) {
        *name = views.kept.get(key).cloned();
    }
    let short = short_names(api, keys, full, &views);
    let operations = || keys.operations.iter().zip(full).enumerate();
    for (at, ((id, _), _)) in operations() {
        if let (Some(name @ None), Some(words)) = (names.get_mut(at), short.get(id)) {
            *name = Some(views.claim(&standing(&api.operations[*id]), words.clone()));
        }
    }
    // By their keys, since the order of a document must not decide which of several gets a number.
    let mut open: Vec<_> = operations().filter(|(at, _)| names.get(*at).is_some_and(Option::is_none)).collect();
    open.sort_by_key(|(_, ((_, key), _))| *key);
    for (at, ((id, _), words)) in open {
        if let Some(name) = names.get_mut(at) {
            *name = Some(views.claim(&standing(&api.operations[*id]), words.clone()));
        }
    }
    let main: Vec<Name> = names.into_iter().flatten().collect();
    let mut bodies = BTreeMap::new();
    for ((id, key), method) in keys.operations.iter().zip(&main) {
        let operation = &api.operations[*id];
        for (_, word) in operation.request_body.iter().flat_map(RequestBody::others) {
            let name = views.kept.get(&body_key(key, word)).cloned().unwrap_or_else(|| {
                let words = [method.words().as_str(), word].into_iter().flat_map(words::split).collect();
                views.claim(&standing(operation), words)
            });
            bodies.insert((*id, word), name);
        }
    }
    Methods { main, bodies }
}

/// The words of the whole name of each operation, in the order of the keys: its id, or its tag and the name that an overlay
/// gives it, since methods of several tags may have one name.
pub(super) fn full_names(api: &Frozen, keys: &Keys) -> Vec<Vec<String>> {
    let wishes = keys.operations.iter().map(|(id, key)| {
        let operation = &api.operations[*id];
        let given = api.given.get(&Named::Operation(key.clone())).map(|given| given.name.as_str());
        let tag = operation.defining_tag().map(|tag| errors::called(api, tag));
        let tag = tag.filter(|tag| given.is_some_and(|given| without_tag(given, tag).is_none()));
        let texts = tag.into_iter().chain([given.unwrap_or(&operation.id)]);
        Wish::of(key.as_str(), texts.collect())
    });
    scope::spelled(&wishes.collect::<Vec<_>>())
}

/// The views that an operation has a method on.
fn standing(operation: &Operation) -> Vec<View<'_>> {
    if operation.tags.is_empty() {
        return vec![None];
    }
    operation.tags.iter().map(|tag| Some(tag.as_str())).collect()
}

fn body_key(key: &str, word: &str) -> String {
    format!("{key}\n{word}")
}

/// The names that are taken on each view.
struct Views<'a> {
    scopes: BTreeMap<View<'a>, Scope>,
    /// Released names, by the keys of their operations and of the forms of their bodies.
    kept: BTreeMap<String, Name>,
}

impl<'a> Views<'a> {
    fn of(api: &'a Frozen, table: &Table) -> Self {
        // Operations without a tag stand on the client, beside the methods that lead to tags.
        let mut client = Scope::with_reserved(&reserved::CLIENT);
        for group in &table.groups {
            client.reserve(&group.module);
        }
        let tags = api.tags.iter().map(|tag| (Some(tag.name.as_str()), Scope::with_reserved(&reserved::VIEW)));
        Self { scopes: tags.chain([(None, client)]).collect(), kept: BTreeMap::new() }
    }

    /// Keeps the released names, also those of operations that the document no longer has, and returns those that are not
    /// free on all views of their operation.
    fn keep(&mut self, api: &'a Frozen, keys: &Keys, lock: &'a Lock) -> Vec<String> {
        let present: BTreeMap<&String, &'a Operation> =
            keys.operations.iter().map(|(id, key)| (key, &api.operations[*id])).collect();
        let mut released: Vec<_> = lock
            .operations
            .iter()
            .map(|(key, locked)| {
                let operation = present.get(key);
                let views = operation.map_or_else(|| vec![locked.tag.as_deref()], |own| standing(own));
                (operation.is_none(), views, key, locked)
            })
            .collect();
        // An operation that has got another tag does not take a name from those that had the tag before.
        released.sort_by_key(|(is_gone, views, ..)| (*is_gone, views.len()));
        let mut lost = Vec::new();
        for (is_gone, views, key, locked) in released {
            // A name that an overlay gives frees the released one.
            let main =
                (!api.given.contains_key(&Named::Operation(key.clone()))).then_some((key.clone(), &locked.method));
            let bodies = locked.bodies.iter().map(|(word, name)| (body_key(key, word), name));
            for (key, name) in main.into_iter().chain(bodies) {
                let words = words::fit(words::split(name));
                if self.take(&views, &words) {
                    self.kept.insert(key, Name::of(words));
                } else if !is_gone {
                    lost.push(name.clone());
                }
            }
        }
        lost
    }

    fn is_free(&self, views: &[View<'a>], words: &[String]) -> bool {
        views.iter().filter_map(|view| self.scopes.get(view)).all(|scope| scope.is_free(words))
    }

    /// Takes a name on all of some views, unless it is taken on one of them.
    fn take(&mut self, views: &[View<'a>], words: &[String]) -> bool {
        let is_free = self.is_free(views, words);
        for view in views.iter().filter(|_| is_free) {
            if let Some(scope) = self.scopes.get_mut(view) {
                scope.reserve(&Name::of(words.to_vec()));
            }
        }
        is_free
    }

    fn claim(&mut self, views: &[View<'a>], words: Vec<String>) -> Name {
        scope::first_free(words, |words| self.take(views, words))
    }
}

/// The names without their tags, of operations for which nothing else on the view wants that name.
///
/// An operation with several tags keeps its whole name: `issues/list` is no `list` of the other tag.
fn short_names<'a>(
    api: &'a Frozen,
    keys: &Keys,
    full: &[Vec<String>],
    views: &Views<'a>,
) -> BTreeMap<OperationId, Vec<String>> {
    let short = |operation: &Operation| match operation.tags.as_slice() {
        [tag] => without_tag(&operation.id, tag).or_else(|| without_tag(&operation.id, errors::called(api, tag))),
        _ => None,
    };
    let short: BTreeMap<OperationId, Vec<String>> =
        keys.operations.keys().filter_map(|id| Some((*id, short(&api.operations[*id])?))).collect();
    let mut rivals: HashMap<(View<'a>, String), usize> = HashMap::new();
    for (id, full) in keys.operations.keys().zip(full) {
        let names = std::iter::once(full).chain(short.get(id));
        let names: BTreeSet<String> = names.map(|words| joined(words)).collect();
        for view in standing(&api.operations[*id]) {
            for name in &names {
                *rivals.entry((view, name.clone())).or_default() += 1;
            }
        }
    }
    let is_alone = |id: &OperationId, words: &Vec<String>| {
        let standing = standing(&api.operations[*id]);
        standing.iter().all(|view| rivals.get(&(*view, joined(words))) == Some(&1)) && views.is_free(&standing, words)
    };
    short.into_iter().filter(|(id, words)| is_alone(id, words)).collect()
}

/// The name that the document suggests for the method of an operation, if no other one on its view wants that.
pub(super) fn suggested(operation: &Operation) -> Vec<String> {
    let short = match operation.tags.as_slice() {
        [tag] => without_tag(&operation.id, tag),
        _ => None,
    };
    short.unwrap_or_else(|| words::split(&operation.id))
}

fn joined(words: &[String]) -> String {
    wanted(&[&words.join("_")])
}

/// What is left of an operation's id without the tag at its start, where that reads well as a method. Some ids begin with
/// the tag twice.
fn without_tag(id: &str, tag: &str) -> Option<Vec<String>> {
    let (id, tag) = (words::split(id), wanted(&[tag]));
    let mut rest = id.as_slice();
    while let Some(shorter) = after(rest, &tag).filter(|shorter| reads_well(shorter)) {
        rest = shorter;
    }
    (rest.len() < id.len()).then(|| rest.to_vec())
}

/// The words after those at the start that make a name.
fn after<'w>(words: &'w [String], name: &str) -> Option<&'w [String]> {
    let length = (1..words.len()).find(|length| words.get(..*length).is_some_and(|start| joined(start) == name))?;
    words.get(length..)
}

/// Says whether words make a method's name that is neither a number, as `2` or `v2`, nor one that Rust has another use for.
fn reads_well(words: &[String]) -> bool {
    let name = Name::of(words.to_vec()).snake();
    name.starts_with(char::is_alphabetic)
        && words.iter().any(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
        && name == words.join("_").to_lowercase()
        && !reserved::MISLEADING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::without_tag;

    #[test]
    fn a_tag_at_the_start_of_an_id_is_left_out() {
        for (tag, id, name) in [
            ("issues", "issues/list-for-repo", "list for repo"),
            ("issues", "issues.list", "list"),
            ("issues", "issues_list", "list"),
            ("issues", "issues-list", "list"),
            ("Issues", "IssuesListForRepo", "list for repo"),
            ("issues", "issuesListForRepo", "list for repo"),
            ("code-scanning", "codeScanning/get", "get"),
            ("OAuth", "oauth_get_token", "get token"),
            ("OAuth apps", "OAuthAppsList", "list"),
            ("issues", "issues/issues-list", "list"),
            ("issues", "issues/issues-2", "issues 2"),
        ] {
            assert_eq!(without_tag(id, tag).map(|words| words.join(" ")).as_deref(), Some(name), "{tag}: {id}");
        }
        for (tag, id) in [
            ("issues", "issues"),
            ("issues", "list-issues"),
            ("issues", "issueslist"),
            ("issues", "issue/list"),
            ("lists", "list_items"),
            ("repos", "repos/move"),
            ("repos", "repos/new"),
            ("repos", "repos/clone"),
            ("repos", "repos/2"),
            ("repos", "repos/2nd"),
            ("repos", "repos_v2"),
            ("repos", "repos/ "),
        ] {
            assert_eq!(without_tag(id, tag), None, "{tag}: {id}");
        }
    }
}
