//! Which types are equal: on the wire, or also in what the document says of what is in them.
//!
//! Each type is compared after those that it is made of, so that two types are equal where they are built alike of types
//! of the same numbers. That takes one look at each type, however deep they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ir::{
    Alternative, Api, Constraint, Direction, Dispatch, Enumeration, EventVariant, Index, Kind, Object, Presence,
    Primitive, TagPlace, Type, TypeId, Union, Value, Values, Variant,
};

use super::labels::Labels;

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// What is on the wire.
    Wire,
    /// That, and the docs of what types hold.
    Docs,
}

/// Numbers types, by their positions: equal ones have the same number.
pub(super) fn classes(api: &Api, labels: &Labels, by: By) -> Vec<usize> {
    let of = vec![0; api.types.len()];
    let mut classes = Classes { api, labels, by, known: HashMap::new(), of, seen_as: Vec::new() };
    // Inline types may be made of types that the document names and that come later.
    classes.seen_as = api.types.iter().map(|(id, _)| classes.intern(Form::Own(id))).collect();
    for id in &labels.order {
        classes.number(*id);
    }
    classes.of
}

struct Classes<'a> {
    api: &'a Api,
    labels: &'a Labels,
    by: By,
    known: HashMap<Form<'a>, usize>,
    /// What each type is by itself.
    of: Vec<usize>,
    /// What each type is to those that hold it.
    seen_as: Vec<usize>,
}

/// What a type is, of what is known of the types that it is made of.
#[derive(PartialEq, Eq, Hash)]
enum Form<'a> {
    /// Equal to nothing else: the document names it, it leads to itself, or nothing says what it is.
    Own(TypeId),
    /// An inline type of some form, called so.
    Called(usize, &'a [String]),
    Primitive(Primitive, bool),
    Array(Part<'a>),
    Map(Part<'a>),
    Tuple(Vec<Part<'a>>, Option<Part<'a>>),
    Object {
        fields: BTreeMap<&'a str, Property<'a>>,
        additional: Option<Part<'a>>,
        undeclared: BTreeSet<&'a str>,
        /// Whether requests tell `null` from a missing value, as responses do not.
        sends_null: bool,
    },
    Enumeration {
        values: Values,
        /// The values, with the names and docs that the document proposes.
        variants: BTreeMap<&'a str, [Option<&'a str>; 2]>,
        /// Whether a new value of an object has the only value there is.
        is_constant: bool,
    },
    Union {
        variants: BTreeMap<&'a str, (Part<'a>, Option<&'a str>, &'a TagPlace)>,
        told_by: ToldBy<'a>,
        /// Whether it is open, of several, and made by `allOf`.
        is: [bool; 3],
    },
    Any,
}

/// A type as another holds it.
#[derive(PartialEq, Eq, Hash)]
struct Part<'a> {
    class: usize,
    nullable: bool,
    /// The only value, which a constructor does not take.
    constant: Option<&'a Constraint>,
    said: Option<Said<'a>>,
}

/// What the document says of a type for people.
#[derive(PartialEq, Eq, Hash)]
struct Said<'a> {
    deprecated: bool,
    description: Option<&'a str>,
    constraints: &'a [Constraint],
    example: Option<&'a Value>,
    default: Option<&'a Value>,
}

#[derive(PartialEq, Eq, Hash)]
struct Property<'a> {
    part: Part<'a>,
    presence: Presence,
    direction: Direction,
    tag: Option<&'a str>,
    /// The name that the document proposes.
    hint: Option<&'a str>,
}

/// How the variants of a union are told apart, by their keys; what follows from the variants themselves is left out.
#[derive(PartialEq, Eq, Hash)]
enum ToldBy<'a> {
    Tag { property: &'a str, mapping: BTreeSet<(&'a str, &'a str)>, fallback: Option<&'a str> },
    Shape,
    Choice,
    Event(BTreeMap<&'a str, (&'a [String], bool)>),
}

impl<'a> Classes<'a> {
    fn number(&mut self, id: TypeId) {
        let ty = &self.api.types[id];
        let form = match (&ty.kind, ty.hint.is_given()) {
            _ if self.labels.is_circular(id) => Form::Own(id),
            // Another name for a type is that type, unless the name is the document's.
            (Kind::Newtype(inner), false) => {
                let class = self.seen_as.get(inner.position()).copied().unwrap_or_default();
                self.note(id, class, class);
                return;
            }
            _ => self.form(id, ty),
        };
        let class = self.intern(form);
        let seen_as = match self.labels.get(id) {
            _ if ty.hint.is_given() => self.intern(Form::Own(id)),
            Some(label) if ty.is_named() => self.intern(Form::Called(class, label)),
            None if ty.is_named() => self.intern(Form::Own(id)),
            _ => class,
        };
        self.note(id, class, seen_as);
    }

