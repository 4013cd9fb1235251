//! Targets: a JSONPath goes in, the places in the tree that it matches come out.
//!
//! Most targets name one place. Those are looked up in the tree; only a real query needs a copy of it in JSON.

use serde_json_path::{JsonPath, PathElement};

use super::super::nearest::nearest;
use super::super::tree::Tree;
use super::super::view::View;

/// Longer targets are a mistake; the parser of JSONPath recurses.
const LONGEST: usize = 2_000;

/// One step of a place: ordered as an array is, so that places can be gone through from the back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// An item of an array.
    Index(usize),
    /// A value of an object.
    Key(String),
}

/// A parsed target.
pub(super) struct Target<'t> {
    path: JsonPath,
    /// The parts of the text after `$`: `.paths`, `['/pets']`, `..x`.
    segments: Vec<&'t str>,
    text: &'t str,
}

impl<'t> Target<'t> {
    /// Reads a JSONPath; the error says what is wrong with it.
    pub(super) fn parse(text: &'t str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err("the JSONPath is too long".to_owned());
        }
        let path = JsonPath::parse(text).map_err(|error| error.to_string())?;
        Ok(Self { path, segments: segments(text), text })
    }

    /// Finds the places that it matches, each once.
    pub(super) fn find(&self, tree: &Tree, shadow: &mut Option<serde_json::Value>) -> Vec<Vec<Step>> {
        match self.plain(self.segments.len()) {
            Some(steps) => walk(tree, &steps).map(|_| steps).into_iter().collect(),
            None => query(&self.path, tree, shadow),
        }
    }

    /// Says in a few words which part of it matches nothing.
    pub(super) fn missing(&self, tree: &Tree, shadow: &mut Option<serde_json::Value>) -> String {
        let (length, _) = self.longest(tree, shadow);
        let found = self.prefix(length);
        let next = self.segments.get(length).copied().unwrap_or_default();
        format!("`{found}` exists, but `{next}` matches nothing in it")
    }

    /// Lists the keys that are there instead.
    pub(super) fn suggestion(&self, tree: &Tree, shadow: &mut Option<serde_json::Value>) -> Option<String> {
        let (length, places) = self.longest(tree, shadow);
        let wanted = self.segments.get(length)?.trim_matches(|character| "[].'\"".contains(character));
        let views: Vec<View<'_>> = places.iter().filter_map(|place| walk(tree, place)).collect();
        let names = nearest(wanted, views.iter().flat_map(View::entries).map(|(key, _)| key))?;
        Some(format!("did you mean {names}?"))
    }

    /// Finds the longest part of it that matches something; the root always does.
    fn longest(&self, tree: &Tree, shadow: &mut Option<serde_json::Value>) -> (usize, Vec<Vec<Step>>) {
        for length in (1..self.segments.len()).rev() {
            let places = match self.plain(length) {
                Some(steps) => walk(tree, &steps).map(|_| steps).into_iter().collect(),
                None => match JsonPath::parse(&self.prefix(length)) {
                    Ok(path) => query(&path, tree, shadow),
                    Err(_) => Vec::new(),
                },
            };
            if !places.is_empty() {
                return (length, places);
            }
        }
        (0, vec![Vec::new()])
    }

    fn prefix(&self, length: usize) -> String {
        let kept: usize = self.segments.iter().take(length).map(|segment| segment.len()).sum();
        self.text.get(..=kept).unwrap_or("$").to_owned()
    }

    /// Reads its first parts as names and indices, if they are no more than that.
    fn plain(&self, length: usize) -> Option<Vec<Step>> {
        self.segments.iter().take(length).map(|segment| plain(segment)).collect()
    }
}

/// Reads `.name`, `['name']`, `["name"]` or `[0]`.
fn plain(segment: &str) -> Option<Step> {
    let name = |text: &str| text.chars().all(|character| character.is_alphanumeric() || character == '_');
    if let Some(rest) = segment.strip_prefix('.') {
        return (!rest.is_empty() && name(rest)).then(|| Step::Key(rest.to_owned()));
    }
    let inner = segment.strip_prefix('[')?.strip_suffix(']')?.trim();
    for quote in ['\'', '"'] {
        if let Some(text) = inner.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            // An escape or another quote (`['a','b']`) is left to the real parser.
            return (!text.contains(['\\', quote])).then(|| Step::Key(text.to_owned()));
        }
    }
    // A plain index, not `-1` or `1:2`.
    (inner.bytes().all(|byte| byte.is_ascii_digit())).then(|| inner.parse().ok().map(Step::Index))?
}

/// Splits a well-formed path after `$` into its parts.
fn segments(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut brackets = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    let mut before = '$';
    for (position, character) in text.char_indices().skip(1) {
        match (quote, character) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '[') => {
                // `..[` is one part.
                if brackets == 0 && before != '.' {
                    cuts.push(position);
                }
                brackets += 1;
            }
            (None, ']') => brackets = brackets.saturating_sub(1),
            (None, '.') if brackets == 0 && before != '.' => cuts.push(position),
            _ => {}
        }
        before = character;
    }
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    cuts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end)).collect()
}

fn query(path: &JsonPath, tree: &Tree, shadow: &mut Option<serde_json::Value>) -> Vec<Vec<Step>> {
    let shadow = shadow.get_or_insert_with(|| tree.root().to_json());
    let mut places: Vec<Vec<Step>> = path
        .query_located(shadow)
        .locations()
        .map(|location| {
            location
                .iter()
                .map(|element| match element {
                    PathElement::Name(name) => Step::Key((*name).to_owned()),
                    PathElement::Index(index) => Step::Index(*index),
                })
                .collect()
        })
        .collect();
    places.sort();
    places.dedup();
    places
}

/// Finds the node at a place.
pub(super) fn walk<'a>(tree: &'a Tree, place: &[Step]) -> Option<View<'a>> {
    place.iter().try_fold(tree.root(), |view, step| match step {
        Step::Key(key) => view.value(key),
        Step::Index(index) => view.item(*index),
    })
}

#[cfg(test)]
mod tests {
    use super::{Step, plain, segments};

    #[test]
    fn splits_paths_into_parts() {
        assert_eq!(segments("$"), Vec::<&str>::new());
        assert_eq!(
            segments("$.paths['/a.b[]'].get..schema[?@.type == 'x']..[0].*"),
            [".paths", "['/a.b[]']", ".get", "..schema", "[?@.type == 'x']", "..[0]", ".*"]
        );
    }

    #[test]
    fn knows_parts_that_name_one_place() {
        assert_eq!(plain(".paths"), Some(Step::Key("paths".to_owned())));
        assert_eq!(plain("[ '/a' ]"), Some(Step::Key("/a".to_owned())));
        assert_eq!(plain("[12]"), Some(Step::Index(12)));
        for query in ["..paths", ".*", "['a','b']", "[-1]", "[0:1]", "[?@.a]", "[*]", "['a\\'b']", "[]"] {
            assert_eq!(plain(query), None, "{query}");
        }
    }
}
