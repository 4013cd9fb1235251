//! Where each node of a text stands. The events of a text in; places for diagnostics out.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;

use crate::diagnostics::Place;

use super::events::{Fault, Key, Receiver, Scalar};
use super::tree::unescape;

/// Deeper texts are not marked; they are refused anyway.
const DEPTH: usize = 10_000;
/// How many aliases one step may pass.
const ALIASES: usize = 100;

/// The places of all nodes of one text. A text has many, and each takes little.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In the order of the text; the first one is the root.
    nodes: Vec<Mark>,
    /// The keys that are not read as they are written, because of escapes, by the number of their node.
    names: BTreeMap<usize, Box<str>>,
}

#[derive(Debug)]
struct Mark {
    value: Range<u32>,
    /// Empty where the node has no key.
    key: Range<u32>,
    first_child: Option<Number>,
    next: Option<Number>,
    /// The node that it repeats, if it is an alias.
    repeats: Option<Number>,
    container: bool,
    keyed: bool,
}

/// The place of a node among the nodes; no node leads to the root, which has number 0.
type Number = NonZero<u32>;

impl Marks {
    /// Finds the bytes of a node's value or key; of a node that is not in the text those of what it would stand in.
    /// `text` is the one that was marked.
    pub(super) fn span(&self, text: &str, pointer: &str, place: &Place) -> Option<Range<usize>> {
        let mut mark = self.nodes.first()?;
        let mut missing = false;
        let mut steps = pointer.split('/').skip(1).peekable();
        while let Some(step) = steps.next() {
            // Only the key itself is asked for where it stands first: what it stands in is what counts, as for any place.
            let first = place == &Place::FirstKey && steps.peek().is_none();
            let Some(child) = self.child(text, mark, &unescape(step), first) else {
                missing = true;
                break;
            };
            mark = child;
        }
        let span = match place {
            Place::Key | Place::FirstKey if mark.keyed => &mark.key,
            // A whole block is too long to mark, and an empty value has no bytes.
            Place::Value if mark.keyed && (mark.container || missing || mark.value.is_empty()) => &mark.key,
            _ => &mark.value,
        };
        Some(wide(span))
    }

    fn child(&self, text: &str, parent: &Mark, step: &str, first: bool) -> Option<&Mark> {
        let mut parent = parent;
        for _ in 0..ALIASES {
            let Some(repeated) = parent.repeats else { break };
            parent = self.nodes.get(index(repeated))?;
        }
        let mut found = None;
        let mut position = 0_usize;
        let mut next = parent.first_child.map(index);
        while let Some((number, child)) = next.and_then(|number| Some((number, self.nodes.get(number)?))) {
            let fits = if child.keyed {
                let name = self.names.get(&number).map(|name| &**name);
                name.or_else(|| as_written(text, &wide(&child.key))) == Some(step)
            } else {
                step.parse() == Ok(position)
            };
            if fits {
                found = Some(child);
                // Of a key written twice the last one counts, and that one is meant unless the first is asked for.
                if first {
                    break;
                }
            }
            position += 1;
            next = child.next.map(index);
        }
        found
    }
}

/// Returns a key without the quotes around it.
fn as_written<'t>(text: &'t str, at: &Range<usize>) -> Option<&'t str> {
    let key = text.get(at.clone())?;
    let quoted = |quote| key.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('\'')).or(Some(key))
}

fn index(number: Number) -> usize {
    usize::try_from(number.get()).unwrap_or(usize::MAX)
}

fn number(index: usize) -> Option<Number> {
    Number::new(u32::try_from(index).ok()?)
}

/// Positions beyond 4 GB are not marked right, which costs a label and nothing else.
fn narrow(at: &Range<usize>) -> Range<u32> {
    let narrow = |position| u32::try_from(position).unwrap_or(u32::MAX);
    narrow(at.start)..narrow(at.end)
}

fn wide(at: &Range<u32>) -> Range<usize> {
    let wide = |position| usize::try_from(position).unwrap_or(usize::MAX);
    wide(at.start)..wide(at.end)
}

