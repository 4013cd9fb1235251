//! Several documents go in, one comes out: the paths, components and tags of all, the rest of the first.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin, SourceId};

use super::node::{Node, Value};
use super::object::Object;

/// How many levels of keys are joined below a key of the root: paths have methods, components have kinds and names.
const JOINED: [(&str, usize); 8] = [
    ("paths", 2),
    ("webhooks", 2),
    ("components", 2),
    ("definitions", 1),
    ("parameters", 1),
    ("responses", 1),
    ("securityDefinitions", 1),
    ("x-webhooks", 2),
];

/// Keys of the root that describe one document only: those of later documents are ignored without a warning.
const FIRST: [&str; 3] = ["openapi", "swagger", "info"];

/// Merges documents in order. The same key twice must say the same.
pub(super) fn merge(documents: Vec<(SourceId, Node)>, diagnostics: &mut Diagnostics) -> Option<(SourceId, Node)> {
    let mut documents = documents.into_iter();
    let (source, mut root) = documents.next()?;
    let base = Origin::root(source);
    for (other_source, other) in documents {
        let (Value::Object(object), Some(known)) = (other.value, root.as_object_mut()) else { continue };
        for (key, mut node) in object.into_entries() {
            let here = base.child(&key);
            let there = Origin::root(other_source).child(&key);
            let levels = JOINED.iter().find(|(joined, _)| *joined == &*key).map(|(_, levels)| *levels);
            match known.get_mut(&key) {
                None => {
                    node.origin.get_or_insert_with(|| Box::new(there));
                    known.insert(key, node);
                }
                Some(first) if &*key == "tags" => tags(first, node, &there),
                Some(first) => match levels {
                    Some(levels) => join(first, node, levels, &here, &there, diagnostics),
                    None if FIRST.contains(&&*key) || *first == node => {}
                    None => diagnostics.push(
                        Diagnostic::new(Code::FirstDocument, format!("the documents have different `{key}`"))
                            .at_key(&here, "used for all documents")
                            .at_key(&there, "ignored"),
                    ),
                },
            }
        }
    }
    Some((source, root))
}

fn join(first: &mut Node, second: Node, levels: usize, here: &Origin, there: &Origin, diagnostics: &mut Diagnostics) {
    if *first == second {
        return;
    }
    let own = first.origin.as_deref().cloned();
    let here = own.as_ref().unwrap_or(here);
    let moved = second.origin.as_deref().cloned();
    let there = moved.as_ref().unwrap_or(there);
    match (&mut first.value, second.value) {
        (Value::Object(known), Value::Object(object)) if levels > 0 => {
            for (key, mut node) in object.into_entries() {
                let place = there.child(&key);
                if let Some(value) = known.get_mut(&key) {
                    join(value, node, levels - 1, &here.child(&key), &place, diagnostics);
                } else {
                    node.origin.get_or_insert_with(|| Box::new(place));
                    Object::insert(known, key, node);
                }
            }
        }
        _ => diagnostics.push(
            Diagnostic::new(Code::Conflict, format!("the documents define `{}` differently", name(here)))
                .at_key(there, "this definition differs")
                .at_key(here, "from this one")
                .help("remove or rename one of them"),
        ),
    }
}

/// Adds the tags that are not declared yet.
fn tags(first: &mut Node, second: Node, there: &Origin) {
    fn tag(node: &Node) -> Option<&str> {
        node.as_object()?.get("name")?.as_str()
    }
    let (Value::Array(known), Value::Array(more)) = (&mut first.value, second.value) else { return };
    for (index, mut item) in more.into_iter().enumerate() {
        if known.iter().all(|known| tag(known) != tag(&item)) {
            item.origin.get_or_insert_with(|| Box::new(there.child(&index.to_string())));
            known.push(item);
        }
    }
}

fn name(origin: &Origin) -> String {
    super::tree::unescape(origin.pointer.rsplit('/').next().unwrap_or_default())
}
