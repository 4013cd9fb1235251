//! Places of schemas: a view goes in, the way to it comes out, with names where the document has positions.
//!
//! A place stays the same when the document sorts its lists in another way, or adds to them.

use crate::ir::{ADDITIONAL, ITEMS, PART, SUBSCHEMA, escaped, shortened};
use crate::openapi::{METHODS, SchemaList, parameter_key};
use crate::source::View;

use super::Lowering;

/// Where a schema stands.
pub(super) struct Place {
    /// The way to it.
    pub(super) key: String,
    /// The words of a name, where it stands in a component.
    pub(super) words: Option<Vec<String>>,
}

impl<'a> Lowering<'a, '_> {
    /// Finds the place of a schema.
    pub(super) fn place(&mut self, view: &View<'a>) -> Place {
        let mut way = vec![view.clone()];
        while let Some(parent) = way.last().and_then(View::parent) {
            way.push(parent);
        }
        way.reverse();
        let mut way = way.into_iter();
        let root = way.next();
        let file = root.and_then(|root| self.tree.file_name(root.origin().source)).map(|file| format!("{file}#"));
        let mut walk = Walk { in_schema: file.is_some(), key: file.unwrap_or_default(), words: None };
        let steps: Vec<View<'a>> = way.collect();
        let start = if walk.in_schema { 0 } else { walk.start(&steps) };
        let mut rest = steps.get(start..).unwrap_or_default().iter();
        while let Some(step) = rest.next() {
            let name = step.name();
            match name {
                Some("properties" | "patternProperties") if walk.in_schema => {
                    if let Some(name) = rest.next().and_then(View::name) {
                        walk.push(&escaped(name), name);
                    }
                }
                Some("items") if walk.in_schema => walk.push(ITEMS, "item"),
                Some("additionalProperties") if walk.in_schema => walk.push(ADDITIONAL, "value"),
                Some("allOf") if walk.in_schema => {
                    rest.next();
                    // What the parts become together stands where `allOf` does; one of them alone is another type.
                    if rest.len() == 0 {
                        walk.push(PART, "part");
                    }
                }
                Some("oneOf" | "anyOf") if walk.in_schema => {
                    let position = rest.next().and_then(View::position);
                    if let Some(called) = position.and_then(|position| {
                        self.subschemas(&SchemaList::new(step.clone(), self.dialect)).get(position).cloned()
                    }) {
                        walk.push(&format!("{SUBSCHEMA}{}", escaped(&called.key)), &called.word);
                    }
                }
                Some("parameters") => {
                    walk.push("parameters", "");
                    let Some(parameter) = rest.next() else { break };
                    let name = parameter.name().map_or_else(|| parameter_key(parameter), str::to_owned);
                    walk.push(&escaped(&name), "");
                }
                Some(name) => {
                    walk.push(&escaped(name), name);
                    walk.in_schema |= ["schema", "itemSchema"].contains(&name);
                }
                None => walk.push(&step.position().unwrap_or_default().to_string(), "item"),
            }
        }
        Place { key: shortened(walk.key), words: walk.words }
    }
}

struct Walk {
    in_schema: bool,
    key: String,
    words: Option<Vec<String>>,
}

impl Walk {
    /// Takes the first steps of a document, and says how many these are.
    fn start(&mut self, steps: &[View<'_>]) -> usize {
        let names: Vec<&str> = steps.iter().map_while(View::name).collect();
        match names.as_slice() {
            ["components", "schemas", name, ..] => {
                self.key = escaped(name);
                self.words = Some(vec![(*name).to_owned()]);
                self.in_schema = true;
                3
            }
            ["components", kind, name, ..] => {
                self.key = format!("/components/{}/{}", escaped(kind), escaped(name));
                self.words = Some(vec![(*name).to_owned()]);
                3
            }
            ["paths", path, method, ..] if METHODS.contains(method) => {
                self.key = format!("{} {path} ", method.to_uppercase());
                3
            }
            ["paths", path, "additionalOperations", method, ..] => {
                self.key = format!("{method} {path} ");
                4
            }
            ["paths", path, ..] => {
                self.key = format!("{path} ");
                2
            }
            _ => 0,
        }
    }

    fn push(&mut self, step: &str, word: &str) {
        self.key.push('/');
        self.key.push_str(step);
        if self.in_schema
            && let Some(words) = &mut self.words
        {
            words.push(word.to_owned());
        }
    }
}
