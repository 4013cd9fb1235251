//! What is said of something, in a line.

use std::fmt::Display;

use signet::ir::Value;

/// How many characters of a text are shown.
const SHOWN: usize = 64;

/// The facts of something, in order; what is usual or absent is left out.
#[derive(Default)]
pub(super) struct Facts(Vec<String>);

impl Facts {
    /// Adds a word where something holds.
    pub(super) fn flag(mut self, holds: bool, word: &str) -> Self {
        self.0.extend(holds.then(|| word.to_owned()));
        self
    }

    /// Adds a value with a word before it.
    pub(super) fn value(mut self, word: &str, value: Option<impl Display>) -> Self {
        self.0.extend(value.map(|value| format!("{word} {value}")));
        self
    }

    /// Adds a string with a word before it.
    pub(super) fn text(self, word: &str, text: Option<&String>) -> Self {
        self.value(word, text.map(|text| short(text)))
    }

    /// Adds a value of the document with a word before it.
    pub(super) fn json(self, word: &str, value: Option<&Value>) -> Self {
        self.value(word, value.map(json))
    }

    /// Adds a description.
    pub(super) fn docs(mut self, text: Option<&String>) -> Self {
        self.0.extend(text.map(|text| short(text)));
        self
    }

    /// Adds a fact as it is.
    pub(super) fn fact(mut self, text: impl Into<String>) -> Self {
        self.0.push(text.into());
        self
    }

    /// The facts in a line.
    pub(super) fn joined(&self) -> String {
        self.0.join(", ")
    }

    /// The facts in a line, behind what they are about.
    pub(super) fn after(&self, subject: &str) -> String {
        if self.0.is_empty() { subject.to_owned() } else { format!("{subject}, {}", self.joined()) }
    }

    /// The facts in parentheses, behind what they are about.
    pub(super) fn inside(&self, subject: &str) -> String {
        if self.0.is_empty() { subject.to_owned() } else { format!("{subject}({})", self.joined()) }
    }
}

/// Writes a string as a literal, or its beginning and how many characters it has.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…{}", text.get(..end).unwrap_or_default(), text.chars().count()),
        None => format!("{text:?}"),
    }
}

/// Writes a value of the document: the JSON text that it is, or its beginning and how many characters it has.
pub(super) fn json(Value(text): &Value) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…{}", text.get(..end).unwrap_or_default(), text.chars().count()),
        None => text.clone(),
    }
}

/// Writes a name: as a literal, unless it is a plain word.
pub(super) fn name(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./~<>[]{}|&".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { format!("{text:?}") }
}

/// Writes names one after another.
pub(super) fn list(names: &[String]) -> String {
    names.iter().map(|text| name(text)).collect::<Vec<_>>().join(" | ")
}
