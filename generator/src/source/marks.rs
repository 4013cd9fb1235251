//! Where each node of a text stands: made by a second pass over the text, only when a diagnostic is shown.

use std::ops::Range;

use crate::diagnostics::Place;

use super::events::{Fault, Key, Receiver, Scalar};
use super::tree::unescape;

/// Deeper texts are not marked; they are refused anyway.
const DEPTH: usize = 10_000;
/// How many aliases one step may pass.
const ALIASES: usize = 100;

/// The places of all nodes of one text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In the order of the text; the first one is the root.
    nodes: Vec<Mark>,
    /// The nodes that aliases repeat, by number.
    anchors: Vec<Option<u32>>,
    open: Vec<Open>,
    key: Option<(Range<u32>, Box<str>)>,
}

#[derive(Debug)]
struct Mark {
    value: Range<u32>,
    key: Option<Range<u32>>,
    /// The key's text.
    name: Box<str>,
    container: bool,
    first_child: Option<u32>,
    next: Option<u32>,
    /// The node that it repeats, if it is an alias.
    repeats: Option<u32>,
}

#[derive(Debug)]
struct Open {
    node: u32,
    last_child: Option<u32>,
}

impl Marks {
    /// Finds the bytes of a node's value or key; of a node that is not in the text those of what it would stand in.
    pub(super) fn span(&self, pointer: &str, place: &Place) -> Option<Range<usize>> {
        let mut mark = self.nodes.first()?;
        let mut missing = false;
        for step in pointer.split('/').skip(1) {
            let Some(child) = self.child(mark, &unescape(step), place == &Place::FirstKey) else {
                missing = true;
                break;
            };
            mark = child;
        }
        let value = &mark.value;
        let span = match (&mark.key, place) {
            (Some(key), Place::Key | Place::FirstKey) => key,
            // A whole block says nothing, and an empty value cannot be pointed at.
            (Some(key), Place::Value) if mark.container || missing || value.is_empty() => key,
            _ => value,
        };
        Some(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
    }

    fn child(&self, parent: &Mark, step: &str, first: bool) -> Option<&Mark> {
        let mut parent = parent;
        for _ in 0..ALIASES {
            let Some(repeated) = parent.repeats else { break };
            parent = self.mark(repeated)?;
        }
        let mut found = None;
        let mut index = 0_usize;
        let mut next = parent.first_child;
        while let Some(child) = next.and_then(|child| self.mark(child)) {
            let fits = if child.key.is_some() { &*child.name == step } else { step.parse() == Ok(index) };
            if fits {
                found = Some(child);
                // Of a key written twice the last one counts, and that one is meant unless the first is asked for.
                if first {
                    break;
                }
            }
            index += 1;
            next = child.next;
        }
        found
    }

    fn mark(&self, index: u32) -> Option<&Mark> {
        self.nodes.get(usize::try_from(index).ok()?)
    }

    fn mark_mut(&mut self, index: u32) -> Option<&mut Mark> {
        self.nodes.get_mut(usize::try_from(index).ok()?)
    }

    /// Adds a node behind its elder sibling.
    fn add(&mut self, at: &Range<usize>, container: bool, anchor: usize, repeats: Option<u32>) -> u32 {
        let index = narrow(self.nodes.len());
        let (key, name) = match self.key.take() {
            Some((key, name)) => (Some(key), name),
            None => (None, Box::default()),
        };
        self.nodes.push(Mark { value: range(at), key, name, container, first_child: None, next: None, repeats });
        if let Some(open) = self.open.last_mut() {
            let (parent, elder) = (open.node, open.last_child.replace(index));
            match elder {
                Some(elder) => {
                    if let Some(elder) = self.mark_mut(elder) {
                        elder.next = Some(index);
                    }
                }
                None => {
                    if let Some(parent) = self.mark_mut(parent) {
                        parent.first_child = Some(index);
                    }
                }
            }
        }
        if anchor != 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            if let Some(slot) = self.anchors.get_mut(anchor) {
                *slot = Some(index);
            }
        }
        index
    }

    fn open(&mut self, at: &Range<usize>, anchor: usize) -> Result<(), Fault> {
        let node = self.add(at, true, anchor, None);
        self.open.push(Open { node, last_child: None });
        if self.open.len() > DEPTH {
            return Err(Fault::new(crate::diagnostics::Code::TooDeep, "", "", at.clone()));
        }
        Ok(())
    }
}

/// Positions beyond 4 GB are not marked right, which costs a label and nothing else.
fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn range(at: &Range<usize>) -> Range<u32> {
    narrow(at.start)..narrow(at.end)
}

impl Receiver for Marks {
    const SPANS: bool = true;

    fn object(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.open(&at, anchor)
    }

    fn array(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.open(&at, anchor)
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.open.pop();
        Ok(())
    }

    fn key(&mut self, key: Key<'_>, at: Range<usize>) -> Result<(), Fault> {
        let name = match key {
            Key::Text(text) => text,
            Key::Merge => "<<",
        };
        self.key = Some((range(&at), name.into()));
        Ok(())
    }

    fn scalar(&mut self, _scalar: Scalar<'_>, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.add(&at, false, anchor, None);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        let repeats = self.anchors.get(anchor).copied().flatten();
        self.add(&at, false, 0, repeats);
        Ok(())
    }
}
