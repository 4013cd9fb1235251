//! Which operations are wanted: patterns and an operation in, yes or no out.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::View;

use super::fields::{spelled, spellings};

/// Says which operations are wanted; by default all are.
///
/// A pattern that starts with a slash is for paths, any other one for tags and `operationId`s. `*` stands for any text,
/// also for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The operations that are wanted, unless this is empty.
    pub include: Vec<String>,
    /// Those of them that are not.
    pub exclude: Vec<String>,
}

impl Selection {
    /// Says whether all operations are wanted.
    pub(super) fn is_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// Applies a selection, and remembers which patterns were of use.
pub(super) struct Selector<'s> {
    include: Vec<Pattern<'s>>,
    exclude: Vec<Pattern<'s>>,
}

struct Pattern<'s> {
    text: &'s str,
    used: bool,
}

impl<'s> Selector<'s> {
    pub(super) fn new(selection: &'s Selection) -> Self {
        let patterns = |texts: &'s [String]| texts.iter().map(|text| Pattern { text, used: false }).collect();
        Self { include: patterns(&selection.include), exclude: patterns(&selection.exclude) }
    }

    /// Says whether an operation is wanted. What cannot be read has no tags and no id.
    pub(super) fn wants(&mut self, path: &str, operation: Option<&View<'_>>) -> bool {
        self.selects(Some(path), operation)
    }

    /// Says whether a webhook is wanted, which has no path.
    pub(super) fn wants_webhook(&mut self, operation: &View<'_>) -> bool {
        self.selects(None, Some(operation))
    }

    fn selects(&mut self, path: Option<&str>, operation: Option<&View<'_>>) -> bool {
        let mut names: Vec<String> = Vec::new();
        if let Some(operation) = operation {
            names.extend(spelled(operation, "operationId"));
            names.extend(spellings(operation, "tags"));
        }
        let included = any(&mut self.include, path, &names) || self.include.is_empty();
        let excluded = any(&mut self.exclude, path, &names);
        included && !excluded
    }

    /// Refuses patterns that match nothing: what they were meant for would be missing, or be there, unnoticed.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) {
        for pattern in self.include.iter().chain(&self.exclude).filter(|pattern| !pattern.used) {
            diagnostics
                .push(Diagnostic::new(Code::Selection, format!("no operation matches `{}`", pattern.text)).help(
                "a pattern is a tag, an `operationId`, or a path with its leading slash; `*` matches any characters",
            ));
        }
    }
}

/// Says whether any pattern matches; all are tried, since each is to be of use.
fn any(patterns: &mut [Pattern<'_>], path: Option<&str>, names: &[String]) -> bool {
    let mut found = false;
    for pattern in patterns {
        let fits = if pattern.text.starts_with('/') {
            path.is_some_and(|path| matches(pattern.text, path))
        } else {
            names.iter().any(|name| matches(pattern.text, name))
        };
        pattern.used |= fits;
        found |= fits;
    }
    found
}

/// Matches the parts between the stars, each as early as it can be.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        let Some((_, after)) = text.split_once(part) else { return false };
        text = after;
    }
    text.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text) in [
            ("Pets", "Pets"),
            ("*", ""),
            ("/pets*", "/pets/{id}"),
            ("/*/{id}", "/pets/{id}"),
            ("a*b*c", "a-b-b-c"),
            ("a**c", "ac"),
            ("*{id}*", "/pets/{id}/toys"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("Pets", "pets"), ("/pets", "/pets/{id}"), ("a*a", "a"), ("a*b*c", "a-c"), ("", "a")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
