//! What parts of an `allOf` become together: another name for one of them, one object, or the narrowest of them.

use crate::ir::{Hint, Kind, TypeId, Why, shortened};
use crate::openapi::schema::Type;
use crate::openapi::{Keyword, Schema};
use crate::source::Node;

use super::anything::anything;
use super::parts::{Parts, alias, has_structure, says_only_a_type};
use super::{Lowering, implied, is_unreadable};

impl<'a> Lowering<'a, '_> {
    /// `allOf`, `oneOf` and `anyOf`, with the keywords beside them.
    pub(super) fn composed(&mut self, id: TypeId, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        if let Some(only) = self.other_name(schema) {
            // A type beside a `$ref` may contradict what that leads to.
            if schema.has(Keyword::Ref) && schema.has(Keyword::Type) {
                let parts = self.parts(std::slice::from_ref(schema));
                if !self.agree(&parts) {
                    return Some(Kind::Any(Why::Reported));
                }
            }
            let inner = self.schema(&only, hint.inside("value"))?;
            let secret = self.api.types[inner].secret;
            self.api.types[id].secret |= secret;
            return Some(Kind::Newtype(inner));
        }
        if let Some(value) = self.optional(schema) {
            self.describe_option(id, &value);
            self.depth += 1;
            let kind =
                if self.depth > self.limits.schemas { self.too_deep(&value) } else { self.kind(id, &value, hint) };
            self.depth -= 1;
            return kind;
        }
        let parts = self.parts(std::slice::from_ref(schema));
        self.inherit(id, &parts);
        self.together(id, &parts, hint)
    }

    /// What a schema is another name for.
    fn other_name(&mut self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        match alias(schema) {
            // A component that adds nothing to a parent schema is still one of its children.
            Some(only) if !self.is_child(schema, &only) || self.only_parent(schema).is_none() => Some(only),
            Some(_) => None,
            None => self.only_parent(schema).filter(|only| !self.is_child(schema, only)),
        }
    }

    /// Makes one type of schemas that hold at once, or finds the one that they already became.
    pub(super) fn merged(&mut self, schemas: &[Schema<'a>], inline: Hint) -> Option<TypeId> {
        if let [only] = schemas {
            return self.schema(only, inline);
        }
        let parts = self.parts(schemas);
        if !self.agree(&parts) || parts.are_incomplete {
            return Some(self.reported(schemas.last()?, inline));
        }
        let mut needed: Vec<&Schema<'a>> = Vec::new();
        for schema in schemas {
            let target = self.followed(schema)?;
            let same = |known: &&Schema<'a>| known.follow(self.tree).is_ok_and(|known| known.is_same(&target));
            let says_more = has_structure(&target) || !target.all_of().is_empty();
            if says_more && !parts.is_wider(&target) && !needed.iter().any(same) {
                needed.push(schema);
            }
        }
        // A part that only repeats the type of another adds nothing.
        let bare: Vec<&Schema<'a>> = needed.iter().copied().filter(|schema| !is_only_a_type(schema)).collect();
        let needed = if bare.is_empty() { needed.into_iter().take(1).collect() } else { bare };
        // A union joined with one of its subschemas is another schema.
        if let [only] = needed.as_slice()
            && !self.is_chosen(only, &parts)
        {
            return self.schema(only, inline);
        }
        let key: Vec<*const Node> = parts.all.iter().map(|part| std::ptr::from_ref(part.node())).collect();
        if let Some(known) = self.merged.get(&key) {
            return Some(*known);
        }
        let inline = self.placed_together(&needed, inline)?;
        let described = self.described(schemas.last()?, inline.clone());
        let id = self.api.types.push(described);
        self.merged.insert(key, id);
        self.inherit(id, &parts);
        let Some(kind) = self.together(id, &parts, &inline) else {
            self.failed.insert(id);
            return None;
        };
        self.api.types[id].kind = kind;
        Some(id)
    }

    /// Gives a type the place of the schemas it is made of, since several places of a document may have the same ones.
    fn placed_together(&mut self, needed: &[&Schema<'a>], inline: Hint) -> Option<Hint> {
        let Hint::Inline { words, .. } = inline else { return Some(inline) };
        let mut places = Vec::new();
        for schema in needed {
            let target = self.followed(schema)?;
            places.push(self.place(target.view()).key);
        }
        places.sort();
        places.dedup();
        Some(Hint::Inline { words, place: shortened(places.join("&")) })
    }

    /// What parts become together.
    fn together(&mut self, id: TypeId, parts: &Parts<'a>, hint: &Hint) -> Option<Kind> {
        if !self.agree(parts) || parts.are_incomplete || parts.all.iter().any(is_unreadable) {
            return Some(Kind::Any(Why::Reported));
        }
        if let Some(found) = self.alternatives(parts) {
            return self.union(id, parts, found, hint);
        }
        let structural: Vec<&Schema<'a>> = parts.structural().filter(|part| !parts.is_wider(part)).collect();
        let types = parts.types();
        // Properties do not constrain values of another type, but a schema with properties is usually meant to be an object.
        let has_properties =
            |part: &&Schema<'a>| part.has(Keyword::Properties) || part.has(Keyword::AdditionalProperties);
        let is_object = types.only() == Some(Type::Object);
        let object = is_object || types.is_empty() && structural.iter().any(has_properties);
        let has = |keyword| move |part: &&Schema<'a>| part.has(keyword);
        if object {
            return self.object(&parts.all, hint);
        }
        let narrowest = structural
            .iter()
            .copied()
            .filter(|part| part.values().is_some())
            .min_by_key(|part| part.values().map_or(0, |values| values.items().len()))
            .or_else(|| structural.iter().copied().find(has(Keyword::Items)))
            .or_else(|| structural.iter().copied().find(has(Keyword::Format)))
            .or_else(|| structural.iter().copied().find(has(Keyword::Type)));
        match narrowest {
            Some(part) => match types.only().filter(|_| part.types().is_several()) {
                Some(only) => self.single(&part.of_type(only), hint),
                None => self.single(part, hint),
            },
            None => match parts.all.iter().find(|part| implied::by_keywords(part).is_some()) {
                Some(part) => self.single(part, hint),
                None => Some(anything(&parts.all)),
            },
        }
    }

    /// Takes from the parts what the type does not say of itself. What a reference leads to describes itself.
    fn inherit(&mut self, id: TypeId, parts: &Parts<'a>) {
        let mut inline = parts.all.iter().rev().filter(|part| part.is_in_all_of());
        let description = inline.find_map(Schema::description).map(str::to_owned);
        let mut structural = parts.structural().peekable();
        let nullable = structural.peek().is_some() && structural.all(Schema::is_nullable);
        let ty = &mut self.api.types[id];
        ty.nullable |= nullable;
        if ty.description.is_none() {
            ty.description = description;
        }
    }
}

/// Says whether a schema affects the wire format by its type only.
fn is_only_a_type(schema: &Schema<'_>) -> bool {
    says_only_a_type(schema) && !schema.has(Keyword::Ref) && schema.all_of().is_empty()
}
