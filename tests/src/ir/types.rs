//! Types: those with a name in a block each, all others in the line of what holds them.

use std::collections::{HashMap, HashSet};

use signet::ir::{
    Alternative, Api, Bound, Constraint, Direction, Dispatch, Enumeration, EventVariant, Field, Hint, Key, Kind,
    Object, Presence, Released, TagPlace, Test, Tuple, Type, TypeId, Union, Usage, Variant, Why,
};

use super::Page;
use super::facts::{Facts, json, list, name};
use super::operation::place;

/// What types with a block are called.
pub(super) type Names = HashMap<TypeId, String>;

/// Names each type with a block by its place, which is the same whatever else the document holds.
pub(super) fn names(api: &Api) -> Names {
    let mut taken = HashSet::new();
    let mut names = Names::new();
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.is_named()) {
        let key = name(&ty.hint.key());
        let numbered = (2_usize..).map(|number| format!("{key} #{number}"));
        let free = std::iter::once(key.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
        names.extend(free.map(|name| (id, name)));
    }
    names
}

impl Page<'_> {
    pub(super) fn types(&mut self) {
        let api = self.api;
        for (id, ty) in api.types.iter().filter(|(_, ty)| ty.is_named()) {
            self.shown.insert(id);
            self.block(id, ty);
        }
        for (id, _) in api.types.iter() {
            if !self.shown.contains(&id) {
                let ty = self.expression(id, Usage::default());
                self.line(0, &format!("\nunused: {ty}"));
            }
        }
    }

    /// Writes a type where it is used: its name, or all of it.
    pub(super) fn expression(&mut self, id: TypeId, holder: Usage) -> String {
        if let Some(name) = self.names.get(&id) {
            return name.clone();
        }
        if self.open.contains(&id) {
            return "itself".to_owned();
        }
        self.shown.insert(id);
        self.open.push(id);
        let ty = &self.api.types[id];
        let kind = self.kind(&ty.kind, holder);
        self.open.pop();
        let facts = facts(ty);
        let facts = if ty.usage == holder { facts } else { facts.fact(usage(ty.usage)) };
        facts.inside(&kind)
    }

    /// Writes what a type is, without its properties, values or variants.
    fn kind(&mut self, kind: &Kind, holder: Usage) -> String {
        match kind {
            Kind::Primitive(primitive) => format!("{primitive:?}"),
            Kind::Array(inner) => format!("[{}]", self.expression(*inner, holder)),
            Kind::Map(inner) => format!("{{{}}}", self.expression(*inner, holder)),
            Kind::Newtype(inner) => format!("same as {}", self.expression(*inner, holder)),
            Kind::Tuple(Tuple { elements, least, rest }) => {
                let optional = |position: usize| if position < *least { "" } else { "?" };
                let elements = elements.iter().enumerate();
                let mut elements: Vec<_> =
                    elements.map(|(position, ty)| self.expression(*ty, holder) + optional(position)).collect();
                elements.extend(rest.map(|ty| format!("..{}", self.expression(ty, holder))));
                format!("({})", elements.join(", "))
            }
            Kind::Object(_) => "object".to_owned(),
            Kind::Enumeration(Enumeration { values, variants: _ }) => format!("enum of {values:?}"),
            Kind::Union(_) => "union".to_owned(),
            Kind::Any(Why::Unsaid) => "any".to_owned(),
            Kind::Any(Why::Lost(what)) => format!("any without {}", name(what)),
            Kind::Any(Why::Reported) => "any as reported".to_owned(),
        }
    }

    fn block(&mut self, id: TypeId, ty: &Type) {
        let name = self.names.get(&id).cloned().unwrap_or_default();
        let bytes = if ty.size > 0 { format!(" of {} bytes", ty.size) } else { String::new() };
        let heading = Facts::default()
            .fact(facts(ty).inside(&(self.kind(&ty.kind, ty.usage) + &bytes)))
            .fact(usage(ty.usage))
            .fact(hint(&ty.hint))
            .fact(place(&ty.origin));
        self.line(0, "");
        self.line(0, &format!("{name}: {}", heading.joined()));
        match &ty.kind {
            Kind::Object(object) => self.object(object, ty.usage),
            Kind::Enumeration(enumeration) => self.enumeration(enumeration),
            Kind::Union(union) => self.union(union, ty.usage),
            Kind::Primitive(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Newtype(_) | Kind::Any(_) => {}
        }
    }

    fn object(&mut self, object: &Object, usage: Usage) {
        let Object { fields, additional, undeclared } = object;
        for (word, Field { hint, ty, presence, direction, boxed, tag, released }) in fields {
            let presence = match presence {
                Presence::Required => "required",
                Presence::Optional => "optional",
                Presence::RequiredNullable => "required nullable",
                Presence::OptionalNullable => "optional nullable",
            };
            let written = if let Released::Written(value) = released { Some(value) } else { None };
            let facts = Facts::default()
                .flag(*direction == Direction::Response, "only in responses")
                .flag(*direction == Direction::Request, "only in requests")
                .flag(*boxed, "boxed")
                .text("proposed name", hint.as_ref())
                .text("tag", tag.as_ref())
                .flag(*released == Released::Taken, "taken by the released constructor")
                .text("written by the released constructor", written);
            let ty = self.expression(*ty, usage);
            self.line(1, &facts.after(&format!("{}: {presence} {ty}", name(word))));
        }
        if let Some(ty) = additional {
            let ty = self.expression(*ty, usage);
            self.line(1, &format!("any other property: {ty}"));
        }
        if !undeclared.is_empty() {
            self.line(1, &format!("required but not declared: {}", list(undeclared)));
        }
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        for Variant { wire_name, hint, description } in &enumeration.variants {
            let facts = Facts::default().text("hint", hint.as_ref()).docs(description.as_ref());
            self.line(1, &facts.after(&name(wire_name)));
        }
    }

    fn union(&mut self, union: &Union, usage: Usage) {
        let Union { variants, dispatch, open, several, inherits } = union;
        let key = |position: &usize| variants.get(*position).map(|variant| name(&variant.key)).unwrap_or_default();
        let keys = |positions: &[usize]| positions.iter().map(key).collect::<Vec<_>>().join(" | ");
        let facts = Facts::default().flag(*open, "open").flag(*several, "any of").flag(*inherits, "inherits");
        let by = match dispatch {
            Dispatch::Tag { property, mapping: _, fallback: _ } => format!("told apart by property {}", name(property)),
            Dispatch::Shape(_) => "told apart by shape".to_owned(),
            Dispatch::Choice => "told apart by what fits most".to_owned(),
            Dispatch::Event(_) => "told apart by event".to_owned(),
        };
        self.line(1, &facts.after(&by));
        match dispatch {
            Dispatch::Tag { property: _, mapping, fallback } => {
                for (text, position) in mapping {
                    self.line(2, &format!("{text:?}: {}", key(position)));
                }
                if let Some(position) = fallback {
                    self.line(2, &format!("otherwise: {}", key(position)));
                }
            }
            Dispatch::Shape(tests) => {
                for Test { kind, key, variants } in tests {
                    let property = key.as_ref().map(|Key { name: word, values }| {
                        let values = if values.is_empty() { String::new() } else { format!(" of {}", list(values)) };
                        format!("{}{values}", name(word))
                    });
                    let test = Facts::default().value("with", property).after(&format!("{kind:?}"));
                    self.line(2, &format!("{test}: {}", keys(variants)));
                }
            }
            Dispatch::Choice => {}
            Dispatch::Event(events) => {
                for (position, EventVariant { names, is_text }) in events.iter().enumerate() {
                    let form = if *is_text { " as text" } else { "" };
                    self.line(2, &format!("{}{form}: {}", list(names), key(&position)));
                }
            }
        }
        for Alternative { ty, hint, name: component, key, tag, boxed } in variants {
            let tag = match tag {
                TagPlace::Declared => None,
                TagPlace::Optional(text) => Some(format!("{text:?} where it is missing")),
                TagPlace::Added(text) => Some(format!("{text:?} written by the union")),
            };
            let facts = Facts::default()
                .text("hint", (hint != key).then_some(hint))
                .text("component", component.as_ref().filter(|component| *component != key))
                .flag(component.as_ref() == Some(key), "component")
                .value("tag", tag)
                .flag(*boxed, "boxed");
            let ty = self.expression(*ty, usage);
            self.line(1, &facts.after(&format!("{}: {ty}", name(key))));
        }
    }
}

