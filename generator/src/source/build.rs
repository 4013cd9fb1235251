//! Events go in, a node comes out: keys shared, merge keys applied, duplicates noted, limits held.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Code, Origin, SourceId, push_step};

use super::events::{Fault, Key, Receiver, Scalar};
use super::extensions;
use super::limits::Limits;
use super::node::{Node, Value};
use super::number::Number;
use super::object::{Key as SharedKey, Object};
use super::resources;

/// A whole text, read.
pub(super) struct Built {
    /// What it holds.
    pub(super) root: Node,
    /// Each key that is written more than once in one object.
    pub(super) duplicates: Vec<Origin>,
    /// Whether there is any key for the generator in it: hardly any document has one.
    pub(super) extended: bool,
    /// Whether there is any key in it that may name a schema.
    pub(super) identified: bool,
    /// The references to other files.
    pub(super) references: Vec<Box<str>>,
}

/// Builds a node from events, without recursion.
pub(super) struct Builder {
    source: SourceId,
    limits: Limits,
    /// The nodes made so far, repeated ones as often as they are repeated.
    count: usize,
    keys: HashSet<SharedKey>,
    open: Vec<Open>,
    anchors: Vec<Option<Anchored>>,
    root: Option<Node>,
    duplicates: Vec<Origin>,
    references: Vec<Box<str>>,
    /// Where the last `<<` stands.
    merge_key: Range<usize>,
}

/// An object or array that is not finished.
struct Open {
    container: Container,
    anchor: usize,
    /// How many nodes there were before it.
    before: usize,
    /// How deep it goes.
    height: usize,
}

enum Container {
    Object { object: Object, key: Option<SharedKey>, merge: bool, merges: Vec<Node> },
    Array(Vec<Node>),
}

/// A finished node that aliases may repeat.
struct Anchored {
    node: Node,
    count: usize,
    height: usize,
}

impl Builder {
    pub(super) fn new(source: SourceId, limits: &Limits) -> Self {
        Self {
            source,
            limits: limits.clone(),
            count: 0,
            keys: HashSet::new(),
            open: Vec::new(),
            anchors: Vec::new(),
            root: None,
            duplicates: Vec::new(),
            references: Vec::new(),
            merge_key: 0..0,
        }
    }

    /// Returns what was built.
    pub(super) fn finish(self) -> Built {
        Built {
            root: self.root.unwrap_or_else(|| Node::from(Value::Null)),
            duplicates: self.duplicates,
            references: self.references,
            extended: self.keys.iter().any(|key| extensions::is_ours(key)),
            identified: self.keys.iter().any(|key| resources::is_identifying(key)),
        }
    }

    fn share(&mut self, key: &str) -> SharedKey {
        if let Some(known) = self.keys.get(key) {
            return Arc::clone(known);
        }
        let key = SharedKey::from(key);
        self.keys.insert(Arc::clone(&key));
        key
    }

    fn grow(&mut self, nodes: usize, height: usize, at: &Range<usize>) -> Result<(), Fault> {
        self.count = self.count.saturating_add(nodes);
        if self.count > self.limits.nodes {
            let message = format!("the document has more than {} nodes", self.limits.nodes);
            return Err(Fault::new(Code::TooLarge, message, "reading stopped here", at.clone())
                .help(format!("nested YAML aliases multiply nodes; {}", Limits::help("nodes"))));
        }
        if self.open.len() + height > self.limits.depth {
            let message = format!("the document is nested deeper than {} levels", self.limits.depth);
            return Err(
                Fault::new(Code::TooDeep, message, "reading stopped here", at.clone()).help(Limits::help("depth"))
            );
        }
        Ok(())
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node, anchor: usize, count: usize, height: usize) {
        if anchor != 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize_with(anchor + 1, || None);
            }
            if let Some(slot) = self.anchors.get_mut(anchor) {
                *slot = Some(Anchored { node: node.clone(), count, height });
            }
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        parent.height = parent.height.max(height + 1);
        match &mut parent.container {
            Container::Array(items) => items.push(node),
            Container::Object { merge: true, merges, .. } => merges.push(node),
            Container::Object { object, key, .. } => {
                if let Some(key) = key.take() {
                    object.insert(key, node);
                }
            }
        }
    }

    /// Tells whether the value that comes next is that of a `$ref`.
    fn is_reference(&self) -> bool {
        let key = match self.open.last() {
            Some(Open { container: Container::Object { key, .. }, .. }) => key.as_deref(),
            _ => None,
        };
        key == Some("$ref")
    }

    /// Names the innermost object or array that is open.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        // The innermost one has no step yet: that is its next key or item.
        for open in self.open.iter().take(self.open.len().saturating_sub(1)) {
            match &open.container {
                Container::Array(items) => push_step(&mut pointer, &items.len().to_string()),
                Container::Object { merge: true, .. } => push_step(&mut pointer, "<<"),
                Container::Object { key, .. } => push_step(&mut pointer, key.as_deref().unwrap_or_default()),
            }
        }
        pointer
    }

    fn open(&mut self, container: Container, anchor: usize, at: &Range<usize>) -> Result<(), Fault> {
        let before = self.count;
        self.grow(1, 1, at)?;
        self.open.push(Open { container, anchor, before, height: 0 });
        Ok(())
    }

    /// Adds what `<<` brings to an object that is still open: its own keys win, then the first of several values.
    fn merge(&self, object: &mut Object, merges: Vec<Node>, pointer: &str) -> Result<(), Fault> {
        for merged in merges {
            let below = Origin { source: self.source, pointer: format!("{pointer}/<<") };
            match merged.value {
                Value::Object(entries) => add(object, *entries, &below),
                Value::Array(items) => {
                    for (index, item) in items.into_iter().enumerate() {
                        let Value::Object(entries) = item.value else { return Err(self.unmergeable()) };
                        add(object, *entries, &below.child(&index.to_string()));
                    }
                }
                Value::Null => {}
                _ => return Err(self.unmergeable()),
            }
        }
        Ok(())
    }

    fn unmergeable(&self) -> Fault {
        let message = "the value of `<<` cannot be merged";
        Fault::new(Code::MergeKey, message, "expected an object, or an array of objects", self.merge_key.clone())
            .help("quote the key if it is not a merge key")
    }
}

