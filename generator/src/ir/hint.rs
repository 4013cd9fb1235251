//! Where the names of types come from.

use super::place::{escaped, shortened};

/// How many words a hint has at most.
const MOST_WORDS: usize = 64;

/// Where a name for a type comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The document names it, under `components`.
    Component(String),
    /// A file that the document refers to names it. The place says which file and what in it, since several may have the
    /// same name.
    File {
        /// The name.
        name: String,
        /// The place.
        place: String,
    },
    /// It stands inline.
    Inline {
        /// The words of a name, outermost first.
        words: Vec<String>,
        /// Where it stands, with no position in a list: the same wherever the document moves it in its lists.
        place: String,
    },
}

impl Hint {
    /// The hint of something that stands inline; its place is found when its schema is.
    #[must_use]
    pub fn inline(words: Vec<String>) -> Self {
        let place = words.iter().map(|word| escaped(word)).collect::<Vec<_>>().join("/");
        Self::Inline { words, place }
    }

    /// The texts that a name is made of, outermost first.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Component(name) | Self::File { name, .. } => vec![name],
            Self::Inline { words, .. } => words.iter().map(String::as_str).collect(),
        }
    }

    /// Names the place, for as long as the document keeps it.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::File { place, .. } | Self::Inline { place, .. } => place.clone(),
            Self::Component(name) => escaped(name),
        }
    }

    /// The same under another place. A component has no place but its name, so that it is called as one of a file is.
    #[must_use]
    pub fn moved(self, place: String) -> Self {
        match self {
            Self::Component(name) | Self::File { name, .. } => Self::File { name, place },
            Self::Inline { words, .. } => Self::Inline { words, place },
        }
    }

    /// Tells whether the document itself gives the name.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        !matches!(self, Self::Inline { .. })
    }

    /// The hint of something that stands inline in what this hint names, under a key of this name.
    #[must_use]
    pub fn inside(&self, word: &str) -> Self {
        self.at(word, &escaped(word))
    }

    /// The hint of something that stands inline in what this hint names: the word for its name, and the step that leads
    /// to its place.
    #[must_use]
    pub fn at(&self, word: &str, step: &str) -> Self {
        let mut words = match self {
            Self::Component(name) | Self::File { name, .. } => vec![name.clone()],
            Self::Inline { words, .. } => words.clone(),
        };
        // A schema that is nested very deeply gets a shorter path, or thousands of levels would have millions of words.
        if words.len() >= MOST_WORDS {
            words.remove(MOST_WORDS / 2);
        }
        words.push(word.to_owned());
        let place = shortened(format!("{}/{step}", self.key()));
        Self::Inline { words, place }
    }
}
