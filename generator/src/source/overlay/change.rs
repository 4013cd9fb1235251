//! The two changes that actions make: merging an update into a node, and taking a node out.

use crate::diagnostics::{Code, Diagnostic, Origin};

use super::super::node::{Kind, Node, Value};
use super::super::object::Key;
use super::super::tree::Tree;
use super::super::view::View;
use super::target::Step;

/// Merges an update into the node at a place: objects merge, arrays append, other values replace each other.
pub(super) fn update(tree: &mut Tree, place: &[Step], update: &View<'_>, target: &Origin) -> Result<(), Diagnostic> {
    let Some((node, origin)) = locate(tree, place) else { return Ok(()) };
    match &mut node.value {
        Value::Object(_) if update.is_object() => merge(node, update, &origin),
        // An update of an array is an entry to append; a list stands for its entries.
        Value::Array(items) => {
            append(items, update);
            Ok(())
        }
        Value::Object(_) => Err(misfit(update, &origin, Kind::Object)),
        _ => Err(Diagnostic::new(
            Code::OverlayKind,
            format!("an overlay cannot update a value of type `{}`", node.kind()),
        )
        .at(target, "expected the target to be an object or array")
        .at(&origin, "the target")
        .help("target the object that contains the value")),
    }
}

/// The depth of documents is limited, so that this recursion is.
fn merge(node: &mut Node, update: &View<'_>, place: &Origin) -> Result<(), Diagnostic> {
    let Some(object) = node.as_object_mut() else { return Ok(()) };
    for (key, value) in update.entries() {
        let Some(known) = object.get_mut(key) else {
            object.insert(Key::from(key), moved(&value));
            continue;
        };
        let here = known.origin.as_deref().cloned().unwrap_or_else(|| place.child(key));
        match (&mut known.value, value.kind()) {
            (Value::Object(_), Kind::Object) => merge(known, &value, &here)?,
            (Value::Array(items), Kind::Array) => append(items, &value),
            (Value::Object(_), _) => return Err(misfit(&value, &here, Kind::Object)),
            (Value::Array(_), _) => return Err(misfit(&value, &here, Kind::Array)),
            _ => *known = moved(&value),
        }
    }
    Ok(())
}

fn append(items: &mut Vec<Node>, update: &View<'_>) {
    if update.is_array() {
        items.extend(update.items().map(|item| moved(&item)));
    } else {
        items.push(moved(update));
    }
}

/// Copies a node out of the overlay; it keeps where it came from.
fn moved(view: &View<'_>) -> Node {
    let mut node = view.node().clone();
    node.origin = Some(Box::new(view.origin()));
    node
}

fn misfit(update: &View<'_>, here: &Origin, kind: Kind) -> Diagnostic {
    Diagnostic::new(
        Code::OverlayKind,
        format!("cannot merge a value of type `{}` into a value of type `{kind}`", update.kind()),
    )
    .at(&update.origin(), "the update")
    .at(here, "the target")
    .help("remove the old value in an earlier action")
}

/// Takes out the node at a place, which is not the root.
pub(super) fn remove(tree: &mut Tree, place: &[Step]) {
    let Some((last, parent)) = place.split_last() else { return };
    let Some((node, origin)) = locate(tree, parent) else { return };
    match (&mut node.value, last) {
        (Value::Object(object), Step::Key(key)) => {
            object.remove(key);
        }
        (Value::Array(items), Step::Index(index)) if *index < items.len() => {
            // The elements behind it move up, and the later positions would refer to their neighbors.
            for (position, item) in items.iter_mut().enumerate().skip(*index) {
                item.origin.get_or_insert_with(|| Box::new(origin.child(&position.to_string())));
            }
            items.remove(*index);
        }
        _ => {}
    }
}

/// Finds a node to change, and where it came from.
fn locate<'a>(tree: &'a mut Tree, place: &[Step]) -> Option<(&'a mut Node, Origin)> {
    let mut node = &mut tree.root;
    let mut origin = Origin::root(tree.source);
    for step in place {
        let (child, name) = match (&mut node.value, step) {
            (Value::Object(object), Step::Key(key)) => (object.get_mut(key)?, key.clone()),
            (Value::Array(items), Step::Index(index)) => (items.get_mut(*index)?, index.to_string()),
            _ => return None,
        };
        origin = match child.origin.as_deref() {
            Some(own) => own.clone(),
            None => origin.child(&name),
        };
        node = child;
    }
    Some((node, origin))
}
