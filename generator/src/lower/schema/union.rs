//! `oneOf`, `anyOf` and `discriminator`.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Alternative, Dispatch, Hint, Kind, Primitive, TagPlace, TypeId, Union};
use crate::openapi::component_name;
use crate::source::{Node, View};

use super::Lowering;
use super::parts::Parts;
use super::primitive;

/// Keywords that only set conditions, when they stand in an alternative beside nothing else.
const CONDITIONS: [&str; 6] = ["required", "type", "title", "description", "not", "example"];

impl<'a> Lowering<'a, '_> {
    /// Finds the union among parts that hold together, with its alternatives.
    ///
    /// A union that leads back to what it stands in (a base that lists its heirs) says nothing of the heir itself, and one
    /// whose alternatives only ask for other properties says nothing of what is on the wire.
    pub(super) fn alternatives(&mut self, parts: &Parts<'a>) -> Option<(View<'a>, Vec<View<'a>>)> {
        for part in &parts.all {
            let lists = ["oneOf", "anyOf"].into_iter().filter_map(|keyword| part.get(keyword));
            for list in lists {
                let alternatives: Vec<View<'a>> = list.items().collect();
                let targets: Vec<View<'a>> =
                    alternatives.iter().filter_map(|each| self.tree.follow(each).ok()).collect();
                let back = |target: &View<'a>| parts.passed.contains(&std::ptr::from_ref(target.node()));
                let condition = |target: &View<'a>| {
                    target.is_object()
                        && target.entries().all(|(keyword, _)| CONDITIONS.contains(&keyword))
                        && target.get("type").is_none_or(|ty| ty.as_str() == Some("object") && target.len() > 1)
                };
                if alternatives.is_empty() || targets.iter().any(back) {
                    continue;
                }
                if targets.len() == alternatives.len() && targets.iter().all(condition) {
                    continue;
                }
                return Some((part.clone(), alternatives));
            }
        }
        None
    }

    /// Makes a union of the alternatives that stand in `part`; what stands beside them holds for each.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        parts: &Parts<'a>,
        (part, alternatives): (View<'a>, Vec<View<'a>>),
        hint: &Hint,
    ) -> Option<Kind> {
        let beside: Vec<View<'a>> = parts.all.iter().filter(|each| says_more(each, &part)).cloned().collect();
        let mut union = Union { variants: Vec::new(), dispatch: Dispatch::Ordered };
        let mut components: Vec<Option<String>> = Vec::new();
        let mut places: Vec<*const Node> = Vec::new();
        let mut hints = HashSet::new();
        for alternative in &alternatives {
            let target = self.followed(alternative)?;
            if is_null(&target) {
                self.api.types[id].nullable = true;
                continue;
            }
            let own = target.get("$ref").or_else(|| alternative.get("$ref"));
            let component = own.and_then(|reference| component_name(reference.as_str()?));
            let title = target.get("title").and_then(|title| title.as_str()).map(str::to_owned);
            let text = component.clone().or(title).unwrap_or_else(|| word(&target).to_owned());
            let inline = hint.inside(&text);
            let ty = self.with_beside(&beside, alternative, inline)?;
            self.api.types[id].nullable |= self.api.types[ty].nullable;
            if places.contains(&std::ptr::from_ref(target.node())) {
                continue;
            }
            places.push(target.node());
            components.push(component);
            let mut hint = text.clone();
            let mut number = 2_u32;
            while !hints.insert(hint.clone()) {
                hint = format!("{text} {number}");
                number += 1;
            }
            union.variants.push(Alternative { ty, hint, tag: TagPlace::Declared, recursive: false });
        }
        let discriminator = self.discriminator(&part, &alternatives);
        match (union.variants.as_slice(), discriminator) {
            ([], _) => Some(Kind::Any),
            ([only], None) => Some(Kind::Newtype(only.ty)),
            (_, None) => Some(Kind::Union(union)),
            (_, Some(discriminator)) => {
                union.dispatch = self.tagged(&discriminator, &places, &components)?;
                Some(Kind::Union(union))
            }
        }
    }

    /// An alternative, with what holds for each.
    fn with_beside(&mut self, beside: &[View<'a>], alternative: &View<'a>, inline: Hint) -> Option<TypeId> {
        if beside.is_empty() {
            return self.schema(alternative, inline);
        }
        // An alternative that is built on what stands beside it has it already.
        let own = self.parts(std::slice::from_ref(alternative))?;
        let mut views: Vec<View<'a>> =
            beside.iter().filter(|each| !own.passed.contains(&std::ptr::from_ref(each.node()))).cloned().collect();
        views.push(alternative.clone());
        if views.len() == 1 { self.schema(alternative, inline) } else { self.merged(&views, inline) }
    }

    /// The discriminator of a union: its own, or the one that all alternatives are built on.
    fn discriminator(&mut self, part: &View<'a>, alternatives: &[View<'a>]) -> Option<View<'a>> {
        if let Some(own) = part.get("discriminator") {
            return Some(own);
        }
        let mut found: Option<View<'a>> = None;
        for alternative in alternatives {
            let parts = self.parts(std::slice::from_ref(alternative))?;
            let base = parts.all.iter().find_map(|part| part.get("discriminator"))?;
            let same = |known: &View<'a>| std::ptr::eq(known.node(), base.node());
            if !found.as_ref().is_none_or(same) {
                return None;
            }
            found = Some(base);
        }
        found
    }

    /// `propertyName` and `mapping`, by name or by reference; what no alternative has is said and left out.
    fn tagged(
        &mut self,
        discriminator: &View<'a>,
        places: &[*const Node],
        components: &[Option<String>],
    ) -> Option<Dispatch> {
        let Some(property) = discriminator.get("propertyName").and_then(|name| name.as_str()) else {
            self.diagnostics.push(
                Diagnostic::error(Code::Discriminator, "a discriminator names no property")
                    .at(&discriminator.origin(), "`propertyName` is missing")
                    .cost("the operations that need it cannot be generated"),
            );
            return None;
        };
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (tag, target) in discriminator.get("mapping").iter().flat_map(View::entries) {
            let text = target.as_str().unwrap_or_default();
            let by_name = |name: &str| components.iter().position(|known| known.as_deref() == Some(name));
            let by_reference = || {
                let leads_to = self.tree.resolve(text, &target.origin()).ok()?;
                let leads_to = self.tree.follow(&leads_to).ok()?;
                places.iter().position(|place| std::ptr::eq(*place, leads_to.node()))
            };
            let found = if text.contains('#') || text.contains('/') { by_reference() } else { by_name(text) };
            match found {
                Some(position) => mapping.push((tag.to_owned(), position)),
                None => self.dangling_tag(tag, text, &target, components, &mut mapping),
            }
        }
        Some(Dispatch::Tag { property: property.to_owned(), mapping })
    }

    /// Reports a tag that leads to no alternative; one that all but names an alternative is taken for it.
    fn dangling_tag(
        &mut self,
        tag: &str,
        text: &str,
        target: &View<'a>,
        components: &[Option<String>],
        mapping: &mut Vec<(String, usize)>,
    ) {
        let name = text.rsplit('/').next().unwrap_or_default();
        let letters = name.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let close = components.iter().position(|known| known.as_deref() == Some(letters));
        let help = match close {
            Some(_) => format!("taken for `{letters}`"),
            None => "values with this tag are kept as they come".to_owned(),
        };
        mapping.extend(close.map(|position| (tag.to_owned(), position)));
        self.diagnostics.push(
            Diagnostic::warning(Code::Discriminator, format!("the tag `{tag}` leads to no alternative of this union"))
                .at(&target.origin(), "no alternative is called so")
                .help(help),
        );
    }
}

