//! Values by key, in the document's order.
//!
//! Nearly all objects of a document have fewer than ten keys, where a list is smaller and faster than any map; only the
//! large ones (`paths`, `schemas`) have an index. Keys are shared: the same few words are written a million times.

use std::collections::HashMap;
use std::sync::Arc;

use super::node::Node;

/// A key, shared between the objects that have it.
pub(super) type Key = Arc<str>;

/// Objects with more keys than this get an index.
const INDEXED: usize = 24;

/// Values by key, in the document's order.
#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<(Key, Node)>,
    /// Positions by key, looked up and never iterated. Empty for a small object.
    // Boxed, since hardly any object has one and all of them would carry its 48 bytes.
    #[allow(clippy::box_collection)]
    index: Option<Box<HashMap<Key, usize>>>,
}

impl Object {
    /// Counts the keys.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Finds a value by its key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// Finds a key and its value.
    pub(super) fn entry(&self, key: &str) -> Option<(&str, &Node)> {
        let (key, node) = self.entries.get(self.position(key)?)?;
        Some((key, node))
    }

    /// Goes through keys and values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, node)| (&**key, node))
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let position = self.position(key)?;
        self.entries.get_mut(position).map(|(_, node)| node)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.entries.iter_mut().map(|(key, node)| (&**key, node))
    }

    /// Sets a value, at the key's place if there is one, else at the end; returns what stood there.
    pub(super) fn insert(&mut self, key: Key, node: Node) -> Option<Node> {
        if let Some(position) = self.position(&key)
            && let Some((_, known)) = self.entries.get_mut(position)
        {
            return Some(std::mem::replace(known, node));
        }
        if let Some(index) = &mut self.index {
            index.insert(Arc::clone(&key), self.entries.len());
        }
        self.entries.push((key, node));
        if self.entries.len() > INDEXED && self.index.is_none() {
            self.reindex();
        }
        None
    }

    /// Takes a value out; those behind it keep their order.
    pub(super) fn remove(&mut self, key: &str) -> Option<Node> {
        let position = self.position(key)?;
        let (_, node) = self.entries.remove(position);
        if self.index.is_some() {
            self.reindex();
        }
        Some(node)
    }

    /// Gives back what growing took too much.
    pub(super) fn shrink(&mut self) {
        self.entries.shrink_to_fit();
    }

    pub(super) fn into_entries(self) -> Vec<(Key, Node)> {
        self.entries
    }

    fn reindex(&mut self) {
        let positions = self.entries.iter().enumerate().map(|(position, (key, _))| (Arc::clone(key), position));
        self.index = Some(Box::new(positions.collect()));
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(known, _)| &**known == key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::node::{Node, Value};
    use super::Object;

    fn filled(count: usize) -> Object {
        let mut object = Object::default();
        for number in 0..count {
            object.insert(number.to_string().into(), Node::from(Value::Bool(number % 2 == 0)));
        }
        object
    }

    #[test]
    fn keeps_order_and_finds_with_and_without_index() {
        for count in [3, 100] {
            let mut object = filled(count);
            assert!(object.remove("1").is_some());
            assert!(object.get("1").is_none());
            assert!(object.insert("2".into(), Node::from(Value::Null)).is_some());
            assert_eq!(object.get("2"), Some(&Node::from(Value::Null)));
            let keys: Vec<_> = object.iter().map(|(key, _)| key.to_owned()).collect();
            let expected: Vec<_> = (0..count).filter(|number| *number != 1).map(|number| number.to_string()).collect();
            assert_eq!(keys, expected);
            assert!(keys.iter().all(|key| object.get(key).is_some()));
        }
    }
}
