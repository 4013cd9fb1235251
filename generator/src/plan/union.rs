//! Values of one of several types.

use crate::ir::{Alternative, Dispatch, EventVariant, Frozen, JsonKind, Kind, TagPlace, TypeId, Union, Values};
use crate::names::{Name, Table};

use super::docs::{self, Docs};
use super::enumeration::spellings;
use super::rust_type::{RustType, reference, resolved};

/// A value of one of several types.
#[derive(Debug)]
pub struct UnionPlan {
    /// Its name.
    pub name: String,
    /// Its docs.
    pub docs: Docs,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// Its variants.
    pub variants: Vec<UnionVariant>,
    /// How they are told apart.
    pub dispatch: DispatchPlan,
    /// Whether a value that looks like a variant and is none is kept too.
    pub open: bool,
    /// Whether a value may be of several variants at once, which none of them holds whole.
    pub several: bool,
}

/// One of the types of a union.
#[derive(Debug)]
pub struct UnionVariant {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: RustType,
    /// Its docs.
    pub docs: Docs,
    /// The tag that the union writes for it.
    pub tag: Option<WrittenTag>,
    /// What becomes this variant by `From`: nothing that could be another one.
    pub conversions: Vec<Conversion>,
}

/// What a variant is made from without naming it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// The value that it holds, which the union boxes where it has to.
    Value(RustType),
    /// `&str`, for a string of either type.
    Str,
}

/// A tag that a union writes, since the type does not.
#[derive(Debug)]
pub struct WrittenTag {
    /// The text.
    pub text: String,
    /// The field of the type that holds the tag if it is there; without one, the union always writes it.
    pub unless: Option<String>,
}

/// How the variants of a union are told apart.
#[derive(Debug)]
pub enum DispatchPlan {
    /// By the text of a property.
    Tag {
        /// The property.
        property: String,
        /// The texts of each variant that has some, with its name.
        arms: Vec<(Vec<String>, String)>,
        /// The variant of values whose tag is missing, or is that of no variant.
        fallback: Option<String>,
    },
    /// By what the value looks like, in this order.
    Shape(Vec<ShapeArm>),
    /// The one that knows most of the value is taken.
    Choice,
    /// By the name of the event whose data the value is.
    Event(Vec<EventArm>),
}

/// The events of a variant.
#[derive(Debug)]
pub struct EventArm {
    /// Their names.
    pub names: Vec<String>,
    /// The variant's name.
    pub variant: String,
    /// Whether their data are text, not JSON.
    pub is_text: bool,
}

/// What the values of a variant look like.
#[derive(Debug)]
pub struct ShapeArm {
    /// The kind of value.
    pub kind: JsonKind,
    /// A property that must be there, with the texts of which it must hold one, if any.
    pub key: Option<(String, Vec<String>)>,
    /// The names of the variants, of which the first that knows most of the value is taken; mostly it is one.
    pub variants: Vec<String>,
}

pub(super) fn union(
    api: &Frozen,
    names: &Table,
    (id, name): (TypeId, &Name),
    union: &Union,
    members: &[Name],
) -> UnionPlan {
    let ty = &api.types[id];
    let own = RustType::Named(name.pascal());
    let offered = |variant: &Alternative| match union.dispatch {
        // Events are only read.
        Dispatch::Event(_) => Vec::new(),
        Dispatch::Tag { .. } | Dispatch::Shape(_) | Dispatch::Choice => {
            conversions(resolved(api, names, variant.ty), &own)
        }
    };
    let offered: Vec<Vec<Conversion>> = union.variants.iter().map(offered).collect();
    let is_distinct = |conversion: &Conversion| offered.iter().filter(|each| each.contains(conversion)).count() == 1;
    let variants = union.variants.iter().zip(members).zip(&offered).map(|((variant, name), offered)| {
        let rust = reference(api, names, variant.ty);
        UnionVariant {
            name: name.pascal(),
            ty: if variant.boxed { RustType::Boxed(Box::new(rust)) } else { rust },
            docs: variant_docs(api, union, variant),
            tag: written_tag(api, names, union, variant),
            conversions: offered.iter().filter(|conversion| is_distinct(conversion)).cloned().collect(),
        }
    });
    UnionPlan {
        name: name.pascal(),
        docs: docs::described(ty),
        deprecated: ty.deprecated,
        variants: variants.collect(),
        dispatch: dispatch(api, union, members),
        open: union.open,
        several: union.several,
    }
}

/// What could become a variant that holds a value of this type.
fn conversions(held: RustType, union: &RustType) -> Vec<Conversion> {
    match held {
        RustType::String | RustType::Secret => vec![Conversion::Value(held), Conversion::Str],
        // An unknown value is any JSON too, and each type is made from itself already.
        RustType::Raw => Vec::new(),
        held if held == *union => Vec::new(),
        held => vec![Conversion::Value(held)],
    }
}

