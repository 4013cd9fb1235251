//! `oneOf`, `anyOf` and `discriminator`.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Alternative, Dispatch, Hint, Kind, Primitive, SUBSCHEMA, TagPlace, TypeId, Union, Why, escaped};
use crate::openapi::schema::{Discriminator, Type};
use crate::openapi::{Dialect, Keyword, Role, Schema, SchemaList};
use crate::source::{Node, Tree, View};

use super::parts::Parts;
use super::subschema::Called;
use super::{Lowering, primitive};

impl<'a> Lowering<'a, '_> {
    /// Makes a union of the alternatives that stand in `part`; the keywords beside them apply to each.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        parts: &Parts<'a>,
        (part, list): (Schema<'a>, SchemaList<'a>),
        hint: &Hint,
    ) -> Option<Kind> {
        let more = |each: &&Schema<'a>| says_more(each, &part) || self.choices(each, parts).len() > 1;
        let beside: Vec<Schema<'a>> = parts.all.iter().filter(more).cloned().collect();
        let mut union = Union { several: list.is(Keyword::AnyOf), ..Union::new() };
        let mut members = Members::default();
        let mut impossible = 0_usize;
        let mut unknown = 0_usize;
        let called = self.subschemas(&list);
        let is_option = self.is_option(&list);
        for (alternative, Called { word, key }) in list.items().zip(called) {
            let Some(target) = self.followed(&alternative) else {
                unknown += 1;
                continue;
            };
            if target.stands_for_null() {
                self.api.types[id].nullable = true;
                continue;
            }
            let component = alternative.reference_name();
            let inline = match hint {
                Hint::Inline { .. } if is_option => hint.clone(),
                _ => hint.at(&word, &format!("{SUBSCHEMA}{}", escaped(&key))),
            };
            let schemas = self.with_beside(&beside, &alternative);
            if self.is_impossible(&schemas) {
                impossible += 1;
                continue;
            }
            let ty = self.merged(&schemas, inline)?;
            if members.places.contains(&std::ptr::from_ref(target.node())) {
                continue;
            }
            members.push(target.node(), component.clone());
            self.take_member_name(&alternative, hint, &key);
            let name = component;
            union.variants.push(Alternative { ty, hint: word, key, name, tag: TagPlace::Declared, boxed: false });
        }
        if impossible > 0 && union.variants.is_empty() {
            return Some(self.incomprehensible(&part, "no subschema matches the keywords beside it"));
        }
        if unknown > 0 && union.variants.is_empty() {
            return Some(Kind::Any(Why::Reported));
        }
        let discriminator = self.discriminator(&part, &list);
        match (union.variants.as_slice(), discriminator) {
            ([], _) => Some(Kind::Any(Why::Lost("only `null` matches".to_owned()))),
            ([only], None) if unknown == 0 => Some(Kind::Newtype(only.ty)),
            (_, None) => Some(Kind::Union(union)),
            (_, Some(discriminator)) => {
                union.dispatch = self.tagged(&discriminator, &members).unwrap_or(Dispatch::Choice);
                Some(Kind::Union(union))
            }
        }
    }

    /// An alternative, with what holds for each.
    fn with_beside(&mut self, beside: &[Schema<'a>], alternative: &Schema<'a>) -> Vec<Schema<'a>> {
        if beside.is_empty() {
            return vec![alternative.clone()];
        }
        let own = self.parts(std::slice::from_ref(alternative));
        // A subschema that extends the keywords beside it has them already.
        let more = beside.iter().filter(|each| !own.have_passed(each)).cloned();
        more.chain([alternative.clone()]).collect()
    }

    /// Says whether a subschema contradicts the keywords beside it, which removes the subschema.
    fn is_impossible(&mut self, schemas: &[Schema<'a>]) -> bool {
        if schemas.len() == 1 {
            return false;
        }
        let Some([(first, place), (other, other_place)]) = self.parts(schemas).contradiction() else {
            return false;
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::Contradiction,
                "no value matches both this subschema and the schema that contains it",
            )
            .at(&other_place.origin(), format!("this subschema has type {other}"))
            .at(&place.origin(), format!("this schema has type {first}"))
            .cost("the subschema is ignored"),
        );
        true
    }

    /// The discriminator of a union: its own, or the one that all alternatives are built on.
    fn discriminator(&mut self, part: &Schema<'a>, list: &SchemaList<'a>) -> Option<Discriminator<'a>> {
        if let Some(own) = part.discriminator() {
            return Some(own);
        }
        let mut found: Option<Discriminator<'a>> = None;
        let valued: Vec<Schema<'a>> = self.valued(list).collect();
        // One schema beside `null` is that schema, whose subtypes are told apart by itself.
        if valued.len() < 2 {
            return None;
        }
        for alternative in valued {
            let parts = self.parts(std::slice::from_ref(&alternative));
            let base = parts.all.iter().find_map(Schema::discriminator)?;
            if !found.as_ref().is_none_or(|known| known.is_same(&base)) {
                return None;
            }
            found = Some(base);
        }
        found
    }

    /// `propertyName`, `mapping` and `defaultMapping`, by name or by reference; what no subschema has is reported.
    pub(super) fn tagged(&mut self, discriminator: &Discriminator<'a>, members: &Members) -> Option<Dispatch> {
        let Some(property) = discriminator.property() else {
            self.diagnostics.push(
                Diagnostic::new(Code::Discriminator, "missing field `propertyName` in a discriminator")
                    .at(&discriminator.origin(), "expected `propertyName`")
                    .cost("the discriminator is ignored"),
            );
            return None;
        };
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (tag, target) in discriminator.mapping() {
            match members.mapped(self.tree, &target) {
                Some(position) => mapping.push((tag.to_owned(), position)),
                None => self.dangling_tag(tag, &target, members, &mut mapping),
            }
        }
        let fallback = self.fallback(discriminator, members);
        Some(Dispatch::Tag { property: property.to_owned(), mapping, fallback })
    }

    /// `defaultMapping`, by name or by reference; one that leads to no subschema is reported.
    fn fallback(&mut self, discriminator: &Discriminator<'a>, members: &Members) -> Option<usize> {
        let target = discriminator.default_mapping().filter(|_| self.dialect >= Dialect::V32)?;
        let found = members.mapped(self.tree, &target);
        if found.is_none() {
            self.diagnostics.push(
                Diagnostic::new(Code::Discriminator, "`defaultMapping` does not name a subschema of this union")
                    .at(&target.origin(), "expected the name of a subschema, or a reference to one")
                    .cost("values with another tag are preserved unchanged"),
            );
        }
        found
    }

    /// Reports a tag without a subschema; a tag that almost names one selects it.
    fn dangling_tag(&mut self, tag: &str, target: &View<'a>, members: &Members, mapping: &mut Vec<(String, usize)>) {
        let name = target.as_str().and_then(|text| text.rsplit('/').next()).unwrap_or_default();
        let letters = name.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let close = members.named(letters);
        let consequence = match close {
            Some(_) => format!("the tag selects `{letters}`"),
            None => "values with this tag are preserved unchanged".to_owned(),
        };
        mapping.extend(close.map(|position| (tag.to_owned(), position)));
        self.diagnostics.push(
            Diagnostic::new(Code::Discriminator, format!("the tag `{tag}` does not name a subschema of this union"))
                .at(&target.origin(), "no subschema has this name")
                .cost(consequence),
        );
    }
}

