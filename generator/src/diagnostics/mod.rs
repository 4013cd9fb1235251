//! Errors, warnings and notes about documents and overlays: the stages push them, and the caller renders them.
//!
//! This module depends on no stage and no document model. A place is named by its [`Origin`]; the text around it is read
//! through [`Texts`] only when a diagnostic is shown.

mod codes;
mod page;
mod render;

pub use codes::Code;
#[doc(hidden)]
pub use page::page;
pub use render::{Texts, render, render_all};

use std::collections::HashSet;
use std::fmt;

/// Names a text that was read: a document, a page that contains one, or an overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// Names the node that something was read from: the text, and the place in it as a JSON pointer (RFC 6901).
///
/// Line and column are found from the pointer when a diagnostic is shown, so that nodes need not store them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The text.
    pub source: SourceId,
    /// The node in it: empty for the whole document.
    pub pointer: String,
}

impl Origin {
    /// Names a whole text.
    pub fn root(source: SourceId) -> Self {
        Self { source, pointer: String::new() }
    }

    /// Names the child under a key or index.
    #[must_use]
    pub fn child(&self, step: &str) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + step.len() + 1);
        pointer.push_str(&self.pointer);
        push_step(&mut pointer, step);
        Self { source: self.source, pointer }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.pointer)
    }
}

/// Appends one key or index to a JSON pointer, escaped as RFC 6901 asks.
pub fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for character in step.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something is skipped: what the diagnostic's cost names, or everything if it has none.
    Error,
    /// Nothing is skipped, but the generated code may not be what the document means.
    Warning,
    /// Information that needs no action.
    Note,
}

/// The part of a text that a label points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The value of the node; for an object or array its key, since the whole block would be too long to mark.
    Value,
    /// The key of the node.
    Key,
    /// The first occurrence of a key that is written more than once.
    FirstKey,
    /// These bytes of the text, where the text could not be read and there is no node.
    Bytes(std::ops::Range<usize>),
    /// The text as a whole, shown by its name only.
    Whole,
}

/// A marked place, with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The node.
    pub origin: Origin,
    /// A few words, shown beside the marked text.
    pub text: String,
    /// Which part of it.
    pub place: Place,
}

/// One error, warning or note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its row in the table of codes, which also says the severity.
    pub code: Code,
    /// The problem in one line, lower case and without a full stop.
    pub message: String,
    /// The places, the main one first.
    pub labels: Vec<Label>,
    /// What the reader can do.
    pub help: Option<String>,
    /// What follows: what an error skips, or what is generated instead. An error without a cost stops the run.
    pub cost: Option<String>,
}

impl Diagnostic {
    /// Creates a diagnostic without a place. Its severity is that of the code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), labels: Vec::new(), help: None, cost: None }
    }

    /// Returns how serious it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Points at a node's value. The first place pointed at is the main one.
    #[must_use]
    pub fn at(self, origin: &Origin, text: impl Into<String>) -> Self {
        self.label(origin, Place::Value, text)
    }

    /// Points at a node's key.
    #[must_use]
    pub fn at_key(self, origin: &Origin, text: impl Into<String>) -> Self {
        self.label(origin, Place::Key, text)
    }

    /// Points at any part of a node.
    #[must_use]
    pub fn label(mut self, origin: &Origin, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { origin: origin.clone(), text: text.into(), place });
        self
    }

    /// Says what the reader can do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what follows from it. An error that says so skips only that, and does not stop the run.
    #[must_use]
    pub fn cost(mut self, text: impl Into<String>) -> Self {
        self.cost = Some(text.into());
        self
    }

    /// Turns the error of a reference into a warning: only what the reference describes is missing.
    #[must_use]
    pub fn spared(mut self, instead: impl Into<String>) -> Self {
        self.code = Code::BrokenReference;
        self.cost(instead)
    }

    /// Tells whether it stops the run.
    pub fn stops(&self) -> bool {
        self.severity() == Severity::Error && self.cost.is_none()
    }
}

/// Collects diagnostics in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// What was reported of which node: a component that a hundred operations refer to is reported once.
    said: HashSet<(Code, Option<Origin>, String)>,
}

impl Diagnostics {
    /// Starts empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic, unless an equal one was added for the same node.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let origin = diagnostic.labels.first().map(|label| label.origin.clone());
        if origin.is_none() || self.said.insert((diagnostic.code, origin, diagnostic.message.clone())) {
            self.found.push(diagnostic);
        }
    }

    /// Tells whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Tells whether any of them stops the run.
    pub fn stop(&self) -> bool {
        self.found.iter().any(Diagnostic::stops)
    }

    /// Iterates over them in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Counts them.
    pub fn len(&self) -> usize {
        self.found.len()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, more: T) {
        more.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}