fn add(object: &mut Object, entries: Object, below: &Origin) {
    for (key, mut node) in entries.into_entries() {
        if object.get(&key).is_none() {
            if node.origin.is_none() {
                node.origin = Some(Box::new(below.child(&key)));
            }
            object.insert(key, node);
        }
    }
}

impl Receiver for Builder {
    const SPANS: bool = false;

    fn object(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        let container = Container::Object { object: Object::default(), key: None, merge: false, merges: Vec::new() };
        self.open(container, anchor, &at)
    }

    fn array(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.open(Container::Array(Vec::new()), anchor, &at)
    }

    fn end(&mut self) -> Result<(), Fault> {
        let pointer = match self.open.last() {
            Some(Open { container: Container::Object { merges, .. }, .. }) if !merges.is_empty() => self.pointer(),
            _ => String::new(),
        };
        let Some(open) = self.open.pop() else { return Ok(()) };
        let value = match open.container {
            Container::Array(mut items) => {
                items.shrink_to_fit();
                Value::Array(items)
            }
            Container::Object { mut object, merges, .. } => {
                self.merge(&mut object, merges, &pointer)?;
                object.shrink();
                Value::Object(Box::new(object))
            }
        };
        self.place(Node::from(value), open.anchor, self.count - open.before, open.height);
        Ok(())
    }

    fn key(&mut self, text: Key<'_>, at: Range<usize>) -> Result<(), Fault> {
        let shared = match text {
            Key::Text(text) => Some(self.share(text)),
            Key::Merge => {
                self.merge_key = at;
                None
            }
        };
        let mut duplicate = None;
        if let Some(Open { container: Container::Object { object, key, merge, .. }, .. }) = self.open.last_mut() {
            *merge = shared.is_none();
            if let Some(shared) = &shared
                && object.get(shared).is_some()
            {
                duplicate = Some(Arc::clone(shared));
            }
            *key = shared;
        }
        if let Some(key) = duplicate {
            self.duplicates.push(Origin { source: self.source, pointer: self.pointer() }.child(&key));
        }
        Ok(())
    }

    fn scalar(&mut self, scalar: Scalar<'_>, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.grow(1, 0, &at)?;
        let value = match scalar {
            Scalar::Null => Value::Null,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Number(literal) => Value::Number(Number::literal(literal)),
            Scalar::Text(text) => {
                if self.is_reference() && !text.starts_with('#') {
                    self.references.push(text.into());
                }
                Value::String(text.into())
            }
        };
        self.place(Node::from(value), anchor, 1, 0);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        let Some(Anchored { node, count, height }) = self.anchors.get(anchor).and_then(Option::as_ref) else {
            return Err(Fault::new(Code::Syntax, "an alias refers to the object that contains it", "the alias", at));
        };
        let (count, height) = (*count, *height);
        // Counted before it is cloned: the limit is there to keep memory small.
        let node_limit = self.count.saturating_add(count) <= self.limits.nodes;
        let node = node_limit.then(|| node.clone());
        self.grow(count, height, &at)?;
        if let Some(node) = node {
            self.place(node, 0, count, height);
        }
        Ok(())
    }
}
