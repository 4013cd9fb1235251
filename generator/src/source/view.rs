//! A cursor over a tree: a node together with the way to it, from which its origin follows.

use std::fmt;
use std::rc::Rc;

use crate::diagnostics::{Origin, SourceId};

use super::dynamic::Scope;
use super::node::{Kind, Node, Value};
use super::number::Number;
use super::object::Object;

/// A node and the way to it. Cheap to clone.
///
/// The way is kept instead of a position in every node, since most nodes are never looked at from outside.
#[derive(Clone)]
pub struct View<'a> {
    way: Rc<Way<'a>>,
}

struct Way<'a> {
    node: &'a Node,
    step: Step<'a>,
}

enum Step<'a> {
    Root(SourceId, Option<Scope>),
    Key(Rc<Way<'a>>, &'a str),
    Index(Rc<Way<'a>>, usize),
}

impl<'a> View<'a> {
    pub(super) fn root(node: &'a Node, source: SourceId) -> Self {
        Self { way: Rc::new(Way { node, step: Step::Root(source, None) }) }
    }

    /// Returns the node itself.
    pub fn node(&self) -> &'a Node {
        self.way.node
    }

    /// Finds the value under a key; `None` if there is none, if it is `null`, or if this is no object.
    pub fn get(&self, key: &str) -> Option<View<'a>> {
        self.value(key).filter(|value| !value.is_null())
    }

    /// Finds the value under a key where `null` is a value; `None` if there is none or this is no object.
    pub fn value(&self, key: &str) -> Option<View<'a>> {
        let Value::Object(object) = &self.way.node.value else { return None };
        let (key, node) = object.entry(key)?;
        Some(self.key(key, node))
    }

    /// Finds an item of an array.
    pub fn item(&self, index: usize) -> Option<View<'a>> {
        let Value::Array(items) = &self.way.node.value else { return None };
        Some(self.index(index, items.get(index)?))
    }

    /// Goes through keys and values in the document's order; through nothing if this is no object.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, View<'a>)> + use<'a> {
        let view = self.clone();
        self.object().into_iter().flat_map(Object::iter).map(move |(key, node)| (key, view.key(key, node)))
    }

    /// Goes through the items in order; through nothing if this is no array.
    pub fn items(&self) -> impl Iterator<Item = View<'a>> + use<'a> {
        let view = self.clone();
        self.array().unwrap_or_default().iter().enumerate().map(move |(index, node)| view.index(index, node))
    }

    /// Says which kind of value it is.
    pub fn kind(&self) -> Kind {
        self.way.node.kind()
    }

    /// Tells whether it is an object.
    pub fn is_object(&self) -> bool {
        self.kind() == Kind::Object
    }

    /// Tells whether it is an array.
    pub fn is_array(&self) -> bool {
        self.kind() == Kind::Array
    }

    /// Tells whether it is a text.
    pub fn is_string(&self) -> bool {
        self.kind() == Kind::String
    }

    /// Tells whether it is null.
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Null
    }

    /// Counts keys or items; 0 for anything else.
    pub fn len(&self) -> usize {
        match &self.way.node.value {
            Value::Array(items) => items.len(),
            Value::Object(object) => object.len(),
            _ => 0,
        }
    }

    /// Tells whether it has neither keys nor items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns its text, if it is one.
    pub fn as_str(&self) -> Option<&'a str> {
        self.way.node.as_str()
    }

    /// Returns its truth, if it is a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.way.node.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Returns its number, if it is one.
    pub fn number(&self) -> Option<&'a Number> {
        match &self.way.node.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns its number, if it is one that is whole and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.number()?.as_i64()
    }

    /// Returns its number, if it is one that is whole and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.number()?.as_u64()
    }

    /// Returns its number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        self.number().map(Number::as_f64)
    }

    /// Returns the key under which it stands; `None` for the root and for items of arrays.
    pub fn name(&self) -> Option<&'a str> {
        match self.way.step {
            Step::Key(_, key) => Some(key),
            Step::Root(..) | Step::Index(..) => None,
        }
    }

    /// Returns its index in its array; `None` for the root and for values of objects.
    pub fn position(&self) -> Option<usize> {
        match self.way.step {
            Step::Index(_, index) => Some(index),
            Step::Root(..) | Step::Key(..) => None,
        }
    }

    /// Returns what it stands in; `None` for the root.
    pub fn parent(&self) -> Option<View<'a>> {
        match &self.way.step {
            Step::Root(..) => None,
            Step::Key(parent, _) | Step::Index(parent, _) => Some(View { way: Rc::clone(parent) }),
        }
    }

    /// Returns the text whose root it stands below; the node itself may come from another one.
    pub(super) fn source(&self) -> SourceId {
        self.start().0
    }

    /// Returns what dynamic anchors mean here, where that depends on what referred to it.
    pub fn scope(&self) -> Option<&Scope> {
        self.start().1
    }

    fn start(&self) -> (SourceId, Option<&Scope>) {
        let mut way = &self.way;
        loop {
            match &way.step {
                Step::Root(source, scope) => return (*source, scope.as_ref()),
                Step::Key(parent, _) | Step::Index(parent, _) => way = parent,
            }
        }
    }

    /// Returns the same node, reached in another way.
    pub(super) fn with_scope(&self, scope: Option<Scope>) -> Self {
        let mut steps = Vec::new();
        let mut way = &self.way;
        let source = loop {
            match &way.step {
                Step::Root(source, _) => break *source,
                Step::Key(parent, _) | Step::Index(parent, _) => {
                    steps.push(way);
                    way = parent;
                }
            }
        };
        let root = Self { way: Rc::new(Way { node: way.node, step: Step::Root(source, scope) }) };
        steps.into_iter().rev().fold(root, |view, way| match way.step {
            Step::Root(..) => view,
            Step::Key(_, key) => view.key(key, way.node),
            Step::Index(_, index) => view.index(index, way.node),
        })
    }

    /// Returns where the node came from: the text it was written in and its place there.
    pub fn origin(&self) -> Origin {
        let mut steps = Vec::new();
        let mut way = &self.way;
        let mut origin = loop {
            if let Some(origin) = &way.node.origin {
                break Origin::clone(origin);
            }
            match &way.step {
                Step::Root(source, _) => break Origin::root(*source),
                Step::Key(parent, _) | Step::Index(parent, _) => {
                    steps.push(&way.step);
                    way = parent;
                }
            }
        };
        for step in steps.into_iter().rev() {
            push(&mut origin.pointer, step);
        }
        origin
    }

    /// Returns where the child under a key came from, or where it would stand; for labels at the key.
    pub fn key_origin(&self, key: &str) -> Origin {
        self.value(key).map_or_else(|| self.origin().child(key), |child| child.origin())
    }

    /// Returns the JSON pointer of where it stands in the tree, whichever text it came from.
    pub fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut way = &self.way;
        while let Step::Key(parent, _) | Step::Index(parent, _) = &way.step {
            steps.push(&way.step);
            way = parent;
        }
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            push(&mut pointer, step);
        }
        pointer
    }

    /// Converts to JSON with everything below: numbers beyond 64 bits become strings.
    pub fn to_json(&self) -> serde_json::Value {
        self.way.node.to_json()
    }

    fn object(&self) -> Option<&'a Object> {
        self.way.node.as_object()
    }

    fn array(&self) -> Option<&'a [Node]> {
        match &self.way.node.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    fn key(&self, key: &'a str, node: &'a Node) -> Self {
        Self { way: Rc::new(Way { node, step: Step::Key(Rc::clone(&self.way), key) }) }
    }

    fn index(&self, index: usize, node: &'a Node) -> Self {
        Self { way: Rc::new(Way { node, step: Step::Index(Rc::clone(&self.way), index) }) }
    }
}

fn push(pointer: &mut String, step: &Step<'_>) {
    match step {
        Step::Root(..) => {}
        Step::Key(_, key) => crate::diagnostics::push_step(pointer, key),
        Step::Index(_, index) => crate::diagnostics::push_step(pointer, &index.to_string()),
    }
}

/// Shows the way and the kind: a whole subtree would hide them.
impl fmt::Debug for View<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "View({} at {})", self.kind(), self.origin())
    }
}