/// Says whether a part says more of the wire than that there are alternatives.
fn says_more(each: &View<'_>, part: &View<'_>) -> bool {
    let says = |keywords: &[&str]| keywords.iter().any(|keyword| each.get(keyword).is_some());
    if std::ptr::eq(each.node(), part.node()) {
        return says(&["properties", "required", "additionalProperties", "items", "enum"]);
    }
    super::parts::has_structure(each)
}

/// Says whether a schema has no value but `null`.
fn is_null(view: &View<'_>) -> bool {
    let typed = view.get("type").is_some_and(|ty| ty.as_str() == Some("null"));
    let listed =
        view.get("enum").is_some_and(|values| values.len() == 1 && values.items().all(|value| value.is_null()));
    typed || listed
}

/// A word for a schema that nobody names.
fn word(view: &View<'_>) -> &'static str {
    let formatted = primitive::formatted(view).filter(|_| view.get("enum").is_none());
    match view.get("type").and_then(|ty| ty.as_str()) {
        Some("string") => match formatted {
            Some(Primitive::Date) => "date",
            Some(Primitive::DateTime) => "date-time",
            Some(Primitive::Uuid) => "uuid",
            Some(Primitive::Base64) => "bytes",
            _ => "text",
        },
        Some("integer") => "integer",
        Some("number") => "number",
        Some("boolean") => "boolean",
        Some("array") => "list",
        _ => "object",
    }
}
