//! Error types: one for each tag, with a variant for each body that its operations document.

use std::collections::BTreeSet;

use crate::ir::{Content, ErrorSet, Frozen, Kind, Operation, TypeId};
use crate::names::Table;

use super::docs::Docs;
use super::group::Group;
use super::operation::{DocumentedPlan, status};
use super::output::{ContentPlan, content_plan};

/// One error type.
#[derive(Debug)]
pub struct ErrorEnum {
    /// Its name.
    pub name: String,
    /// Its module.
    pub module: String,
    /// The features that compile it; none: it always is.
    pub features: Vec<String>,
    /// Its docs.
    pub docs: Docs,
    /// Its variants.
    pub variants: Vec<ErrorVariant>,
    /// How each body is read: as which variant, by its position, and from what.
    pub readers: Vec<(usize, ContentPlan)>,
    /// How many of the bodies, the first ones, are recognized by their shape.
    pub recognized: usize,
    /// The properties of the bodies that are secret, by their names on the wire.
    pub secrets: BTreeSet<String>,
}

/// One kind of body.
#[derive(Debug)]
pub struct ErrorVariant {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: ContentPlan,
    /// What it means.
    pub docs: Docs,
}

pub(super) fn enums(api: &Frozen, names: &Table, groups: &[Group]) -> Vec<ErrorEnum> {
    let mut enums: Vec<ErrorEnum> = Vec::new();
    for (id, own) in &names.error_sets {
        let set = &api.error_sets[*id];
        let mut item = ErrorEnum {
            name: own.name.pascal(),
            module: own.name.module_in("errors"),
            features: gate(set, groups),
            docs: docs(set),
            variants: Vec::new(),
            readers: Vec::new(),
            recognized: set.recognized,
            secrets: secrets(api, set),
        };
        for (content, name) in set.bodies.values().zip(&own.variants) {
            let (name, content) = (name.pascal(), content_plan(api, names, *content));
            let known = item.variants.iter().position(|variant| variant.name == name);
            let position = known.unwrap_or(item.variants.len());
            if known.is_none() {
                let is_own = |content: Content| {
                    let mut own = set.bodies.values().zip(&own.variants).filter(|(_, own)| own.pascal() == name);
                    own.any(|(known, _)| api.is_same(*known, content))
                };
                let docs = meaning(api, set, is_own);
                item.variants.push(ErrorVariant { name, content: content.clone(), docs });
            }
            item.readers.push((position, content));
        }
        enums.push(item);
    }
    enums.sort_by(|a, b| a.name.cmp(&b.name));
    enums
}

/// The documented failures of an operation, with the position of each one's body among those of its error type.
pub(super) fn errors(api: &Frozen, operation: &Operation) -> Vec<DocumentedPlan> {
    let Some(set) = operation.error_set.map(|id| &api.error_sets[id]) else { return Vec::new() };
    let position = |content: Content| set.bodies.values().position(|known| api.is_same(*known, content));
    let mut documented = Vec::new();
    for (pattern, response) in operation.responses.errors() {
        documented.extend(response.readable().into_iter().filter_map(|media| {
            let body = position(media.content())?;
            Some(DocumentedPlan { status: status(pattern), content_type: media.content_type.clone(), body })
        }));
    }
    documented
}

/// The properties that are secret in the bodies of an error type, and in what these are made of.
fn secrets(api: &Frozen, set: &ErrorSet) -> BTreeSet<String> {
    let mut open: Vec<TypeId> = set
        .bodies
        .values()
        .filter_map(|content| match content {
            Content::Typed(id) => Some(*id),
            Content::Text | Content::Bytes => None,
        })
        .collect();
    let (mut seen, mut secrets) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Kind::Object(object) = &api.types[id].kind {
            let fields = object.fields.iter().filter(|(_, field)| holds_secret(api, field.ty));
            secrets.extend(fields.map(|(name, _)| name.clone()));
        }
        open.extend(api.types[id].kind.children());
    }
    secrets
}

/// Says whether a type is secret, or holds a secret that is no property: in a list, a map, a tuple or a union, however deep.
fn holds_secret(api: &Frozen, id: TypeId) -> bool {
    let (mut open, mut seen) = (vec![id], BTreeSet::new());
    while let Some(id) = open.pop() {
        if api.types[id].secret {
            return true;
        }
        if seen.insert(id) && !matches!(api.types[id].kind, Kind::Object(_)) {
            open.extend(api.types[id].kind.children());
        }
    }
    false
}

/// The features that compile an error type: those of the operations that are defined with its tag.
fn gate(set: &ErrorSet, groups: &[Group]) -> Vec<String> {
    let own = |group: &&Group| {
        group.view.is_some() == set.tag.is_some() && set.tag.as_ref().is_none_or(|tag| group.tag == *tag)
    };
    groups.iter().find(own).map(|group| group.compiled_with.clone()).unwrap_or_default()
}

fn docs(set: &ErrorSet) -> Docs {
    let docs = match &set.tag {
        Some(tag) => Docs::from("The error bodies of the operations of ").code(tag),
        None => "The error bodies of the operations without a tag".into(),
    };
    docs.text(if set.bodies.is_empty() { ": none is documented." } else { "." })
}

/// What the document says of the responses with a variant's bodies: each text once.
fn meaning(api: &Frozen, set: &ErrorSet, is_own: impl Fn(Content) -> bool) -> Docs {
    let operations = api.operations.values().filter(|operation| operation.defining_tag() == set.tag.as_ref());
    let mut texts: Vec<Docs> = Vec::new();
    for (_, response) in operations.flat_map(|operation| operation.responses.errors()) {
        if response.readable().iter().any(|media| is_own(media.content())) {
            let text = Docs::description(response.description.as_deref());
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts.into_iter().fold(Docs::default(), Docs::and)
}
