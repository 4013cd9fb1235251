//! A discriminator on a parent schema: the schema and all that build on it by `allOf` become a union (OpenAPI 3.0.4,
//! Discriminator Object).

use std::collections::{HashMap, HashSet};

use crate::ir::{Alternative, Dispatch, Hint, Kind, TagPlace, TypeId, Union};
use crate::openapi::Schema;
use crate::openapi::schema::{Discriminator, Type, TypeSet};
use crate::source::{Node, Tree};

use super::super::Lowering;
use super::parts::{has_structure, says_only_a_type};
use super::union::Members;

/// The components that build on other schemas by `allOf`.
pub(in crate::lower) struct Children<'a>(HashMap<*const Node, Vec<Child<'a>>>);

/// A component, whose name is the tag of its values unless the document says otherwise.
#[derive(Clone)]
struct Child<'a> {
    name: &'a str,
    schema: Schema<'a>,
    node: *const Node,
}

impl<'a> Children<'a> {
    /// Finds the children of these schemas, in the document's order.
    pub(in crate::lower) fn of(tree: &'a Tree, schemas: &[(&'a str, Schema<'a>)]) -> Self {
        let mut children: HashMap<*const Node, Vec<Child<'a>>> = HashMap::new();
        for (name, schema) in schemas {
            let Ok(target) = schema.follow(tree) else { continue };
            // An alias of a component in the same document is not a separate schema.
            if schema.reference().is_some() && tree.file_name(target.origin().source).is_none() {
                continue;
            }
            let child = Child { name, schema: schema.clone(), node: std::ptr::from_ref(target.node()) };
            for parent in parents(tree, &target) {
                children.entry(parent).or_default().push(child.clone());
            }
        }
        Self(children)
    }

    /// All that build on a schema, directly or by way of others, each once.
    fn descendants(&self, of: *const Node) -> Vec<Child<'a>> {
        let mut seen = HashSet::from([of]);
        let mut found = Vec::new();
        let mut open: Vec<&Child<'a>> = self.0.get(&of).into_iter().flatten().rev().collect();
        while let Some(child) = open.pop() {
            if seen.insert(child.node) {
                found.push(child.clone());
                open.extend(self.0.get(&child.node).into_iter().flatten().rev());
            }
        }
        found
    }

    fn is_child(&self, node: *const Node, of: *const Node) -> bool {
        self.0.get(&of).is_some_and(|children| children.iter().any(|child| child.node == node))
    }
}

/// What the references of a schema's `allOf` lead to, each once, inline subschemas included.
fn parents<'a>(tree: &'a Tree, schema: &Schema<'a>) -> HashSet<*const Node> {
    let mut found = HashSet::new();
    let mut open = vec![schema.clone()];
    while let Some(schema) = open.pop() {
        for part in schema.all_of() {
            match (part.reference(), part.follow(tree)) {
                (Some(_), Ok(parent)) => drop(found.insert(std::ptr::from_ref(parent.node()))),
                (Some(_), Err(_)) => {}
                (None, _) => open.push(part),
            }
        }
    }
    found
}

