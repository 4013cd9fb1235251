//! Groups of operations: tags of one spelling each, declared or not.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Named, Tag};
use crate::lock::Lock;

/// Makes tags that differ only in case, or in what separates their words, one tag: a module cannot tell them apart.
pub(super) fn join(api: &mut Api, lock: &Lock, diagnostics: &mut Diagnostics) {
    let chosen = chosen(api, lock);
    for operation in api.operations.values_mut() {
        let mut tags: Vec<String> = Vec::new();
        for tag in &operation.tags {
            let spelling = chosen.get(tag).unwrap_or(tag);
            if spelling != tag {
                diagnostics.push(
                    Diagnostic::new(Code::NameClash, format!("the tags `{spelling}` and `{tag}` are the same group"))
                        .at(&operation.origin, format!("`{tag}` is read as `{spelling}`"))
                        .help("the tags differ only in case or separators: use one spelling"),
                );
            }
            if !tags.contains(spelling) {
                tags.push(spelling.clone());
            }
        }
        operation.tags = tags;
    }
    let mut declared: Vec<Tag> = Vec::new();
    for mut tag in std::mem::take(&mut api.tags) {
        if let Some(spelling) = chosen.get(&tag.name) {
            tag.name.clone_from(spelling);
        }
        match declared.iter_mut().find(|known| known.name == tag.name) {
            Some(known) => known.description = known.description.take().or(tag.description),
            None => declared.push(tag),
        }
    }
    api.tags = declared;
    for (tag, spelling) in chosen {
        if let Some(given) = api.given.remove(&Named::Tag(tag)) {
            api.given.entry(Named::Tag(spelling)).or_insert(given);
        }
    }
}

/// The spelling of each tag that gets another one. A released tag keeps its own; else a declared spelling comes first.
fn chosen(api: &Api, lock: &Lock) -> BTreeMap<String, String> {
    let declared: BTreeSet<&String> = api.tags.iter().map(|tag| &tag.name).collect();
    let used = api.operations.values().flat_map(|operation| &operation.tags);
    let mut spellings: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
    for tag in declared.iter().copied().chain(used).chain(lock.tags.keys()) {
        spellings.entry(bare(tag)).or_default().insert(tag);
    }
    let mut chosen = BTreeMap::new();
    for spellings in spellings.into_values().filter(|spellings| spellings.len() > 1) {
        let rank = |tag: &&String| (!lock.tags.contains_key(*tag), !declared.contains(*tag), (*tag).clone());
        let Some(first) = spellings.iter().copied().min_by_key(rank) else { continue };
        let others = spellings.into_iter().filter(|tag| *tag != first && !lock.tags.contains_key(*tag));
        chosen.extend(others.map(|tag| (tag.clone(), first.clone())));
    }
    chosen
}

/// A tag without case and without what separates words.
fn bare(tag: &str) -> String {
    let letters = tag.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '-'));
    let bare: String = letters.flat_map(char::to_lowercase).collect();
    // A tag of nothing else is only itself.
    if bare.is_empty() { tag.to_owned() } else { bare }
}

/// Declares the tags that operations use and the document does not declare after the others, and drops those without
/// operations.
pub(super) fn declare(api: &mut Api) {
    for operation in api.operations.values() {
        for name in &operation.tags {
            if !api.tags.iter().any(|tag| tag.name == *name) {
                api.tags.push(Tag { name: name.clone(), description: None });
            }
        }
    }
    let operations = &api.operations;
    api.tags.retain(|tag| operations.values().any(|operation| operation.tags.contains(&tag.name)));
}
