//! Groups: the operations of a tag, behind a view of the client.

use std::collections::BTreeSet;

use crate::ir::{Frozen, Operation};
use crate::names::{Table, UNTAGGED};

use super::docs::Docs;
use super::operation::{OperationPlan, operation};

/// The operations of a tag, or those without a tag.
#[derive(Debug)]
pub struct Group {
    /// Its module; also the client's method that leads there.
    pub module: String,
    /// The name of its files, without the extension.
    pub file: String,
    /// The view that has the methods; none: they stand on the client.
    pub view: Option<String>,
    /// The cargo feature that compiles it; none: it always is.
    pub feature: Option<String>,
    /// The tag.
    pub tag: String,
    /// Its docs.
    pub docs: Docs,
    /// The operations that are defined here.
    pub operations: Vec<OperationPlan>,
    /// The features with which they are compiled: those of all their tags.
    pub compiled_with: Vec<String>,
    /// The operations that are defined with another tag and have methods here too.
    pub shared: Vec<OperationPlan>,
}

pub(super) fn groups(api: &Frozen, names: &Table) -> Vec<Group> {
    let feature_of = |tag: &String| {
        let position = api.tags.iter().position(|known| known.name == *tag)?;
        names.groups.get(position).map(|own| own.module.kebab())
    };
    let plans = |chosen: &dyn Fn(&Operation) -> bool| -> Vec<OperationPlan> {
        let chosen = api.operations.iter().filter(|(_, operation)| chosen(operation));
        chosen.filter_map(|(id, _)| operation(api, names, id)).collect()
    };
    let mut groups = Vec::new();
    for (tag, own) in api.tags.iter().zip(&names.groups) {
        let defined = |operation: &Operation| operation.defining_tag() == Some(&tag.name);
        let tags: BTreeSet<&String> =
            api.operations.values().filter(|operation| defined(operation)).flat_map(|each| &each.tags).collect();
        groups.push(Group {
            module: own.module.snake(),
            file: own.module.file(),
            view: Some(own.view.pascal()),
            feature: Some(own.module.kebab()),
            tag: tag.name.clone(),
            docs: Docs::description(tag.description.as_deref()),
            operations: plans(&defined),
            compiled_with: tags.into_iter().filter_map(feature_of).collect(),
            shared: plans(&|operation| !defined(operation) && operation.tags.contains(&tag.name)),
        });
    }
    let untagged = plans(&|operation| operation.tags.is_empty());
    if !untagged.is_empty() {
        groups.push(Group {
            module: UNTAGGED.to_owned(),
            file: UNTAGGED.to_owned(),
            view: None,
            feature: None,
            tag: String::new(),
            docs: "Operations without a tag: methods of the client itself.".into(),
            operations: untagged,
            compiled_with: Vec::new(),
            shared: Vec::new(),
        });
    }
    groups
}
