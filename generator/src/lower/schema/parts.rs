//! `allOf`: schemas go in, the ones that hold together come out, none of which has to be looked into for others.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::beside_reference;
use crate::source::{Node, View};

use super::{ANY, Lowering, types};

/// Keywords that say what is on the wire; a schema without any of them only describes.
const STRUCTURE: [&str; 9] =
    ["type", "properties", "required", "additionalProperties", "items", "enum", "oneOf", "anyOf", "format"];

/// Keywords that are for people, and often stand beside a `$ref` of which OpenAPI 3.0 asks that it stand alone.
const WORDS: [&str; 6] = ["title", "description", "summary", "example", "examples", "externalDocs"];

/// Schemas that hold at once.
pub(in crate::lower) struct Parts<'a> {
    /// The schemas: what others are built on comes first, in the document's order, each once.
    pub(in crate::lower) all: Vec<View<'a>>,
    /// Every schema that was passed on the way, so that a schema that leads back to one of them is known.
    passed: Vec<*const Node>,
    /// Whether something that holds too could not be found or is no schema, which is reported.
    pub(super) are_incomplete: bool,
}

impl<'a> Parts<'a> {
    /// The parts that say something of what is on the wire.
    pub(super) fn structural(&self) -> impl Iterator<Item = &View<'a>> {
        self.all.iter().filter(|part| has_structure(part))
    }

    /// Says whether a schema was passed on the way.
    pub(super) fn have_passed(&self, target: &View<'a>) -> bool {
        self.passed.contains(&std::ptr::from_ref(target.node()))
    }

    /// The types that the parts declare, and where.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&'a str, View<'a>)> {
        self.all.iter().filter_map(|part| Some((types::declared(part)?, part.get("type")?)))
    }

    /// Says whether a part declares a number where another one asks for an integer, which is the narrower type.
    pub(super) fn is_wider(&self, part: &View<'a>) -> bool {
        let is_number = part.get("type").and_then(|ty| ty.as_str()) == Some("number") && part.get("enum").is_none();
        is_number && self.declared().any(|(ty, _)| ty == "integer")
    }

    /// Two types that the parts declare and that have no value in common; a whole number may be asked of a number.
    pub(super) fn contradiction(&self) -> Option<[(&'a str, View<'a>); 2]> {
        let number = |ty: &str| ["integer", "number"].contains(&ty);
        let first = self.declared().next()?;
        let other = self.declared().find(|(other, _)| *other != first.0 && !(number(other) && number(first.0)))?;
        Some([first, other])
    }
}

impl<'a> Lowering<'a, '_> {
    /// Takes schemas apart into what holds at once.
    pub(in crate::lower) fn parts(&mut self, views: &[View<'a>]) -> Parts<'a> {
        let mut parts = Parts { all: Vec::new(), passed: Vec::new(), are_incomplete: false };
        // A stack of its own: a document may nest deeper than a thread's stack allows.
        let mut open: Vec<(View<'a>, bool)> = views.iter().rev().map(|view| (view.clone(), false)).collect();
        while let Some((view, done)) = open.pop() {
            if done {
                parts.all.push(view);
                continue;
            }
            let Some(view) = self.followed(&view) else {
                parts.are_incomplete = true;
                continue;
            };
            if !view.is_object() {
                self.not_a_schema(&view);
                parts.are_incomplete = true;
                continue;
            }
            let node: *const Node = view.node();
            if parts.passed.contains(&node) {
                continue;
            }
            parts.passed.push(node);
            self.keywords(&view);
            open.push((view.clone(), true));
            if let Some(of) = view.get("allOf") {
                let inner: Vec<_> = of.items().map(|part| (part, false)).collect();
                open.extend(inner.into_iter().rev());
            }
        }
        parts
    }

    /// Follows a reference, and reports one that leads nowhere.
    pub(in crate::lower) fn followed(&mut self, view: &View<'a>) -> Option<View<'a>> {
        beside_reference(view, |keyword: &str| !WORDS.contains(&keyword), self.diagnostics);
        match self.tree.follow(view) {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic.spared("values of this schema are kept as any JSON"));
                None
            }
        }
    }

    /// Checks that some value can fit all parts: their types are the same, or a whole number is asked of a number.
    pub(super) fn agree(&mut self, parts: &Parts<'a>) -> bool {
        self.lists_agree(parts);
        let Some([(first, place), (other, other_place)]) = parts.contradiction() else { return true };
        self.diagnostics.push(
            Diagnostic::warning(Code::Contradiction, "no value fits all parts of an `allOf`")
                .at(&other_place.origin(), format!("this part is of type `{other}`"))
                .at(&place.origin(), format!("this one is of type `{first}`"))
                .help(ANY),
        );
        false
    }

    /// Reports lists of values that have none in common. Unknown values are kept, so that nothing has to be left out.
    fn lists_agree(&mut self, parts: &Parts<'a>) {
        let mut lists = parts.all.iter().filter_map(|part| part.get("enum"));
        let Some(first) = lists.next() else { return };
        let known: Vec<_> = first.items().map(|value| value.to_json()).collect();
        for other in lists.filter(|other| !other.items().any(|value| known.contains(&value.to_json()))) {
            self.diagnostics.push(
                Diagnostic::warning(Code::Contradiction, "no value is in both lists of this `allOf`")
                    .at(&other.origin(), "this list")
                    .at(&first.origin(), "has none of these values")
                    .help("the shorter list is taken, and values outside of it are kept"),
            );
        }
    }
}

/// Says whether a schema says something of what is on the wire.
pub(super) fn has_structure(view: &View<'_>) -> bool {
    view.get("$ref").is_some() || STRUCTURE.iter().any(|keyword| view.get(keyword).is_some())
}

/// The one reference of an `allOf` beside which only words stand: the schema is another name for what it leads to.
pub(super) fn alias<'a>(view: &View<'a>) -> Option<View<'a>> {
    let of = view.get("allOf").filter(|of| of.len() == 1)?;
    let only = of.item(0).filter(|only| only.get("$ref").is_some())?;
    let plain = STRUCTURE.iter().all(|keyword| *keyword == "type" || view.get(keyword).is_none());
    plain.then_some(only)
}