/// Marks the nodes of a text while it is read.
pub(super) struct Marker<'t> {
    text: &'t str,
    marks: Marks,
    /// The nodes that aliases repeat, by the number of their anchor.
    anchors: Vec<Option<Number>>,
    open: Vec<Open>,
    key: Option<(Range<u32>, Option<Box<str>>)>,
}

struct Open {
    node: usize,
    last_child: Option<usize>,
}

impl<'t> Marker<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, marks: Marks::default(), anchors: Vec::new(), open: Vec::new(), key: None }
    }

    /// Returns the marks of what was read.
    pub(super) fn finish(self) -> Marks {
        self.marks
    }

    /// Adds a node behind its elder sibling.
    fn add(&mut self, at: &Range<usize>, container: bool, anchor: usize, repeats: Option<Number>) -> usize {
        let (keyed, key) = (self.key.is_some(), self.key.take());
        let (key, name) = key.unwrap_or((0..0, None));
        let nodes = &mut self.marks.nodes;
        let node = nodes.len();
        nodes.push(Mark { value: narrow(at), key, first_child: None, next: None, repeats, container, keyed });
        if let Some(name) = name {
            self.marks.names.insert(node, name);
        }
        if let Some(open) = self.open.last_mut() {
            match open.last_child.replace(node) {
                Some(elder) => {
                    if let Some(elder) = nodes.get_mut(elder) {
                        elder.next = number(node);
                    }
                }
                None => {
                    if let Some(parent) = nodes.get_mut(open.node) {
                        parent.first_child = number(node);
                    }
                }
            }
        }
        if anchor != 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            if let Some(slot) = self.anchors.get_mut(anchor) {
                *slot = number(node);
            }
        }
        node
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

impl Receiver for Marker<'_> {
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
        let as_written = as_written(self.text, &at) == Some(name);
        self.key = Some((narrow(&at), (!as_written).then(|| name.into())));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{json, yaml};

    #[test]
    fn finds_keys_however_they_are_written() {
        let yaml = "plain: 1\n'it''s': 2\n\"double\": 3\n\"\\u0061b\": [4, {x: 5}]\n";
        let mut marker = Marker::new(yaml);
        assert!(yaml::read(yaml, &mut marker).is_ok());
        let marks = marker.finish();
        let at = |pointer| marks.span(yaml, pointer, &Place::Value).and_then(|span| yaml.get(span));
        assert_eq!(at("/plain"), Some("1"));
        assert_eq!(at("/it's"), Some("2"));
        assert_eq!(at("/double"), Some("3"));
        assert_eq!(at("/ab/1/x"), Some("5"));
        // What is not there is shown by the key of what it would stand in.
        assert_eq!(at("/ab/7"), Some("\"\\u0061b\""));
        assert_eq!(marks.names.len(), 2, "only escapes need a copy of the key");

        let json = r#"{"a": 1, "\"b\"": 2}"#;
        let mut marker = Marker::new(json);
        assert!(json::read(json, &mut marker).is_ok());
        let marks = marker.finish();
        let at = |pointer| marks.span(json, pointer, &Place::Value).and_then(|span| json.get(span));
        assert_eq!([at("/a"), at("/\"b\"")], [Some("1"), Some("2")]);
    }

    #[test]
    fn finds_the_first_of_equal_keys_in_the_object_that_counts() {
        let json = r#"{"a": {"x": 1}, "a": {"x": 2, "x": 3, "y": 4}}"#;
        let mut marker = Marker::new(json);
        assert!(json::read(json, &mut marker).is_ok());
        let marks = marker.finish();
        let at = |pointer, place| marks.span(json, pointer, &place).map(|span| span.start);
        let nth = |key, count| json.match_indices(key).nth(count).map(|(start, _)| start);
        assert_eq!(at("/a", Place::FirstKey), nth("\"a\"", 0));
        assert_eq!(at("/a", Place::Key), nth("\"a\"", 1));
        assert_eq!(at("/a/x", Place::FirstKey), nth("\"x\"", 1));
        assert_eq!(at("/a/x", Place::Key), nth("\"x\"", 2));
        assert_eq!(at("/a/y", Place::FirstKey), nth("\"y\"", 0));
    }
}
