//! From the document's shape to what is on the wire: one function a keyword.
//!
//! The only room that sees both `openapi` and `ir`. What cannot be lowered is reported and left out.

mod body;
mod environment;
mod event;
mod form;
mod form_data;
mod given;
mod idempotency;
mod limit;
mod operation;
mod pagination;
mod parameter;
mod path;
mod place;
mod reading;
mod response;
mod schema;
mod security;
mod server;
mod settings;
mod signing;
mod token;
mod webhook;

use std::collections::{HashMap, HashSet};

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Info, Named, Tag, TypeId};
use crate::openapi::{Dialect, Document};
use crate::source::{Limits, Node, Scope, Tree};

use schema::Children;

pub(crate) use parameter::STYLES;
pub(crate) use schema::{FORMATS, base};

/// Makes the language-neutral description of an API.
pub fn lower<'a>(tree: &'a Tree, document: &Document<'a>, limits: &'a Limits, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering {
        tree,
        dialect: document.dialect,
        limits,
        components: names_of_files(tree, document),
        api: Api::default(),
        known: HashMap::new(),
        failed: HashSet::new(),
        merged: HashMap::new(),
        children: Children::of(tree, &document.schemas),
        parents: HashMap::new(),
        subschemas: HashMap::new(),
        looked_through: HashSet::new(),
        depth: 0,
        refused: 0,
        unusable: HashSet::new(),
        transported: HashSet::new(),
        diagnostics,
    };
    lowering.api.info = Info {
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: joined(document.info.summary.as_deref(), document.info.description.as_deref()),
    };
    lowering.api.declared.clone_from(&document.places);
    lowering.servers(&document.servers);
    lowering.api.tags = document
        .tags
        .iter()
        .map(|tag| Tag { name: tag.name.clone(), description: joined(tag.summary, tag.description) })
        .collect();
    for tag in &document.tags {
        lowering.take_name(Named::Tag(tag.name.clone()), &tag.view);
    }
    lowering.environments(&document.extensions);
    lowering.security_schemes(&document.security_schemes);
    lowering.response_check(&document.extensions);
    lowering.reading(&document.extensions);
    let mut lost = Vec::new();
    for source in &document.operations {
        let refused = lowering.refused;
        match lowering.operation(source) {
            Some(operation) => {
                lowering.api.operations.push(operation);
            }
            None if lowering.refused > refused => {
                lost.push(format!("{} {}", source.method.to_uppercase(), source.path));
            }
            // It was reported.
            None => {}
        }
    }
    lowering.webhooks(document);
    lowering.report_refused(&lost);
    lowering.idempotency(&document.extensions);
    lowering.pages(&document.extensions);
    lowering.token_source(document);
    lowering.drop_failed_children();
    let (failed, webhooks) = (std::mem::take(&mut lowering.failed), lowering.api.webhooks.clone());
    lowering.api.drop_operations_with(failed);
    if webhooks.is_some() && lowering.api.webhooks.is_none() {
        lowering.lost_webhooks(document);
    }
    lowering.api
}

/// The components that only lead to a file: their targets are named like the component, for every reference.
fn names_of_files(tree: &Tree, document: &Document<'_>) -> HashMap<*const Node, String> {
    let mut names = HashMap::new();
    for (name, entry) in document.schemas.iter().filter(|(_, entry)| entry.reference().is_some()) {
        if let Ok(target) = entry.follow(tree)
            && tree.file_name(target.origin().source).is_some()
        {
            names.entry(std::ptr::from_ref(target.node())).or_insert_with(|| (*name).to_owned());
        }
    }
    names
}

/// Joins a summary and a description, where only one text is shown.
fn joined(summary: Option<&str>, description: Option<&str>) -> Option<String> {
    match (summary, description) {
        (Some(summary), Some(description)) if !description.starts_with(summary) => {
            Some(format!("{summary}\n\n{description}"))
        }
        (summary, description) => description.or(summary).map(str::to_owned),
    }
}

/// What the functions of this room share.
struct Lowering<'a, 'd> {
    tree: &'a Tree,
    /// The version of OpenAPI that schemas are written in.
    dialect: Dialect,
    limits: &'a Limits,
    /// The names of schemas that stand in other files.
    components: HashMap<*const Node, String>,
    api: Api,
    /// The types of the schemas met so far, by node and by what its dynamic anchors mean, so that a schema that is referred
    /// to twice is one type.
    known: HashMap<(*const Node, Option<Scope>), TypeId>,
    /// The types whose place was taken and that could not be made: what reaches one goes when all operations are known,
    /// since a schema may hold one that fails only after it.
    failed: HashSet<TypeId>,
    /// The types of schemas that hold at once, by their nodes.
    merged: HashMap<Vec<*const Node>, TypeId>,
    /// The components that build on others by `allOf`.
    children: Children<'a>,
    /// The types of parent schemas without the schemas that build on them, by node.
    parents: HashMap<*const Node, TypeId>,
    /// What tells the subschemas of each `oneOf` and `anyOf` apart, by the list's node.
    subschemas: HashMap<*const Node, Vec<schema::Called>>,
    /// The schemas whose keywords were looked through.
    looked_through: HashSet<*const Node>,
    /// How many schemas are being lowered, each for the sake of the one before.
    depth: usize,
    /// How many schemas became no type, since there were too many.
    refused: usize,
    /// Schemes that are declared and that no request can be given: said once, and not again for each operation.
    unusable: HashSet<String>,
    /// Schemes that the transport satisfies, so that no request carries anything for them.
    transported: HashSet<String>,
    diagnostics: &'d mut Diagnostics,
}
