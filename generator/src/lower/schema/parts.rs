//! `allOf`: schemas go in, the ones that hold together come out, none of which has to be looked into for others.

use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::schema::{Type, TypeSet};
use crate::openapi::{Keyword, Schema};
use crate::source::{Node, View};

use super::{ANY, Lowering};

/// Schemas that hold at once.
pub(in crate::lower) struct Parts<'a> {
    /// The schemas: what others are built on comes first, in the document's order, each once.
    pub(in crate::lower) all: Vec<Schema<'a>>,
    /// Every schema that was passed on the way, so that a schema that leads back to one of them is known.
    passed: Vec<*const Node>,
    /// Whether something that holds too could not be found or is no schema, which is reported.
    pub(super) are_incomplete: bool,
}

impl<'a> Parts<'a> {
    /// The parts that say something of what is on the wire.
    pub(super) fn structural(&self) -> impl Iterator<Item = &Schema<'a>> {
        self.all.iter().filter(|part| has_structure(part))
    }

    /// Says whether a schema was passed on the way.
    pub(super) fn have_passed(&self, target: &Schema<'a>) -> bool {
        self.passed.contains(&std::ptr::from_ref(target.node()))
    }

    /// The types that the parts declare, and where.
    pub(super) fn declared(&self) -> impl Iterator<Item = (TypeSet<'a>, View<'a>)> {
        self.all.iter().filter_map(|part| Some((part.types(), part.get(Keyword::Type)?)))
    }

    /// The types that all parts allow; none: each does.
    pub(super) fn types(&self) -> TypeSet<'a> {
        self.declared().fold(TypeSet::default(), |types, (other, _)| types.and(other))
    }

    /// Says whether a part declares a number where another one asks for an integer, which is the narrower type.
    pub(super) fn is_wider(&self, part: &Schema<'a>) -> bool {
        let is_number = part.types().only() == Some(Type::Number) && part.values().is_none();
        is_number && self.declared().any(|(types, _)| types.only() == Some(Type::Integer))
    }

    /// Two types that the parts declare and that have no value in common; a whole number may be asked of a number.
    pub(super) fn contradiction(&self) -> Option<[(TypeSet<'a>, View<'a>); 2]> {
        let first = self.declared().find(|(types, _)| !types.is_empty())?;
        let other = self.declared().find(|(other, _)| first.0.excludes(*other))?;
        Some([first, other])
    }
}

impl<'a> Lowering<'a, '_> {
    /// Takes schemas apart into what holds at once.
    pub(in crate::lower) fn parts(&mut self, schemas: &[Schema<'a>]) -> Parts<'a> {
        let mut parts = Parts { all: Vec::new(), passed: Vec::new(), are_incomplete: false };
        // An explicit stack: a document may nest deeper than a thread's stack allows.
        let mut open: Vec<(Schema<'a>, bool)> = schemas.iter().rev().map(|each| (each.clone(), false)).collect();
        while let Some((schema, done)) = open.pop() {
            if done {
                parts.all.push(schema);
                continue;
            }
            let Some(schema) = self.followed(&schema) else {
                parts.are_incomplete = true;
                continue;
            };
            if schema.always() {
                continue;
            }
            if !schema.is_object() {
                self.not_a_schema(&schema);
                parts.are_incomplete = true;
                continue;
            }
            let node: *const Node = schema.node();
            if parts.passed.contains(&node) {
                continue;
            }
            parts.passed.push(node);
            self.keywords(&schema);
            open.push((schema.clone(), true));
            open.extend(schema.all_of().into_iter().rev().map(|part| (part, false)));
        }
        parts
    }

    /// Follows a reference, and reports one without a target.
    pub(in crate::lower) fn followed(&mut self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        schema.check_siblings(self.diagnostics);
        self.found(schema.follow(self.tree))
    }

    /// Reports a reference without a target.
    pub(super) fn found<T>(&mut self, followed: Result<T, Diagnostic>) -> Option<T> {
        match followed {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic.spared("the schema becomes `RawJson`"));
                None
            }
        }
    }

    /// Checks that some value can fit all parts: their types are the same, or a whole number is asked of a number.
    pub(super) fn agree(&mut self, parts: &Parts<'a>) -> bool {
        self.lists_agree(parts);
        let Some([(first, place), (other, other_place)]) = parts.contradiction() else { return true };
        self.diagnostics.push(
            Diagnostic::new(Code::Contradiction, "no value matches all subschemas of this `allOf`")
                .at(&other_place.origin(), format!("this subschema has type {other}"))
                .at(&place.origin(), format!("this one has type {first}"))
                .cost(ANY),
        );
        false
    }

    /// Reports lists of values that have none in common. Unknown values are kept, so that nothing has to be left out.
    fn lists_agree(&mut self, parts: &Parts<'a>) {
        let mut lists = parts.all.iter().filter_map(Schema::values);
        let Some(first) = lists.next() else { return };
        let known: Vec<_> = first.items().iter().map(View::to_json).collect();
        for other in lists.filter(|other| !other.items().iter().any(|value| known.contains(&value.to_json()))) {
            self.diagnostics.push(
                Diagnostic::new(Code::Contradiction, "the lists of values in this `allOf` have no value in common")
                    .at(&other.origin(), "this list")
                    .at(&first.origin(), "contains none of these values")
                    .cost("the shorter list is used, and other values are preserved unchanged"),
            );
        }
    }
}

/// Says whether a schema says something of what is on the wire.
pub(super) fn has_structure(schema: &Schema<'_>) -> bool {
    schema.refers()
        || schema.keywords().any(|keyword| keyword == Keyword::Ref || keyword.is_structure(schema.dialect()))
}

/// Says whether a schema does not affect the wire format, except perhaps by its type.
pub(super) fn says_only_a_type(schema: &Schema<'_>) -> bool {
    schema.keywords().all(|keyword| keyword == Keyword::Type || !keyword.is_structure(schema.dialect()))
}

/// The one reference of an `allOf` beside which only words stand: the schema is another name for what it leads to.
pub(super) fn alias<'a>(schema: &Schema<'a>) -> Option<Schema<'a>> {
    let all = schema.all_of();
    let [only] = all.as_slice() else { return None };
    (only.reference().is_some() && says_only_a_type(schema)).then(|| only.clone())
}