impl<'a> Lowering<'a, '_> {
    /// The discriminator of a schema that others build on: its own, or that of a schema which it builds on itself.
    pub(super) fn inherited_discriminator(&mut self, schema: &Schema<'a>) -> Option<Discriminator<'a>> {
        if self.children.descendants(schema.node()).is_empty() {
            return None;
        }
        // What lists its subschemas is a union already.
        let parts = self.parts(std::slice::from_ref(schema));
        let lists = |part: &Schema<'a>| part.choices().next().is_some();
        let is_other = |types: TypeSet<'a>| types.only() != Some(Type::Object);
        if parts.all.iter().any(lists) || parts.declared().any(|(types, _)| is_other(types)) {
            return None;
        }
        // The nearest one: what a schema is built on stands before it.
        let named = |discriminator: &Discriminator<'a>| discriminator.property().is_some();
        parts.all.iter().rev().find_map(|part| part.discriminator().filter(named))
    }

    /// The union of a schema that has a discriminator and the schemas that build on it.
    pub(super) fn family(
        &mut self,
        schema: &Schema<'a>,
        hint: &Hint,
        discriminator: &Discriminator<'a>,
    ) -> Option<Kind> {
        let node = std::ptr::from_ref(schema.node());
        let is_own = schema.discriminator().is_some_and(|own| own.is_same(discriminator));
        let property = discriminator.property();
        let name = hint.words().last().map_or_else(|| "value".to_owned(), |name| (*name).to_owned());
        let mut union = Union::new();
        let mut members = Members::default();
        let itself = self.itself(schema, hint)?;
        let mut tags: Vec<(&str, usize)> = Vec::new();
        // A parent with nothing but a discriminator has no values.
        if has_structure(schema) || !schema.all_of().is_empty() {
            tags.extend(schema.tag().map(|tag| (tag, union.variants.len())));
            union.variants.push(alternative(itself, &name));
            members.push(node, Some(name));
        }
        let mut mappings = Vec::new();
        for child in self.children.descendants(node) {
            let target = self.followed(&child.schema)?;
            let inline = Hint::Component(child.name.to_owned());
            let own = self.inherited_discriminator(&target);
            let ty = if own.is_some_and(|own| own.property() == property) {
                mappings.extend(target.discriminator());
                let hint = self.hint(&child.schema, &target, inline);
                self.itself(&target, &hint)
            } else {
                self.schema(&child.schema, inline)
            };
            // A child that cannot be generated is reported, and costs only the operations that name it.
            let Some(ty) = ty else { continue };
            tags.extend(target.tag().map(|tag| (tag, union.variants.len())));
            union.variants.push(alternative(ty, child.name));
            members.push(child.node, Some(child.name.to_owned()));
        }
        // A mapping may name schemas that only others build on; those of this schema are reported if they do not exist.
        let (mut mapping, mut fallback) = (Vec::new(), None);
        if is_own
            && let Dispatch::Tag { mapping: own, fallback: unmapped, .. } = self.tagged(discriminator, &members)?
        {
            (mapping, fallback) = (own, unmapped);
        } else {
            mappings.push(discriminator.clone());
        }
        let mapped = mappings.iter().flat_map(Discriminator::mapping);
        tags.extend(mapped.filter_map(|(tag, target)| Some((tag, members.mapped(self.tree, &target)?))));
        for (tag, position) in tags {
            if !mapping.iter().any(|(known, _)| known == tag) {
                mapping.push((tag.to_owned(), position));
            }
        }
        union.dispatch = Dispatch::Tag { property: property?.to_owned(), mapping, fallback };
        union.inherits = true;
        Some(Kind::Union(union))
    }

    /// Takes children that could not be generated out of their unions: their values are unknown ones.
    ///
    /// When all types are known, since a child may fail after a parent that it leads to.
    pub(in crate::lower) fn drop_failed_children(&mut self) {
        for ty in self.api.types.values_mut() {
            let Kind::Union(union) = &mut ty.kind else { continue };
            let Dispatch::Tag { mapping, fallback, .. } = &mut union.dispatch else { continue };
            if !union.inherits {
                continue;
            }
            let failed = |variant: &Alternative| self.failed.contains(&variant.ty);
            let is_kept = |position: usize| union.variants.get(position).is_some_and(|variant| !failed(variant));
            let moved = |position: usize| (0..position).filter(|before| is_kept(*before)).count();
            mapping.retain(|(_, position)| is_kept(*position));
            for (_, position) in mapping.iter_mut() {
                *position = moved(*position);
            }
            *fallback = fallback.filter(|position| is_kept(*position)).map(moved);
            union.variants.retain(|variant| !failed(variant));
        }
    }

    /// What a schema is without the ones that build on it.
    fn itself(&mut self, schema: &Schema<'a>, hint: &Hint) -> Option<TypeId> {
        let node: *const Node = schema.node();
        if let Some(known) = self.parents.get(&node) {
            return Some(*known);
        }
        let described = self.described(schema, hint.inside("base"));
        let id = self.api.types.push(described);
        self.parents.insert(node, id);
        let Some(kind) = self.own_kind(id, schema, hint) else {
            self.failed.insert(id);
            return None;
        };
        self.api.types[id].kind = kind;
        Some(id)
    }

    /// The parent schema that an `allOf` is another name for: nothing else in it says what is on the wire.
    pub(super) fn only_parent(&mut self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        let all = schema.all_of();
        if !says_only_a_type(schema) {
            return None;
        }
        let mut structural = all.into_iter().filter(has_structure);
        let (only, None) = (structural.next()?, structural.next()) else { return None };
        let parent = only.follow(self.tree).ok().filter(|_| only.reference().is_some())?;
        self.inherited_discriminator(&parent).is_some().then_some(only)
    }

    /// Says whether a schema is one of those that build on a parent schema.
    pub(super) fn is_child(&self, schema: &Schema<'a>, of: &Schema<'a>) -> bool {
        let parent = of.follow(self.tree).ok();
        parent.is_some_and(|parent| self.children.is_child(schema.node(), parent.node()))
    }
}

fn alternative(ty: TypeId, name: &str) -> Alternative {
    Alternative {
        ty,
        hint: name.to_owned(),
        key: name.to_owned(),
        name: Some(name.to_owned()),
        tag: TagPlace::Declared,
        boxed: false,
    }
}
