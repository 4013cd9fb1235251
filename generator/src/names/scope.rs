//! A scope hands out each name once, in every case style at once.

use std::collections::{BTreeMap, HashMap, HashSet};

use heck::ToUpperCamelCase;

use super::words::Spelling;
use super::{reserved, words};
use crate::file_name;
use crate::ir::Given;

/// A name that a scope has handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    words: Vec<String>,
}

impl Name {
    /// The name of these words, even if it is taken.
    pub(super) const fn of(words: Vec<String>) -> Self {
        Self { words }
    }

    /// The name of a type or variant.
    #[must_use]
    pub fn pascal(&self) -> String {
        guarded(self.words.join("_").to_upper_camel_case())
    }

    /// The name of a function, field, argument or module.
    #[must_use]
    pub fn snake(&self) -> String {
        guarded(self.words.join("_").to_lowercase())
    }

    /// The name of its file, without the extension.
    #[must_use]
    pub fn file(&self) -> String {
        file_name::stem(&self.snake())
    }

    /// The name of a file that belongs to what has the name, without the extension.
    #[must_use]
    pub fn file_beside(&self, word: &str) -> String {
        file_name::stem(&format!("{}_{word}", self.words().to_lowercase()))
    }

    /// The name of the module and file of a type in another module, which may be called neither as that nor, in letters
    /// without case, as the type.
    #[must_use]
    pub fn module_in(&self, parent: &str) -> String {
        let name = self.file();
        if name == parent || name == self.pascal() { name + "_" } else { name }
    }

    /// The words of the name, from which a scope can claim it again.
    #[must_use]
    pub fn words(&self) -> String {
        self.words.join("_")
    }

    /// Says whether it has no letters but those of ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.words.iter().all(|word| word.is_ascii())
    }

    /// The name of a cargo feature.
    #[must_use]
    pub fn kebab(&self) -> String {
        self.words.join("-").to_lowercase()
    }
}

/// A word that Rust keeps for itself gets an underscore.
fn guarded(name: String) -> String {
    if reserved::is_keyword(&name) { name + "_" } else { name }
}

/// Names that must differ.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// The released names by their keys: each is for what its key names, and for nothing else.
    released: BTreeMap<String, Name>,
    /// The keys of the released names, by the names as they are compared.
    owners: HashMap<String, String>,
    /// The released names that were taken from the start.
    lost: Vec<String>,
}

/// Something that wants a name.
#[derive(Clone, Debug)]
pub(super) struct Wish<'a> {
    /// What names it in the lock; of two that want one name, the one with the smaller key gets it.
    pub(super) key: String,
    /// The texts that its name is made of.
    pub(super) texts: Vec<&'a str>,
    /// The texts that its name is made of where that name is taken, before it gets a number.
    pub(super) instead: Vec<&'a str>,
    /// The name that an overlay gives it, before the released one.
    pub(super) given: Option<&'a str>,
    /// Who comes first: those with the smallest number.
    pub(super) rank: usize,
}

impl<'a> Wish<'a> {
    /// Wants a name made of one text.
    pub(super) fn new(key: impl Into<String>, text: &'a str) -> Self {
        Self::of(key, vec![text])
    }

    /// Wants the name that an overlay gives, if it gives one.
    pub(super) fn given(self, given: Option<&'a Given>) -> Self {
        Self { given: given.map(|given| given.name.as_str()), ..self }
    }

    /// Wants a name made of several texts.
    pub(super) fn of(key: impl Into<String>, texts: Vec<&'a str>) -> Self {
        Self { key: key.into(), texts, instead: Vec::new(), given: None, rank: 0 }
    }
}

