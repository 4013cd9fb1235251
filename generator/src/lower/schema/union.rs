//! `oneOf`, `anyOf` and `discriminator`.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Alternative, Dispatch, Hint, Kind, Primitive, SUBSCHEMA, TagPlace, TypeId, Union, Why, escaped};
use crate::openapi::reference_name;
use crate::source::{Node, Tree, View};

use super::parts::Parts;
use super::subschema::Called;
use super::{Lowering, primitive, types};

impl<'a> Lowering<'a, '_> {
    /// Makes a union of the alternatives that stand in `part`; what stands beside them holds for each.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        parts: &Parts<'a>,
        (part, alternatives): (View<'a>, Vec<View<'a>>),
        hint: &Hint,
    ) -> Option<Kind> {
        let more = |each: &&View<'a>| says_more(each, &part) || self.choices(each, parts).len() > 1;
        let beside: Vec<View<'a>> = parts.all.iter().filter(more).cloned().collect();
        let mut union = Union { several: is_any_of(&part, &alternatives), ..Union::new() };
        let mut members = Members::default();
        let mut impossible = 0_usize;
        let mut unknown = 0_usize;
        let list = alternatives.first().and_then(View::parent);
        let called = list.map(|list| self.subschemas(&list)).unwrap_or_default();
        for (alternative, Called { word, key }) in alternatives.iter().zip(called) {
            let Some(target) = self.followed(alternative) else {
                unknown += 1;
                continue;
            };
            if is_null(&target) {
                self.api.types[id].nullable = true;
                continue;
            }
            let own = target.get("$ref").or_else(|| alternative.get("$ref"));
            let component = own.and_then(|reference| reference_name(reference.as_str()?));
            let inline = hint.at(&word, &format!("{SUBSCHEMA}{}", escaped(&key)));
            let views = self.with_beside(&beside, alternative);
            if self.is_impossible(&views) {
                impossible += 1;
                continue;
            }
            let ty = self.merged(&views, inline)?;
            if members.places.contains(&std::ptr::from_ref(target.node())) {
                continue;
            }
            members.push(target.node(), component.clone());
            let name = component;
            union.variants.push(Alternative { ty, hint: word, key, name, tag: TagPlace::Declared, boxed: false });
        }
        if impossible > 0 && union.variants.is_empty() {
            return Some(self.incomprehensible(&part, "no subschema fits the keywords beside the list"));
        }
        if unknown > 0 && union.variants.is_empty() {
            return Some(Kind::Any(Why::Reported));
        }
        let discriminator = self.discriminator(&part, &alternatives);
        match (union.variants.as_slice(), discriminator) {
            ([], _) => Some(Kind::Any(Why::Lost("nothing but `null` fits".to_owned()))),
            ([only], None) if unknown == 0 => Some(Kind::Newtype(only.ty)),
            (_, None) => Some(Kind::Union(union)),
            (_, Some(discriminator)) => {
                union.dispatch = self.tagged(&discriminator, &members).unwrap_or(Dispatch::Choice);
                Some(Kind::Union(union))
            }
        }
    }

    /// An alternative, with what holds for each.
    fn with_beside(&mut self, beside: &[View<'a>], alternative: &View<'a>) -> Vec<View<'a>> {
        if beside.is_empty() {
            return vec![alternative.clone()];
        }
        let own = self.parts(std::slice::from_ref(alternative));
        // An alternative that is built on what stands beside it has it already.
        let more = beside.iter().filter(|each| !own.have_passed(each)).cloned();
        more.chain([alternative.clone()]).collect()
    }

    /// Says whether an alternative contradicts what stands beside it, which leaves one alternative fewer.
    fn is_impossible(&mut self, views: &[View<'a>]) -> bool {
        if views.len() == 1 {
            return false;
        }
        let Some([(first, place), (other, other_place)]) = self.parts(views).contradiction() else {
            return false;
        };
        self.diagnostics.push(
            Diagnostic::warning(Code::Contradiction, "no value fits this alternative and what stands beside it")
                .at(&other_place.origin(), format!("this is of type `{other}`"))
                .at(&place.origin(), format!("this is of type `{first}`"))
                .help("the alternative is left out"),
        );
        true
    }

    /// The discriminator of a union: its own, or the one that all alternatives are built on.
    fn discriminator(&mut self, part: &View<'a>, alternatives: &[View<'a>]) -> Option<View<'a>> {
        if let Some(own) = part.get("discriminator") {
            return Some(own);
        }
        let mut found: Option<View<'a>> = None;
        for alternative in alternatives {
            let parts = self.parts(std::slice::from_ref(alternative));
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
    pub(super) fn tagged(&mut self, discriminator: &View<'a>, members: &Members) -> Option<Dispatch> {
        let Some(property) = discriminator.get("propertyName").and_then(|name| name.as_str()) else {
            self.diagnostics.push(
                Diagnostic::warning(Code::Discriminator, "a discriminator names no property")
                    .at(&discriminator.origin(), "`propertyName` is missing")
                    .help("the subschemas are told apart without it"),
            );
            return None;
        };
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (tag, target) in discriminator.get("mapping").iter().flat_map(View::entries) {
            match members.mapped(self.tree, &target) {
                Some(position) => mapping.push((tag.to_owned(), position)),
                None => self.dangling_tag(tag, &target, members, &mut mapping),
            }
        }
        Some(Dispatch::Tag { property: property.to_owned(), mapping })
    }

    /// Reports a tag that leads to no alternative; one that all but names an alternative is taken for it.
    fn dangling_tag(&mut self, tag: &str, target: &View<'a>, members: &Members, mapping: &mut Vec<(String, usize)>) {
        let name = target.as_str().and_then(|text| text.rsplit('/').next()).unwrap_or_default();
        let letters = name.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let close = members.named(letters);
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
            let leads_to = tree.resolve(text, &target.origin()).ok()?;
            let leads_to = tree.follow(&leads_to).ok()?;
            self.places.iter().position(|place| std::ptr::eq(*place, leads_to.node()))
        })
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.as_deref() == Some(name))
    }
}

/// Says whether these are the subschemas of `anyOf`.
fn is_any_of(part: &View<'_>, alternatives: &[View<'_>]) -> bool {
    let first = part.get("anyOf").and_then(|list| list.item(0));
    first.zip(alternatives.first()).is_some_and(|(first, alternative)| std::ptr::eq(first.node(), alternative.node()))
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
    let null = |ty: &View<'_>| ty.as_str() == Some("null");
    let typed = view.get("type").is_some_and(|ty| null(&ty) || ty.len() == 1 && ty.items().all(|ty| null(&ty)));
    let listed =
        view.get("enum").is_some_and(|values| values.len() == 1 && values.items().all(|value| value.is_null()));
    // `{ nullable: true }` allows anything, by the letter; generators that write it for an option mean nothing but `null`.
    let only = view.get("nullable").and_then(|flag| flag.as_bool()) == Some(true)
        && view.entries().all(|(keyword, _)| ["nullable", "title", "description"].contains(&keyword));
    typed || listed || only
}

/// A word for a schema that nobody names.
pub(super) fn word(view: &View<'_>) -> &'static str {
    let formatted = primitive::formatted(view).filter(|_| view.get("enum").is_none());
    match types::declared(view) {
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
