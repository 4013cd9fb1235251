//! What tells the subschemas of `oneOf` and `anyOf` apart: what each is, and never its position in the list.

use std::collections::{BTreeMap, BTreeSet};

use crate::openapi::{Dialect, Keyword, Role, Schema, SchemaList};
use crate::source::{Node, View};

use super::Lowering;
use super::union::word;

/// What one subschema of a list is called.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Called {
    /// The text that its name is made of.
    pub(in crate::lower) word: String,
    /// What tells it from the others.
    pub(in crate::lower) key: String,
}

impl<'a> Lowering<'a, '_> {
    /// Calls each subschema of a list by what it is; no two of a list are called the same.
    pub(in crate::lower) fn subschemas(&mut self, list: &SchemaList<'a>) -> Vec<Called> {
        let node: *const Node = list.node();
        if let Some(known) = self.subschemas.get(&node) {
            return known.clone();
        }
        let called = self.called(&list.items().collect::<Vec<_>>());
        self.subschemas.insert(node, called.clone());
        called
    }

    /// Calls each of several schemas by what it is; no two are called the same.
    pub(in crate::lower) fn called(&self, items: &[Schema<'a>]) -> Vec<Called> {
        let keys: Vec<String> = items.iter().map(|item| self.key(item)).collect();
        let words: Vec<String> = items.iter().map(|item| self.word(item)).collect();
        let words = self.distinct_words(&words, items);
        words.into_iter().zip(apart(&keys, items)).map(|(word, key)| Called { word, key }).collect()
    }

    /// The name or title of a subschema, or a word for what it is.
    fn word(&self, item: &Schema<'a>) -> String {
        let Ok(target) = item.follow(self.tree) else { return String::new() };
        let title = || target.title().map(str::to_owned);
        let base = || target.base_name();
        let inside = || Some(self.word(&self.optional(&target)?));
        let called = item.reference_name().or_else(title).or_else(base).or_else(inside);
        called.unwrap_or_else(|| word(&target).to_owned())
    }

    /// What a subschema is by itself: its name, its title, its tag, or the properties that it requires.
    fn key(&self, item: &Schema<'a>) -> String {
        if let Some(name) = item.reference_name() {
            return name;
        }
        let Ok(target) = item.follow(self.tree) else { return String::new() };
        if let Some(title) = target.title() {
            return title.to_owned();
        }
        if let Some(value) = self.optional(&target) {
            return self.key(&value);
        }
        let parts = self.flat(&target);
        let tags: BTreeSet<String> = parts
            .iter()
            .filter_map(Schema::properties)
            .flat_map(|properties| properties.entries())
            .filter_map(|(name, property)| Some(format!("{name}={}", property.only_text()?)))
            .collect();
        let of = |items: BTreeSet<String>| items.into_iter().collect::<Vec<_>>().join(",");
        if !tags.is_empty() {
            return of(tags);
        }
        let required = required(&parts);
        let declared = parts.iter().filter_map(Schema::properties).flat_map(|all| all.entries());
        let properties: BTreeSet<String> = declared.map(|(name, _)| name.to_owned()).collect();
        let word = word(&target);
        match (required.is_empty(), properties.is_empty()) {
            (false, _) => format!("{word}({})", of(required)),
            (true, false) => format!("{word}({})", of(properties)),
            (true, true) => match target.items() {
                Some(items) => format!("{word}({})", self.name_or_word(&items)),
                None => word.to_owned(),
            },
        }
    }

    /// A schema and what it is built on.
    fn flat(&self, target: &Schema<'a>) -> Vec<Schema<'a>> {
        let mut parts = vec![target.clone()];
        parts.extend(target.all_of().iter().filter_map(|base| base.follow(self.tree).ok()));
        parts
    }

    /// The name of what a list holds, or a word for it.
    fn name_or_word(&self, items: &Schema<'a>) -> String {
        let name = items.reference_name();
        name.unwrap_or_else(|| items.follow(self.tree).map_or("object", |target| self.kind_word(&target)).to_owned())
    }

    /// A word for what a schema is, or for what it is unless it is `null`.
    fn kind_word(&self, target: &Schema<'a>) -> &'static str {
        word(self.optional(target).as_ref().unwrap_or(target))
    }

    /// Words for the names of subschemas, which differ: where two would have the same, the tag of each, or a property that
    /// the others lack.
    fn distinct_words(&self, words: &[String], subschemas: &[Schema<'a>]) -> Vec<String> {
        let shared = counts(words.iter().map(String::as_str));
        let is_shared = |word: &String| shared.get(word.as_str()).is_some_and(|count| *count > 1);
        if !words.iter().any(is_shared) {
            return words.to_vec();
        }
        let known: Vec<(Vec<String>, Option<String>)> = subschemas.iter().map(|each| self.features(each)).collect();
        let tags = counts(known.iter().filter_map(|(_, tag)| tag.as_deref()));
        let properties = counts(known.iter().flat_map(|(properties, _)| properties.iter().map(String::as_str)));
        let is_single = |counts: &BTreeMap<&str, usize>, text: &str| counts.get(text) == Some(&1);
        let own = |at: usize, word: &String| -> Option<String> {
            let (own, tag) = known.get(at)?;
            if let Some(tag) = tag.as_ref().filter(|tag| is_single(&tags, tag)) {
                return Some(tag.clone());
            }
            if let Some(property) = own.iter().find(|property| is_single(&properties, property)) {
                return Some(format!("with {property}"));
            }
            let items = subschemas.get(at)?.follow(self.tree).ok()?.items()?;
            Some(format!("{word} of {}", self.name_or_word(&items)))
        };
        let made = words.iter().enumerate().map(|(at, word)| {
            if is_shared(word) { own(at, word).unwrap_or_else(|| word.clone()) } else { word.clone() }
        });
        apart(&made.collect::<Vec<_>>(), subschemas)
    }

    /// The properties of a schema, required ones first, and the one text that a required property of it has.
    fn features(&self, schema: &Schema<'a>) -> (Vec<String>, Option<String>) {
        let Ok(target) = schema.follow(self.tree) else { return (Vec::new(), None) };
        let parts = self.flat(&target);
        let required = required(&parts);
        let mut properties: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (name, property) in parts.iter().filter_map(Schema::properties).flat_map(|all| all.entries()) {
            properties.insert(name.to_owned(), property.only_text().map(str::to_owned));
        }
        let tag = properties.iter().find_map(|(_, value)| value.clone());
        let rest = properties.into_keys().filter(|name| !required.contains(name)).collect::<Vec<_>>();
        (required.iter().cloned().chain(rest).collect(), tag)
    }
}

/// The names that schemas require.
fn required(parts: &[Schema<'_>]) -> BTreeSet<String> {
    parts.iter().flat_map(Schema::required).filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

fn counts<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeMap<&'t str, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}

/// Numbers what is called the same, in the order of what it says.
fn apart(called: &[String], items: &[Schema<'_>]) -> Vec<String> {
    let shared = counts(called.iter().map(String::as_str));
    let mut groups: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
    for (at, (name, item)) in called.iter().zip(items).enumerate() {
        if shared.get(name.as_str()).is_some_and(|count| *count > 1) {
            let mut content = String::new();
            write_sorted(item.view(), &mut content);
            groups.entry(name).or_default().push((content, at));
        }
    }
    let mut distinct = called.to_vec();
    let mut taken: BTreeSet<String> = called.iter().cloned().collect();
    for (name, mut group) in groups {
        group.sort();
        let mut number = 2_u32;
        for (_, at) in group.into_iter().skip(1) {
            let mut numbered = format!("{name} {number}");
            while !taken.insert(numbered.clone()) {
                number += 1;
                numbered = format!("{name} {number}");
            }
            if let Some(entry) = distinct.get_mut(at) {
                *entry = numbered;
            }
        }
    }
    distinct
}

/// Writes what a schema says on the wire, however its keys are sorted.
fn write_sorted(view: &View<'_>, out: &mut String) {
    if view.is_object() {
        let entries: BTreeMap<&str, View<'_>> = view.entries().filter(|(name, _)| !is_described(name)).collect();
        for (key, value) in entries {
            out.push('{');
            out.push_str(key);
            write_sorted(&value, out);
        }
        out.push('}');
    } else if view.is_array() {
        let mut items: Vec<String> = view
            .items()
            .map(|item| {
                let mut text = String::new();
                write_sorted(&item, &mut text);
                text
            })
            .collect();
        items.sort();
        out.push_str(&items.join(","));
    } else {
        out.push_str(&view.to_json().to_string());
    }
}

/// Says whether a keyword describes a schema and changes nothing on the wire.
fn is_described(name: &str) -> bool {
    let role = Keyword::named(name).map(|keyword| keyword.role(Dialect::V32));
    matches!(role, Some(Role::Words | Role::Annotation))
}
