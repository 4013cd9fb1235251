//! Schemas: a view goes in, a type comes out. One keyword a function.

mod all_of;
mod anything;
mod array;
mod choice;
mod constraints;
mod describe;
mod enumeration;
mod fit;
mod implied;
mod keywords;
mod object;
mod parent;
mod parts;
mod primitive;
mod subschema;
mod types;
mod union;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Type, TypeId, Why};
use crate::openapi::reference_name;
use crate::source::{self, View};

use super::Lowering;

#[cfg(test)]
pub(crate) use constraints::CONSTRAINTS;
pub(super) use describe::value;
pub(crate) use keywords::UNHONOURED;
#[cfg(test)]
pub(crate) use keywords::{READ, SILENT};
pub(super) use parent::Children;
pub(crate) use primitive::{FORMATS, base};
pub(super) use subschema::Called;

/// What becomes of a schema that cannot be understood.
const ANY: &str = "its values are kept as any JSON";

/// Keywords that combine schemas.
const COMBINING: [&str; 3] = ["allOf", "oneOf", "anyOf"];

/// Keywords that list the subschemas of a union.
const LISTS: [&str; 2] = ["oneOf", "anyOf"];

impl<'a> Lowering<'a, '_> {
    /// Lowers a schema, or finds the type that it already became.
    pub(super) fn schema(&mut self, view: &View<'a>, inline: Hint) -> Option<TypeId> {
        let target = match self.followed(view) {
            Some(target) if target.is_object() => target,
            Some(other) => {
                self.not_a_schema(&other);
                return Some(self.reported(view, inline));
            }
            None => return Some(self.reported(view, inline)),
        };
        let node: *const _ = target.node();
        if let Some(known) = self.known.get(&node) {
            return Some(*known);
        }
        if self.api.types.len() >= self.limits.types {
            return self.too_many();
        }
        let hint = self.hint(view, &target, inline);
        // The place is taken before the children are lowered, so that a schema that contains itself finds it.
        self.keywords(&target);
        let described = self.described(&target, hint.clone());
        let id = self.api.types.push(described);
        self.known.insert(node, id);
        self.check_fit(&target);
        self.depth += 1;
        let kind =
            if self.depth > self.limits.schemas { self.too_deep(&target) } else { self.kind(id, &target, &hint) };
        self.depth -= 1;
        let Some(kind) = kind else {
            self.failed.insert(id);
            return None;
        };
        self.api.types[id].kind = kind;
        Some(id)
    }

    fn kind(&mut self, id: TypeId, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        if let Some(discriminator) = self.inherited_discriminator(view) {
            return self.family(view, hint, &discriminator);
        }
        if let Some(ignored) = view.get("discriminator").filter(|_| !LISTS.iter().any(|list| view.get(list).is_some()))
        {
            self.says_nothing("discriminator", &ignored);
        }
        self.own_kind(id, view, hint)
    }

    /// What a schema is without the ones that build on it.
    fn own_kind(&mut self, id: TypeId, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        let combines = COMBINING.iter().any(|keyword| view.get(keyword).is_some());
        if combines { self.composed(id, view, hint) } else { self.single(view, hint) }
    }

    /// What a schema says without others that it combines.
    fn single(&mut self, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        if types::is_several(view) {
            return Some(Kind::Any(Why::Reported));
        }
        let declared = types::declared(view);
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
                None => Some(self.incomprehensible(view, &format!("`{}` is not a type", other.escape_debug()))),
            },
            None => Some(anything::anything(std::slice::from_ref(view))),
        }
    }

    /// Says that a keyword is not honoured.
    fn passed_over(&mut self, keyword: &View<'a>, message: &str) {
        self.diagnostics.push(Diagnostic::warning(Code::Dropped, message).at(&keyword.origin(), "passed over"));
    }

    /// Says where the name of a type comes from: from where its schema stands, whatever refers to it first.
    fn hint(&mut self, view: &View<'a>, target: &View<'a>, inline: Hint) -> Hint {
        let node: *const _ = target.node();
        if let Some(component) = self.components.get(&node) {
            return Hint::Component(component.clone());
        }
        let (pointer, source) = (target.pointer(), target.origin().source);
        let file = self.tree.file_name(source);
        // In a file, only what is referred to is known to be named.
        let is_named = file.is_none() || view.get("$ref").is_some();
        let name = reference_name(&format!("{}#{pointer}", file.unwrap_or_default()));
        match (name.filter(|_| is_named), file) {
            (Some(name), Some(file)) => return Hint::File { name, place: format!("{file}#{pointer}") },
            (Some(name), None) => return Hint::Component(name),
            (None, _) => {}
        }
        let place = self.place(target);
        match inline {
            Hint::Inline { words, .. } => Hint::Inline { words: place.words.unwrap_or(words), place: place.key },
            Hint::Component(_) | Hint::File { .. } => inline,
        }
    }

    /// Said once, where the schemas stand: each of those that are too many would say the same.
    fn too_many<T>(&mut self) -> Option<T> {
        let schemas = self.tree.at("/components/schemas").unwrap_or_else(|| self.tree.root());
        self.diagnostics.push(
            Diagnostic::error(Code::TooLarge, format!("the document makes more than {} types", self.limits.types))
                .at(&schemas.origin(), "too many schemas here, or inline")
                .help(source::Limits::help("types"))
                .cost("the operations that need more cannot be generated"),
        );
        None
    }

    fn too_deep(&mut self, view: &View<'a>) -> Option<Kind> {
        self.diagnostics.push(
            Diagnostic::error(
                Code::TooDeep,
                format!("more than {} schemas lead to each other in a row", self.limits.schemas),
            )
            .at(&view.origin(), "this one is too many")
            .help(source::Limits::help("schemas"))
            .cost("the operations that need it cannot be generated"),
        );
        None
    }

    /// Reports a schema that says what cannot be understood: that costs its type, and not what holds a value of it.
    fn incomprehensible(&mut self, view: &View<'a>, why: &str) -> Kind {
        let diagnostic = Diagnostic::warning(Code::Schema, why).at(&view.origin(), "in this schema");
        self.diagnostics.push(diagnostic.help(ANY));
        Kind::Any(Why::Reported)
    }

    /// Reports a value that is not a schema where one is expected.
    fn not_a_schema(&mut self, view: &View<'a>) {
        let (message, label) = match view.kind() {
            source::Kind::Boolean => ("a schema is `true` or `false`", "OpenAPI 3.0 has no such schemas".to_owned()),
            source::Kind::Null => ("a schema is `null`", "expected an object, found `null`".to_owned()),
            found => ("a schema is not an object", format!("expected an object, found a value of type `{found}`")),
        };
        self.diagnostics.push(Diagnostic::warning(Code::Schema, message).at(&view.origin(), label).help(ANY));
    }

    /// A type that holds anything in place of one that could not be made, which is reported.
    fn reported(&mut self, view: &View<'a>, hint: Hint) -> TypeId {
        self.api.types.push(Type { kind: Kind::Any(Why::Reported), ..Type::any(hint, view.origin()) })
    }
}