    fn intern(&mut self, form: Form<'a>) -> usize {
        let next = self.known.len();
        *self.known.entry(form).or_insert(next)
    }

    fn note(&mut self, id: TypeId, class: usize, seen_as: usize) {
        for (list, number) in [(&mut self.of, class), (&mut self.seen_as, seen_as)] {
            if let Some(place) = list.get_mut(id.position()) {
                *place = number;
            }
        }
    }

    fn form(&self, id: TypeId, ty: &'a Type) -> Form<'a> {
        match &ty.kind {
            Kind::Primitive(primitive) => Form::Primitive(*primitive, ty.secret),
            Kind::Array(items) => Form::Array(self.part(*items)),
            Kind::Map(values) => Form::Map(self.part(*values)),
            Kind::Tuple(tuple) => Form::Tuple(
                tuple.elements.iter().map(|element| self.part(*element)).collect(),
                tuple.rest.map(|rest| self.part(rest)),
            ),
            Kind::Object(object) => self.object(ty, object),
            Kind::Enumeration(known) => self.enumeration(ty, known),
            Kind::Union(union) => self.union(union),
            Kind::Newtype(_) => Form::Own(id),
            Kind::Any(_) => Form::Any,
        }
    }

    fn part(&self, id: TypeId) -> Part<'a> {
        let ty = &self.api.types[id];
        let said = Said {
            deprecated: ty.deprecated,
            description: ty.description.as_deref(),
            constraints: &ty.constraints,
            example: ty.example.as_ref(),
            default: ty.default.as_ref(),
        };
        Part {
            class: self.seen_as.get(id.position()).copied().unwrap_or_default(),
            nullable: ty.nullable,
            constant: ty.constraints.iter().find(|constraint| matches!(constraint, Constraint::Constant(_))),
            said: (self.by == By::Docs).then_some(said),
        }
    }

    fn object(&self, ty: &Type, object: &'a Object) -> Form<'a> {
        let fields = object.fields.iter().map(|(name, field)| {
            let (presence, direction, tag) = (field.presence, field.direction, field.tag.as_deref());
            let hint = field.hint.as_deref().filter(|_| self.by == By::Docs);
            (name.as_str(), Property { part: self.part(field.ty), presence, direction, tag, hint })
        });
        let may_be_null = object
            .fields
            .values()
            .any(|field| field.presence == Presence::OptionalNullable && field.direction != Direction::Response);
        Form::Object {
            fields: fields.collect(),
            additional: object.additional.map(|values| self.part(values)),
            undeclared: object.undeclared.iter().map(String::as_str).collect(),
            sends_null: self.by == By::Docs && may_be_null && ty.usage.request,
        }
    }

    fn union(&self, union: &'a Union) -> Form<'a> {
        let key = |position: usize| union.variants.get(position).map_or("", |variant| variant.key.as_str());
        let variant = |variant: &'a Alternative| {
            (variant.key.as_str(), (self.part(variant.ty), variant.name.as_deref(), &variant.tag))
        };
        let told_by = match &union.dispatch {
            Dispatch::Tag { property, mapping, fallback } => {
                let mapping = mapping.iter().map(|(tag, to)| (tag.as_str(), key(*to))).collect();
                ToldBy::Tag { property, mapping, fallback: fallback.map(key) }
            }
            Dispatch::Shape(_) => ToldBy::Shape,
            Dispatch::Choice => ToldBy::Choice,
            Dispatch::Event(events) => {
                let event = |(at, event): (usize, &'a EventVariant)| (key(at), (event.names.as_slice(), event.is_text));
                ToldBy::Event(events.iter().enumerate().map(event).collect())
            }
        };
        Form::Union {
            variants: union.variants.iter().map(variant).collect(),
            told_by,
            is: [union.open, union.several, union.inherits],
        }
    }

    fn enumeration(&self, ty: &Type, known: &'a Enumeration) -> Form<'a> {
        let said = |variant: &'a Variant| {
            let said = [variant.hint.as_deref(), variant.description.as_deref()];
            (variant.wire_name.as_str(), if self.by == By::Docs { said } else { [None; 2] })
        };
        Form::Enumeration {
            values: known.values,
            variants: known.variants.iter().map(said).collect(),
            is_constant: ty.constraints.iter().any(|constraint| matches!(constraint, Constraint::Constant(_))),
        }
    }
}
