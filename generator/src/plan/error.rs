//! Error types that stand for several documented bodies.

use crate::ir::{ErrorSetId, Frozen};
use crate::names::Table;

use super::docs::Docs;
use super::reach::Reach;
use super::rust_type::{RustType, reference};

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
    /// The bodies, in the order in which operations count them.
    pub variants: Vec<ErrorVariant>,
}

/// One body.
#[derive(Debug)]
pub struct ErrorVariant {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: RustType,
    /// What it means.
    pub docs: Docs,
}

pub(super) fn enums(api: &Frozen, names: &Table, reach: &Reach) -> Vec<ErrorEnum> {
    let mut enums: Vec<ErrorEnum> = names
        .error_sets
        .iter()
        .map(|(id, (name, variants))| ErrorEnum {
            name: name.pascal(),
            module: name.module_in("errors"),
            features: gate(api, *id, reach),
            docs: "The bodies that the API documents for failures.".into(),
            variants: api.error_sets[*id]
                .bodies
                .iter()
                .zip(variants)
                .map(|(body, name)| ErrorVariant {
                    name: name.pascal(),
                    ty: reference(api, names, *body),
                    docs: meaning(api, *body),
                })
                .collect(),
        })
        .collect();
    enums.sort_by(|a, b| a.name.cmp(&b.name));
    enums
}

/// The features that compile all bodies of a set: as many as its least wanted body has.
fn gate(api: &Frozen, id: ErrorSetId, reach: &Reach) -> Vec<String> {
    let gates = api.error_sets[id].bodies.iter().map(|body| reach.features(*body));
    let gates: Vec<_> = gates.filter(|features| !features.is_empty()).collect();
    let Some(first) = gates.first() else { return Vec::new() };
    first.iter().filter(|feature| gates.iter().all(|features| features.contains(feature))).cloned().collect()
}

/// What the document says of the responses with a body: each text once.
fn meaning(api: &Frozen, body: crate::ir::TypeId) -> Docs {
    let responses = api.operations.values().flat_map(|operation| operation.responses.errors());
    let mut texts: Vec<Docs> = Vec::new();
    for (_, response) in responses.filter(|(_, response)| response.body() == Some(body)) {
        let text = Docs::description(response.description.as_deref());
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.into_iter().fold(Docs::default(), Docs::and)
}
