//! The events that the readers of YAML and JSON send to a receiver: the same ones in the same order.
//!
//! One receiver builds the tree, another one the marks for diagnostics, so that both see a text in exactly the same way.

use std::ops::Range;

use crate::diagnostics::Code;

/// Takes the events of one text, in order. Its first error stops the reader.
pub(super) trait Receiver {
    /// Whether it looks at the spans. A reader need not compute them for one that does not.
    const SPANS: bool;

    /// An object begins. `anchor` is the number under which an alias may repeat it, 0 for none.
    fn object(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault>;
    /// An array begins.
    fn array(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault>;
    /// The innermost object or array ends.
    fn end(&mut self) -> Result<(), Fault>;
    /// A key of the innermost object; its value follows.
    fn key(&mut self, key: Key<'_>, at: Range<usize>) -> Result<(), Fault>;
    /// A value that is neither object nor array.
    fn scalar(&mut self, scalar: Scalar<'_>, anchor: usize, at: Range<usize>) -> Result<(), Fault>;
    /// A value that repeats an earlier one.
    fn alias(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault>;
}

/// A key as it is written: `200`, `on` and `+1` are texts here.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key<'t> {
    /// An ordinary key
    Text(&'t str),
    /// YAML's `<<`: the entries of its value belong to the object
    Merge,
}

/// A value that is neither object nor array.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar<'t> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// The literal of a number
    Number(&'t str),
    /// A text
    Text(&'t str),
}

/// Why a text could not be read.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Its row in the table of diagnostics.
    pub(super) code: Code,
    /// One sentence.
    pub(super) message: String,
    /// A few words for the place.
    pub(super) label: String,
    /// What the reader can do.
    pub(super) help: Option<String>,
    /// The place.
    pub(super) at: Range<usize>,
}

impl Fault {
    pub(super) fn new(code: Code, message: impl Into<String>, label: impl Into<String>, at: Range<usize>) -> Self {
        Self { code, message: message.into(), label: label.into(), help: None, at }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Hands each event to two receivers.
pub(super) struct Both<A, B>(pub(super) A, pub(super) B);

impl<A: Receiver, B: Receiver> Receiver for Both<A, B> {
    const SPANS: bool = A::SPANS || B::SPANS;

    fn object(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.0.object(anchor, at.clone())?;
        self.1.object(anchor, at)
    }

    fn array(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.0.array(anchor, at.clone())?;
        self.1.array(anchor, at)
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.0.end()?;
        self.1.end()
    }

    fn key(&mut self, key: Key<'_>, at: Range<usize>) -> Result<(), Fault> {
        self.0.key(key, at.clone())?;
        self.1.key(key, at)
    }

    fn scalar(&mut self, scalar: Scalar<'_>, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.0.scalar(scalar, anchor, at.clone())?;
        self.1.scalar(scalar, anchor, at)
    }

    fn alias(&mut self, anchor: usize, at: Range<usize>) -> Result<(), Fault> {
        self.0.alias(anchor, at.clone())?;
        self.1.alias(anchor, at)
    }
}