impl Scope {
    /// Makes a scope in which some names are taken from the start.
    #[must_use]
    pub fn with_reserved(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| fold(name)).collect(), ..Self::default() }
    }

    /// Keeps released names for what their keys name, whether or not the document still has it.
    pub(super) fn keep<'t>(&mut self, released: impl IntoIterator<Item = (&'t String, &'t String)>) {
        for (key, name) in released {
            let name = Name { words: words::fit(words::split(name)) };
            let folded = fold(&name.words.concat());
            if self.taken.contains(&folded) || self.owners.get(&folded).is_some_and(|owner| owner != key) {
                self.lost.push(name.words());
                continue;
            }
            self.owners.insert(folded, key.clone());
            self.released.insert(key.clone(), name);
        }
    }

    /// The released names that are not free for what had them: a later signet reserves it, or two lines of the lock have it.
    pub(super) fn lost(&self) -> &[String] {
        &self.lost
    }

    /// Takes a name that another scope has handed out.
    pub fn reserve(&mut self, name: &Name) {
        self.taken.insert(fold(&name.words.concat()));
    }

    /// Claims a released name as another name of something, if it is free, or kept under one of some keys.
    pub(super) fn claim_former(&mut self, name: &str, is_own: impl Fn(&str) -> bool) -> Option<Name> {
        let words = words::fit(words::split(name));
        let folded = fold(&words.concat());
        let is_kept = self.owners.get(&folded).is_some_and(|owner| !is_own(owner));
        (!is_kept && self.taken.insert(folded)).then_some(Name { words })
    }

    /// Claims a name made of some texts; where it is taken, with the first number that is free.
    pub fn claim<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Name {
        self.fresh(texts.into_iter().flat_map(words::split).collect())
    }

    /// Claims names for all of some things at once, in their order: what was released first, then by rank and key. So a
    /// name depends on neither the order of things in the document nor on what is added to what was released.
    pub(super) fn claim_all(&mut self, wishes: &[Wish<'_>]) -> Vec<Name> {
        let mut claimed: Vec<Option<Name>> = wishes.iter().map(|wish| self.given(wish)).collect();
        for (name, wish) in claimed.iter_mut().zip(wishes).filter(|(name, _)| name.is_none()) {
            *name = self.released.remove(&wish.key);
        }
        for name in claimed.iter().flatten() {
            self.taken.insert(fold(&name.words.concat()));
        }
        let mut open: Vec<usize> =
            (0..wishes.len()).filter(|at| claimed.get(*at).is_some_and(Option::is_none)).collect();
        let order = |at: &usize| wishes.get(*at).map(|wish| (wish.rank, wish.key.as_str()));
        open.sort_by(|one, other| order(one).cmp(&order(other)));
        let spelled = spelled(wishes);
        for at in open {
            let words = words::fit(spelled.get(at).cloned().unwrap_or_default());
            if let Some(place) = claimed.get_mut(at) {
                let instead = wishes.get(at).map_or(&[][..], |wish| &wish.instead);
                let instead: Vec<String> = instead.iter().flat_map(|text| words::split(text)).collect();
                let is_first = instead.is_empty() || self.is_free(&words);
                *place = Some(self.fresh(if is_first { words } else { instead }));
            }
        }
        claimed.into_iter().flatten().collect()
    }

    fn fresh(&mut self, words: Vec<String>) -> Name {
        first_free(words, |words| self.take(words))
    }

    /// Takes the name that an overlay gives something, which frees the released one.
    fn given(&mut self, wish: &Wish<'_>) -> Option<Name> {
        let words = words::fit(words::split(wish.given?));
        let folded = fold(&words.concat());
        if self.owners.get(&folded) == Some(&wish.key) {
            self.owners.remove(&folded);
        }
        if !self.take(&words) {
            return None;
        }
        if let Some(old) = self.released.remove(&wish.key) {
            self.owners.remove(&fold(&old.words.concat()));
        }
        Some(Name { words })
    }

    /// Says whether a name is neither taken nor kept for something.
    pub(super) fn is_free(&self, words: &[String]) -> bool {
        let folded = fold(&words.concat());
        !self.owners.contains_key(&folded) && !self.taken.contains(&folded)
    }

    fn take(&mut self, words: &[String]) -> bool {
        let folded = fold(&words.concat());
        !self.owners.contains_key(&folded) && self.taken.insert(folded)
    }
}

/// The name made of some words, or with the first number with which it can be taken.
pub(super) fn first_free(words: Vec<String>, mut take: impl FnMut(&[String]) -> bool) -> Name {
    let mut words = words::fit(words);
    if words.is_empty() {
        words = words::split("");
    }
    if take(&words) {
        return Name { words };
    }
    let mut number = 2_u32;
    loop {
        let mut numbered = words.clone();
        numbered.push(number.to_string());
        if take(&numbered) {
            return Name { words: numbered };
        }
        number += 1;
    }
}

