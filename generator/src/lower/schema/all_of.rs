//! What parts of an `allOf` become together: another name for one of them, one object, or the narrowest of them.

use crate::ir::{Hint, Kind, TypeId, Why, shortened};
use crate::source::{Node, View};

use super::anything::anything;
use super::parts::{Parts, alias, has_structure};
use super::{Lowering, implied, types};

impl<'a> Lowering<'a, '_> {
    /// `allOf`, `oneOf` and `anyOf`, with what stands beside them.
    pub(super) fn composed(&mut self, id: TypeId, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        if let Some(only) = self.other_name(view) {
            let inner = self.schema(&only, hint.inside("value"))?;
            let secret = self.api.types[inner].secret;
            self.api.types[id].secret |= secret;
            return Some(Kind::Newtype(inner));
        }
        let parts = self.parts(std::slice::from_ref(view));
        self.inherit(id, &parts);
        self.together(id, &parts, hint)
    }

    /// What a schema is another name for.
    fn other_name(&mut self, view: &View<'a>) -> Option<View<'a>> {
        match alias(view) {
            // A component that adds nothing to a parent schema is still one of its children.
            Some(only) if !self.is_child(view, &only) || self.only_parent(view).is_none() => Some(only),
            Some(_) => None,
            None => self.only_parent(view).filter(|only| !self.is_child(view, only)),
        }
    }

    /// Makes one type of schemas that hold at once, or finds the one that they already became.
    pub(super) fn merged(&mut self, views: &[View<'a>], inline: Hint) -> Option<TypeId> {
        if let [only] = views {
            return self.schema(only, inline);
        }
        let parts = self.parts(views);
        if !self.agree(&parts) || parts.are_incomplete {
            return Some(self.reported(views.last()?, inline));
        }
        let mut needed: Vec<&View<'a>> = Vec::new();
        for view in views {
            let target = self.followed(view)?;
            let same = |known: &&View<'a>| {
                self.tree.follow(known).is_ok_and(|known| std::ptr::eq(known.node(), target.node()))
            };
            let says_more = has_structure(&target) || target.get("allOf").is_some();
            if says_more && !parts.is_wider(&target) && !needed.iter().any(same) {
                needed.push(view);
            }
        }
        // A part that only repeats the type of another says nothing new.
        let bare: Vec<&View<'a>> = needed.iter().copied().filter(|view| !only_a_type(view)).collect();
        let needed = if bare.is_empty() { needed.into_iter().take(1).collect() } else { bare };
        // A union is not what it becomes together with one of its own alternatives.
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
        let described = self.described(views.last()?, inline.clone());
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
    fn placed_together(&mut self, needed: &[&View<'a>], inline: Hint) -> Option<Hint> {
        let Hint::Inline { words, .. } = inline else { return Some(inline) };
        let mut places = Vec::new();
        for view in needed {
            let target = self.followed(view)?;
            places.push(self.place(&target).key);
        }
        places.sort();
        places.dedup();
        Some(Hint::Inline { words, place: shortened(places.join("&")) })
    }

    /// What parts become together.
    fn together(&mut self, id: TypeId, parts: &Parts<'a>, hint: &Hint) -> Option<Kind> {
        if !self.agree(parts) || parts.are_incomplete || parts.all.iter().any(types::is_several) {
            return Some(Kind::Any(Why::Reported));
        }
        if let Some(found) = self.alternatives(parts) {
            return self.union(id, parts, found, hint);
        }
        let structural: Vec<&View<'a>> = parts.structural().filter(|part| !parts.is_wider(part)).collect();
        let object = match parts.declared().next() {
            Some((ty, _)) => ty == "object",
            // Properties say nothing of values of another type, and what has some is mostly meant to be an object.
            None => structural
                .iter()
                .any(|part| ["properties", "additionalProperties"].iter().any(|keyword| part.get(keyword).is_some())),
        };
        let has = |keyword: &'static str| move |part: &&View<'a>| part.get(keyword).is_some();
        if object {
            return self.object(&parts.all, hint);
        }
        let narrowest = structural
            .iter()
            .copied()
            .filter(has("enum"))
            .min_by_key(|part| part.get("enum").map_or(0, |values| values.len()))
            .or_else(|| structural.iter().copied().find(has("items")))
            .or_else(|| structural.iter().copied().find(has("format")))
            .or_else(|| structural.iter().copied().find(has("type")));
        match narrowest {
            Some(part) => self.single(part, hint),
            None => match parts.all.iter().find(|part| implied::by_keywords(part).is_some()) {
                Some(part) => self.single(part, hint),
                None => Some(anything(&parts.all)),
            },
        }
    }

    /// Takes from the parts what the type does not say of itself. What a reference leads to describes itself.
    fn inherit(&mut self, id: TypeId, parts: &Parts<'a>) {
        let inline = |part: &&View<'a>| {
            let of = part.parent().and_then(|list| list.name().map(|name| name == "allOf"));
            of.unwrap_or(false)
        };
        let text = |key: &str| {
            let found = parts.all.iter().rev().filter(inline).find_map(|part| part.get(key)?.as_str());
            found.map(str::to_owned)
        };
        let description = text("description");
        let mut structural = parts.structural().peekable();
        let nullable = structural.peek().is_some() && structural.all(types::is_nullable);
        let ty = &mut self.api.types[id];
        ty.nullable |= nullable;
        if ty.description.is_none() {
            ty.description = description;
        }
    }
}

/// Says whether a schema says nothing of what is on the wire but its type.
fn only_a_type(view: &View<'_>) -> bool {
    let keywords = [
        "$ref",
        "allOf",
        "oneOf",
        "anyOf",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "format",
    ];
    keywords.iter().all(|keyword| view.get(keyword).is_none())
}
