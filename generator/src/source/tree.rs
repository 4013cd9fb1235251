//! A whole document: documents merged, overlays applied, nothing else changed.

use crate::diagnostics::SourceId;

use super::node::Node;
use super::view::View;

/// A document that stages read.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(super) root: Node,
    pub(super) source: SourceId,
    /// The file name of the document, by which it may refer to itself.
    pub(super) file: Box<str>,
}

impl Tree {
    /// Returns the root.
    pub fn root(&self) -> View<'_> {
        View::root(&self.root, self.source)
    }

    /// Finds the node that a JSON pointer names.
    pub fn at(&self, pointer: &str) -> Option<View<'_>> {
        let mut view = self.root();
        if pointer.is_empty() {
            return Some(view);
        }
        for step in pointer.strip_prefix('/')?.split('/') {
            view = view.step(&unescape(step))?;
        }
        Some(view)
    }
}

impl<'a> View<'a> {
    /// Takes one step of a JSON pointer: a key of an object or an index of an array.
    pub(super) fn step(&self, step: &str) -> Option<View<'a>> {
        if self.is_array() { self.item(step.parse().ok()?) } else { self.get(step) }
    }
}

/// Undoes the escapes of RFC 6901.
pub(super) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