/// The schemas of a union, by their nodes and by their names among the components.
#[derive(Default)]
pub(super) struct Members {
    places: Vec<*const Node>,
    names: Vec<Option<String>>,
}

impl Members {
    pub(super) fn push(&mut self, place: *const Node, name: Option<String>) {
        self.places.push(place);
        self.names.push(name);
    }

    /// The position of the schema that a value of `mapping` leads to, by name or by reference.
    pub(super) fn mapped(&self, tree: &Tree, target: &View<'_>) -> Option<usize> {
        let text = target.as_str().unwrap_or_default();
        self.named(text).or_else(|| {
            let leads_to = tree.resolve(text, target).ok()?;
            let leads_to = tree.follow(&leads_to).ok()?;
            self.places.iter().position(|place| std::ptr::eq(*place, leads_to.node()))
        })
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.as_deref() == Some(name))
    }
}

/// Says whether a part says more of the wire than that there are alternatives.
pub(super) fn says_more(each: &Schema<'_>, part: &Schema<'_>) -> bool {
    if !each.is_same(part) {
        return super::parts::has_structure(each);
    }
    each.keywords().any(|keyword| match keyword.role(each.dialect()) {
        Role::Subschemas => keyword.of().is_some(),
        Role::Value => keyword.of().is_some() || matches!(keyword, Keyword::Enum | Keyword::Const),
        Role::Modifier
        | Role::Constraint
        | Role::Annotation
        | Role::Words
        | Role::Identity
        | Role::Silent
        | Role::Condition
        | Role::Foreign => false,
    })
}

/// A word for a schema without a name.
pub(super) fn word(schema: &Schema<'_>) -> &'static str {
    if schema.stands_for_null() {
        return "null";
    }
    let formatted = primitive::formatted(schema).filter(|_| schema.values().is_none());
    let only = schema.constant();
    let ty = schema
        .types()
        .only()
        .or_else(|| Type::ALL.into_iter().find(|ty| only.as_ref().is_some_and(|value| ty.has(value))));
    match ty {
        Some(Type::String) => match formatted {
            Some(Primitive::Date) => "date",
            Some(Primitive::DateTime) => "date-time",
            Some(Primitive::Uuid) => "uuid",
            Some(Primitive::Base64) => "bytes",
            _ => "text",
        },
        Some(Type::Integer) => "integer",
        Some(Type::Number) => "number",
        Some(Type::Boolean) => "boolean",
        Some(Type::Array) => "list",
        Some(Type::Null | Type::Object) | None => "object",
    }
}
