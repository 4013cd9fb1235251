//! Schemas: a view goes in, a type comes out. One keyword a function.

mod all_of;
mod array;
mod describe;
mod enumeration;
mod object;
mod parts;
mod primitive;
mod union;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Limits, Type, TypeId, Usage};
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

    /// A type that holds anything, for a place without a schema.
    pub(super) fn any(&mut self, view: &View<'a>, hint: Hint) -> TypeId {
        self.api.types.push(Type {
            kind: Kind::Any,
            nullable: true,
            hint,
            description: None,
            limits: Limits::default(),
            example: None,
            default: None,
            secret: false,
            deprecated: false,
            usage: Usage::default(),
            origin: view.origin(),
        })
    }

    fn kind(&mut self, id: TypeId, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        let combines = COMBINING.iter().any(|keyword| view.get(keyword).is_some());
        if combines { self.composed(id, view, hint) } else { self.single(view, hint) }
    }

    /// What a schema says without others that it combines.
    fn single(&mut self, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        for keyword in ["not", "discriminator"] {
            if let Some(passed_over) = view.get(keyword) {
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::Dropped,
                        format!("`{keyword}` says nothing of what this schema is on the wire"),
                    )
                    .at(&passed_over.origin(), "passed over"),
                );
            }
        }
        let declared = view.get("type");
        let declared = declared.as_ref().and_then(View::as_str);
        if view.get("enum").is_some() && matches!(declared, None | Some("string" | "integer")) {
            return Some(self.enumeration(view));
        }
        match declared {
            Some("object") => self.object(std::slice::from_ref(view), hint),
            Some("array") => self.array(view, hint),
            Some(other) => match primitive::primitive(view) {
                Some(primitive) => Some(Kind::Primitive(primitive)),
                None => self.refuse_schema(view, &format!("there is no type `{other}`")),
            },
            None if view.get("properties").is_some() || view.get("additionalProperties").is_some() => {
                self.object(std::slice::from_ref(view), hint)
            }
            None if view.get("items").is_some() => self.array(view, hint),
            None => Some(Kind::Any),
        }
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
