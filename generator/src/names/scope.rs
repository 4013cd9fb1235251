//! A scope hands out each name once, in every case style at once.

use std::collections::HashSet;

use heck::ToUpperCamelCase;

use super::{reserved, words};
use crate::file_name;

/// A name that a scope has handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    words: Vec<String>,
}

impl Name {
    /// The name of a type or variant.
    #[must_use]
    pub fn pascal(&self) -> String {
        guarded(self.words.join("_").to_upper_camel_case())
    }

    /// The name of a function, field, argument or module.
    #[must_use]
    pub fn snake(&self) -> String {
        guarded(self.words.join("_").to_lowercase())
    }

    /// The name of its file, without the extension.
    #[must_use]
    pub fn file(&self) -> String {
        file_name::stem(&self.snake())
    }

    /// The name of the module and file of a type in another module, which may be called neither as that nor, in letters
    /// without case, as the type.
    #[must_use]
    pub fn module_in(&self, parent: &str) -> String {
        let name = self.file();
        if name == parent || name == self.pascal() { name + "_" } else { name }
    }

    /// The words of the name, from which a scope can claim it again.
    #[must_use]
    pub fn words(&self) -> String {
        self.words.join("_")
    }

    /// Says whether it has no letters but those of ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.words.iter().all(|word| word.is_ascii())
    }

    /// The name of a cargo feature.
    #[must_use]
    pub fn kebab(&self) -> String {
        self.words.join("-").to_lowercase()
    }
}

/// A word that Rust keeps for itself gets an underscore.
fn guarded(name: String) -> String {
    if reserved::is_keyword(&name) { name + "_" } else { name }
}

/// Names that must differ.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// Makes a scope in which some names are taken from the start.
    #[must_use]
    pub fn with_reserved(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| fold(name)).collect() }
    }

    /// Takes a name that another scope has handed out.
    pub fn reserve(&mut self, name: &Name) {
        self.taken.insert(fold(&name.words.concat()));
    }

    /// Claims a name made of some texts; where it is taken, with the first number that is free.
    pub fn claim<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Name {
        let mut words: Vec<String> = Vec::new();
        for text in texts {
            for word in words::split(text) {
                words.push(word);
            }
        }
        words = words::fit(words);
        if words.is_empty() {
            words = words::split("");
        }
        if self.taken.insert(fold(&words.concat())) {
            return Name { words };
        }
        let mut number = 2_u32;
        loop {
            let mut numbered = words.clone();
            numbered.push(number.to_string());
            if self.taken.insert(fold(&numbered.concat())) {
                return Name { words: numbered };
            }
            number += 1;
        }
    }
}

/// The name that a text wants; texts for which this is equal cannot both have it.
pub(super) fn wanted(text: &str) -> String {
    fold(&words::fit(words::split(text)).concat())
}

/// Makes names equal that differ in case and underscores only.
fn fold(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn names_differ_in_every_case_style() {
        let mut scope = Scope::with_reserved(&["Result"]);
        let names: Vec<_> =
            ["foo_bar", "fooBar", "FooBar", "result", "async", "Self"].map(|text| scope.claim([text])).into();
        let pascal: Vec<_> = names.iter().map(super::Name::pascal).collect();
        let snake: Vec<_> = names.iter().map(super::Name::snake).collect();
        assert_eq!(pascal, ["FooBar", "FooBar2", "FooBar3", "Result2", "Async", "Self_"]);
        assert_eq!(snake, ["foo_bar", "foo_bar_2", "foo_bar_3", "result_2", "async_", "self_"]);
    }
}
