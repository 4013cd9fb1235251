//! A whole document: documents merged, overlays applied, the files that they refer to beside it, nothing else changed.

use std::cell::OnceCell;

use crate::diagnostics::{Origin, SourceId};

use super::dynamic::References;
use super::files::{Files, Owner};
use super::node::Node;
use super::reference::walk;
use super::resources::Resources;
use super::view::View;

/// A document that stages read.
#[derive(Debug)]
pub struct Tree {
    pub(super) root: Node,
    pub(super) source: SourceId,
    /// What else it may refer to.
    pub(super) files: Files,
    /// Whether schemas may be named by `$id` and anchors.
    pub(super) identified: bool,
    resources: OnceCell<Resources>,
    references: OnceCell<References>,
}

impl Tree {
    pub(super) fn new(root: Node, source: SourceId) -> Self {
        Self {
            root,
            source,
            files: Files::default(),
            identified: false,
            resources: OnceCell::new(),
            references: OnceCell::new(),
        }
    }

    /// Returns the root.
    pub fn root(&self) -> View<'_> {
        View::root(&self.root, self.source)
    }

    /// Goes through the roots of the files that it refers to.
    pub fn files(&self) -> impl Iterator<Item = View<'_>> {
        self.files.trees().map(|(source, root)| View::root(root, source))
    }

    /// Names the file that a text was read from, relative to the document's folder; `None` for documents and overlays.
    pub fn file_name(&self, source: SourceId) -> Option<&str> {
        self.files.name(source)
    }

    /// The root that a node of this owner stands below.
    pub(super) fn root_of(&self, owner: Owner) -> View<'_> {
        let file = match owner {
            Owner::Root => None,
            Owner::File(index) => self.files.tree(index),
        };
        file.map_or_else(|| self.root(), |(source, root)| View::root(root, source))
    }

    /// Whose tree a node stands in.
    pub(super) fn owner(&self, view: &View<'_>) -> Owner {
        self.files.owner(view.source())
    }

    /// Goes through all roots.
    pub(super) fn roots(&self) -> impl Iterator<Item = (Owner, View<'_>)> {
        let files = self.files().enumerate().map(|(index, root)| (Owner::File(index), root));
        std::iter::once((Owner::Root, self.root())).chain(files)
    }

    /// The schemas with an identifier.
    pub(super) fn resources(&self) -> &Resources {
        self.resources.get_or_init(|| Resources::of(self))
    }

    /// All references, where some are dynamic.
    pub(super) fn references(&self) -> &References {
        self.references.get_or_init(|| References::of(self))
    }

    /// Finds the node that a JSON pointer names.
    pub fn at(&self, pointer: &str) -> Option<View<'_>> {
        self.root().below(pointer)
    }

    /// Finds the node that came from a place in the document or in a file that it refers to.
    #[must_use]
    pub fn placed(&self, origin: &Origin) -> Option<View<'_>> {
        let root = self.root_of(self.files.owner(origin.source));
        // An overlay speaks of other places than its own.
        root.below(&origin.pointer).filter(|found| found.origin() == *origin)
    }
}

impl<'a> View<'a> {
    /// Finds the node that a JSON pointer names, seen from here.
    pub(super) fn below(&self, pointer: &str) -> Option<View<'a>> {
        let is_pointer = pointer.is_empty() || pointer.starts_with('/');
        is_pointer.then(|| walk(self, pointer).ok()).flatten()
    }

    /// Takes one step of a JSON pointer: a key of an object or an index of an array.
    pub(super) fn step(&self, step: &str) -> Option<View<'a>> {
        if self.is_array() { self.item(step.parse().ok()?) } else { self.value(step) }
    }
}

/// Undoes the escapes of RFC 6901.
pub(crate) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}