fn dispatch(api: &Frozen, union: &Union, members: &[Name]) -> DispatchPlan {
    let name = |position: usize| members.get(position).map(Name::pascal).unwrap_or_default();
    match &union.dispatch {
        Dispatch::Tag { property, mapping, fallback } => {
            let is_free = |tag: &String| mapping.iter().all(|(known, _)| known != tag);
            let tags = |position: usize| -> Vec<String> {
                let values = union.variants.get(position).and_then(|variant| tag_values(api, variant.ty, property));
                let own = mapping.iter().filter(|(_, to)| *to == position).map(|(tag, _)| tag);
                own.flat_map(|tag| {
                    let others = values.map(|values| spellings(values, tag)).unwrap_or_default();
                    std::iter::once(tag.clone()).chain(others.into_iter().filter(is_free))
                })
                .collect()
            };
            let arms = (0..union.variants.len()).map(|position| (tags(position), name(position)));
            DispatchPlan::Tag {
                property: property.clone(),
                arms: arms.filter(|(tags, _)| !tags.is_empty()).collect(),
                fallback: fallback.map(name),
            }
        }
        Dispatch::Shape(tests) => DispatchPlan::Shape(
            tests
                .iter()
                .map(|test| ShapeArm {
                    kind: test.kind,
                    key: test.key.as_ref().map(|key| (key.name.clone(), key.values.clone())),
                    variants: test.variants.iter().map(|variant| name(*variant)).collect(),
                })
                .collect(),
        ),
        Dispatch::Choice => DispatchPlan::Choice,
        Dispatch::Event(events) => {
            let arm = |(position, event): (usize, &EventVariant)| EventArm {
                names: event.names.clone(),
                variant: name(position),
                is_text: event.is_text,
            };
            DispatchPlan::Event(events.iter().enumerate().map(arm).collect())
        }
    }
}

/// What the tags of a type are, where it lists them.
fn tag_values(api: &Frozen, ty: TypeId, property: &str) -> Option<Values> {
    let Kind::Object(object) = &api.types[api.resolved(ty)].kind else { return None };
    let Kind::Enumeration(known) = &api.types[api.resolved(object.fields.get(property)?.ty)].kind else { return None };
    Some(known.values)
}

/// The documentation of a variant: that of its type, if the type shows none itself, and its tags.
fn variant_docs(api: &Frozen, union: &Union, variant: &Alternative) -> Docs {
    if let Dispatch::Event(events) = &union.dispatch {
        let own = union.variants.iter().zip(events).find(|(known, _)| known.hint == variant.hint);
        let names: Vec<&str> = own.iter().flat_map(|(_, event)| &event.names).map(String::as_str).collect();
        return Docs::from("The data of the event ").codes(names, " or ").text(".");
    }
    let Dispatch::Tag { property, mapping, fallback } = &union.dispatch else { return Docs::default() };
    let own = |to: usize| union.variants.get(to).is_some_and(|known| known.hint == variant.hint);
    let mut tags: Vec<&str> = mapping.iter().filter(|(_, to)| own(*to)).map(|(tag, _)| tag.as_str()).collect();
    // The name of a schema is what servers send where the mapping has nothing else.
    if tags.len() > 1 {
        tags.retain(|tag| Some(*tag) != variant.name.as_deref());
    }
    let ty = &api.types[variant.ty];
    let is_alias = matches!(ty.kind, Kind::Newtype(_));
    let summary = if is_alias { Docs::description(ty.description.as_deref()) } else { Docs::default() };
    if tags.is_empty() {
        return summary;
    }
    let fallback = fallback.and_then(|position| union.variants.get(position));
    let is_fallback = fallback.is_some_and(|fallback| fallback.hint == variant.hint);
    let end = if is_fallback { ", missing, or the tag of no other variant." } else { "." };
    summary.and(Docs::from("If ").code(property).text(" is ").codes(tags, " or ").text(end))
}

fn written_tag(api: &Frozen, names: &Table, union: &Union, variant: &Alternative) -> Option<WrittenTag> {
    let Dispatch::Tag { property, .. } = &union.dispatch else { return None };
    match &variant.tag {
        TagPlace::Declared => None,
        TagPlace::Added(text) => Some(WrittenTag { text: text.clone(), unless: None }),
        TagPlace::Optional(text) => {
            let mut ty = variant.ty;
            while let Kind::Newtype(inner) = api.types[ty].kind {
                ty = inner;
            }
            let Kind::Object(object) = &api.types[ty].kind else { return None };
            let field = names.members.get(&ty)?.get(object.fields.get_index_of(property)?)?;
            Some(WrittenTag { text: text.clone(), unless: Some(field.snake()) })
        }
    }
}
