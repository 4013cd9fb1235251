//! What the stages say about their input: every stage pushes diagnostics in, whoever called them renders them.
//!
//! A leaf: it knows no stage and no document model. Places are named by [`Origin`], and texts come in through [`Texts`]
//! only when something is shown.

mod codes;
mod render;

pub use codes::Code;
pub use render::{Texts, render, render_all};

use std::collections::HashSet;
use std::fmt;

/// Names a text that was read: a document, a page with one inside, an overlay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// Names the node that something was made from: which text, and where in it by RFC 6901 JSON pointer.
///
/// No line and column: they are found from the pointer when a diagnostic is shown, which spares every node a position.
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

/// Says how bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something that was asked for is not made: what its cost says, or, without one, anything.
    Error,
    /// Everything is made, though perhaps not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// Says which part of a text a label points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The value of the node; of an object or array its key, since a whole block says nothing.
    Value,
    /// The key of the node.
    Key,
    /// The key where it stands the first time, for a key that is written more than once.
    FirstKey,
    /// These bytes of the text: for what could not be read, so that there is no node to name.
    Bytes(std::ops::Range<usize>),
    /// The text as a whole, shown by its name only: for a file that cannot be read, or what is missing from it.
    Whole,
}

/// Points at one place and says what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The node.
    pub origin: Origin,
    /// A few words, shown beside the marked text.
    pub text: String,
    /// Which part of it.
    pub place: Place,
}

/// One finding: what, where, what to do about it, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its row in the table of codes.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The places, the main one first.
    pub labels: Vec<Label>,
    /// What the reader can do.
    pub help: Option<String>,
    /// What is skipped because of it, while the rest is made. An error without a cost stops the run.
    pub cost: Option<String>,
}

impl Diagnostic {
    /// Starts an error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// Starts a warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    /// Starts a note.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message.into())
    }

    fn new(code: Code, severity: Severity, message: String) -> Self {
        Self { code, severity, message, labels: Vec::new(), help: None, cost: None }
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

    /// Says what is skipped because of it, so that an error does not stop the run.
    #[must_use]
    pub fn cost(mut self, text: impl Into<String>) -> Self {
        self.cost = Some(text.into());
        self
    }

    /// Turns it into a warning: all is made, though not as the document says.
    #[must_use]
    pub fn spared(mut self, instead: impl Into<String>) -> Self {
        self.severity = Severity::Warning;
        self.cost(instead)
    }

    /// Tells whether nothing is made because of it.
    pub fn stops(&self) -> bool {
        self.severity == Severity::Error && self.cost.is_none()
    }
}

/// Collects diagnostics in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// What was said of which node: a component that a hundred operations refer to is not complained of a hundred times.
    said: HashSet<(Code, Option<Origin>, String)>,
}

impl Diagnostics {
    /// Starts empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, unless the same was said of the same node before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let origin = diagnostic.labels.first().map(|label| label.origin.clone());
        if origin.is_none() || self.said.insert((diagnostic.code, origin, diagnostic.message.clone())) {
            self.found.push(diagnostic);
        }
    }

    /// Tells whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Tells whether any of them leaves nothing to make.
    pub fn stop(&self) -> bool {
        self.found.iter().any(Diagnostic::stops)
    }

    /// Goes through them in order.
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
