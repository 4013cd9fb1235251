//! Schemas: a view goes in, a type comes out. One keyword a function.

mod all_of;
mod anything;
mod array;
mod describe;
mod enumeration;
mod implied;
mod object;
mod parts;
mod primitive;
mod union;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, TypeId};
use crate::openapi::component_name;
use crate::source::View;

use super::{DEPTH, Lowering};

pub(super) use describe::value;

/// Keywords that combine schemas.
const COMBINING: [&str; 3] = ["allOf", "oneOf", "anyOf"];

impl<'a> Lowering<'a, '_> {
    /// Lowers a schema, or finds the type that it already became.
    pub(super) fn schema(&mut self, view: &View<'a>, inline: Hint) -> Option<TypeId> {
        let component = view.get("$ref").and_then(|reference| component_name(reference.as_str()?));
        let target = self.followed(view)?;
        let node: *const _ = target.node();
        if let Some(known) = self.known.get(&node) {
            return Some(*known);
        }
        let hint = component.map_or(inline, Hint::Component);
        // The place is taken before the children are lowered, so that a schema that contains itself finds it.
        let described = self.described(&target, hint.clone());
        let id = self.api.types.push(described);
        self.known.insert(node, id);
        self.depth += 1;
        let kind = if self.depth > DEPTH { self.too_deep(&target) } else { self.kind(id, &target, &hint) };
        self.depth -= 1;
        let Some(kind) = kind else {
            self.failed.insert(id);
            return None;
        };
        self.api.types[id].kind = kind;
        Some(id)
    }

    fn kind(&mut self, id: TypeId, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        let combines = COMBINING.iter().any(|keyword| view.get(keyword).is_some());
        if combines { self.composed(id, view, hint) } else { self.single(view, hint) }
    }

    /// What a schema says without others that it combines.
    fn single(&mut self, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        for keyword in ["not", "discriminator"] {
            if let Some(passed_over) = view.get(keyword) {
                self.passed_over(&passed_over, &format!("`{keyword}` says nothing of what this schema is on the wire"));
            }
        }
        let declared = view.get("type");
        let declared = declared.as_ref().and_then(View::as_str);
        let ty = declared.or_else(|| implied::by_keywords(view));
        if let Some(values) = view.get("enum") {
            if matches!(declared, Some("object" | "array"))
                || values.items().any(|value| value.is_object() || value.is_array())
            {
                self.passed_over(&values, "values that are lists or objects are not listed in a type");
            } else if !values.is_empty() && matches!(declared, None | Some("string" | "integer" | "number" | "boolean"))
            {
                return Some(self.enumeration(view));
            }
        }
        match ty {
            Some("object") => self.object(std::slice::from_ref(view), hint),
            Some("array") => self.array(view, hint),
            Some(other) => match primitive::primitive(view) {
                Some(primitive) => Some(Kind::Primitive(primitive)),
                None => self.refuse_schema(view, &format!("there is no type `{other}`")),
            },
            None => Some(anything::anything(std::slice::from_ref(view))),
        }
    }

    /// Says that a keyword is not honoured.
    fn passed_over(&mut self, keyword: &View<'a>, message: &str) {
        self.diagnostics.push(Diagnostic::warning(Code::Dropped, message).at(&keyword.origin(), "passed over"));
    }

    fn too_deep(&mut self, view: &View<'a>) -> Option<Kind> {
        self.diagnostics.push(
            Diagnostic::error(Code::TooDeep, format!("more than {DEPTH} schemas lead to each other in a row"))
                .at(&view.origin(), "this one is too many")
                .cost("the operations that need it cannot be generated"),
        );
        None
    }

    fn refuse_schema(&mut self, view: &View<'a>, why: &str) -> Option<Kind> {
        self.diagnostics.push(
            Diagnostic::error(Code::Schema, format!("this schema cannot be generated: {why}"))
                .at(&view.origin(), "this schema")
                .cost("the operations that need it cannot be generated"),
        );
        None
    }
}