/// The words of each wish: where several want one name, with the symbols and capitals that tell them apart.
pub(super) fn spelled(wishes: &[Wish<'_>]) -> Vec<Vec<String>> {
    let words = |wish: &Wish<'_>, spelling| -> Vec<String> {
        wish.texts.iter().flat_map(|text| words::split_as(text, spelling)).collect()
    };
    let folded = |words: &[String]| fold(&words.concat());
    let mut spelled: Vec<Vec<String>> = wishes.iter().map(|wish| words(wish, Spelling::Plain)).collect();
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, words) in spelled.iter().enumerate() {
        groups.entry(folded(words)).or_default().push(at);
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let respelled = |spelling: Spelling| -> Vec<(usize, Vec<String>)> {
            group.iter().filter_map(|at| Some((*at, words(wishes.get(*at)?, spelling)))).collect()
        };
        let distinct = |spelling: &Spelling| {
            respelled(*spelling).iter().map(|(_, words)| folded(words)).collect::<HashSet<_>>().len()
        };
        // The first of those that tell most of them apart.
        let best = Spelling::ALL.into_iter().rev().max_by_key(distinct).unwrap_or(Spelling::Plain);
        for (at, words) in respelled(best) {
            if let Some(place) = spelled.get_mut(at) {
                *place = words;
            }
        }
    }
    spelled
}

/// The name that some texts want; those for which this is equal cannot both have it.
pub(super) fn wanted(texts: &[&str]) -> String {
    fold(&words::fit(texts.iter().flat_map(|text| words::split(text)).collect()).concat())
}

/// Makes names equal that differ in case and underscores only.
fn fold(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Name, Scope, Wish};

    fn claimed(scope: &mut Scope, texts: &[&str]) -> Vec<String> {
        let wishes: Vec<Wish<'_>> = texts.iter().map(|text| Wish::new(*text, text)).collect();
        scope.claim_all(&wishes).iter().map(Name::pascal).collect()
    }

    #[test]
    fn names_differ_in_every_case_style() {
        let mut scope = Scope::with_reserved(&["Result"]);
        let names: Vec<_> =
            ["foo_bar", "fooBar", "FooBar", "result", "async", "Self"].map(|text| scope.claim([text])).into();
        let pascal: Vec<_> = names.iter().map(super::Name::pascal).collect();
        let snake: Vec<_> = names.iter().map(super::Name::snake).collect();
        assert_eq!(pascal, ["FooBar", "FooBar2", "FooBar3", "Result2", "Async", "Self_"]);
        assert_eq!(snake, ["foo_bar", "foo_bar_2", "foo_bar_3", "result_2", "async_", "self_"]);
    }

    #[test]
    fn what_tells_texts_apart_is_spelled_out() {
        for (texts, names) in [
            (["-created", "created"], ["MinusCreated", "Created"]),
            (["GMT+1", "GMT-1"], ["GmtPlus1", "GmtMinus1"]),
            (["1.0", "10"], ["N1Dot0", "N10"]),
            ([">=", "<="], ["GreaterEqual", "LessEqual"]),
            ([">=5", "<=5"], ["GreaterEqual5", "LessEqual5"]),
            (["a", "a*"], ["A", "AStar"]),
            (["a/b", "a_b"], ["ASlashB", "AB"]),
            (["a-b", "a b"], ["ADashB", "AB"]),
            (["gpt-4", "gpt4"], ["GptMinus4", "Gpt4"]),
            (["m", "M"], ["M", "UpperM"]),
            (["asc", "Asc"], ["Asc", "CapitalAsc"]),
            (["Foo.Bar", "FooBar"], ["FooDotBar", "FooBar"]),
            (["@type", "type"], ["AtType", "Type"]),
            (["fooBar", "FooBar"], ["FooBar2", "FooBar"]),
        ] {
            assert_eq!(claimed(&mut Scope::default(), &texts), names, "{texts:?}");
            let [one, other] = texts;
            let mut turned = claimed(&mut Scope::default(), &[other, one]);
            turned.reverse();
            assert_eq!(turned, names, "{texts:?} in another order");
        }
    }

    #[test]
    fn released_names_are_for_what_had_them() {
        let released: BTreeMap<String, String> = [("b", "a"), ("gone", "c"), ("new", "d"), ("double", "a")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .into();
        let mut scope = Scope::with_reserved(&["D"]);
        scope.keep(&released);
        assert_eq!(scope.lost(), ["a", "d"], "one name has two lines, another is reserved");
        assert_eq!(claimed(&mut scope, &["a", "b", "c"]), ["A2", "A", "C2"]);
        assert_eq!(scope.claim(["c"]).pascal(), "C3");
    }
}