/// What is said of the values of a type.
fn facts(ty: &Type) -> Facts {
    let Type {
        kind: _,
        nullable,
        hint: _,
        title,
        description,
        constraints,
        example,
        default,
        secret,
        deprecated,
        usage: _,
        size: _,
        origin: _,
    } = ty;
    let mut facts = Facts::default().flag(*nullable, "nullable");
    for each in constraints {
        facts = constraint(facts, each);
    }
    facts
        .flag(*secret, "secret")
        .flag(*deprecated, "deprecated")
        .text("title", title.as_ref())
        .json("default", default.as_ref())
        .json("example", example.as_ref())
        .docs(description.as_ref())
}

fn constraint(facts: Facts, constraint: &Constraint) -> Facts {
    let bound = |Bound { value, exclusive }: &Bound| {
        let value = json(value);
        if *exclusive { format!("{value} exclusive") } else { value }
    };
    let (word, value) = match constraint {
        Constraint::Minimum(least) => ("minimum", bound(least)),
        Constraint::Maximum(most) => ("maximum", bound(most)),
        Constraint::MultipleOf(value) => ("multipleOf", json(value)),
        Constraint::MinLength(value) => ("minLength", json(value)),
        Constraint::MaxLength(value) => ("maxLength", json(value)),
        Constraint::Pattern(value) => ("pattern", json(value)),
        Constraint::MinItems(value) => ("minItems", json(value)),
        Constraint::MaxItems(value) => ("maxItems", json(value)),
        Constraint::UniqueItems => return facts.fact("uniqueItems"),
        Constraint::PropertyNames(value) => ("propertyNames", json(value)),
        Constraint::Encoding(value) => ("contentEncoding", json(value)),
        Constraint::MediaType(value) => ("contentMediaType", json(value)),
        Constraint::MinProperties(value) => ("minProperties", json(value)),
        Constraint::MaxProperties(value) => ("maxProperties", json(value)),
        Constraint::Format(value) => ("format", json(value)),
        Constraint::Constant(value) => ("const", json(value)),
        Constraint::Values(value) => ("values", json(value)),
    };
    facts.value(word, Some(value))
}

fn usage(usage: Usage) -> &'static str {
    let Usage { request, response } = usage;
    match (request, response) {
        (true, true) => "in requests and responses",
        (true, false) => "in requests",
        (false, true) => "in responses",
        (false, false) => "unused",
    }
}

fn hint(hint: &Hint) -> String {
    match hint {
        Hint::Component(_) => "component".to_owned(),
        Hint::File { name: word, place: _ } => format!("file {}", name(word)),
        Hint::Inline { words, place: _ } => format!("words {}", words.join(" ")),
    }
}
