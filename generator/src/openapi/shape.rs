//! Checks objects against the table of their fields: a field that does not exist, or holds another kind of value, is
//! reported, since it has no effect.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Kind, Node, Tree, View, nearest};

use super::dialect::{self, Dialect};
use super::objects::{Holds, Object};

/// Checks objects, each once.
pub(crate) struct Shapes<'a> {
    tree: &'a Tree,
    dialect: Dialect,
    seen: HashSet<*const Node>,
    /// Whether components are checked that nothing has referred to.
    unused: bool,
}

impl<'a> Shapes<'a> {
    /// Starts with nothing seen. Without `unused`, components are checked when something refers to them.
    pub(crate) fn new(tree: &'a Tree, dialect: Dialect, unused: bool) -> Self {
        Self { tree, dialect, seen: HashSet::new(), unused }
    }

    /// Checks an object and those in it, also those that it refers to.
    pub(crate) fn check(&mut self, view: &View<'a>, object: Object, diagnostics: &mut Diagnostics) {
        // An explicit stack, since chains of references may be long.
        let mut open = vec![(view.clone(), object)];
        while let Some((view, object)) = open.pop() {
            if !self.seen.insert(std::ptr::from_ref(view.node())) {
                continue;
            }
            if !view.is_object() {
                wrong_kind(&view, &format!("{} is not an object", object.name()), "an object", diagnostics);
                continue;
            }
            // A schema is followed by who reads it, since some versions let keywords stand beside the reference.
            if object != Object::Schema && view.get("$ref").is_some_and(|reference| reference.is_string()) {
                ignored(&view, |field| !self.dialect.overrides(field), |_| true, diagnostics);
                // A reference without a target is reported where it is followed.
                open.extend(self.tree.follow(&view).ok().map(|target| (target, object)));
                continue;
            }
            let first = open.len();
            for (name, value) in view.entries() {
                match object.field(name, self.dialect) {
                    Some(holds) => self.field(&value, object, name, holds, &mut open, diagnostics),
                    None if name.starts_with("x-") || object == Object::Schema => {}
                    None => unknown(&view, object, name, self.dialect, diagnostics),
                }
            }
            // In the document's order.
            open.get_mut(first..).unwrap_or_default().reverse();
        }
    }

    fn field(
        &self,
        value: &View<'a>,
        object: Object,
        name: &str,
        holds: Holds,
        open: &mut Vec<(View<'a>, Object)>,
        diagnostics: &mut Diagnostics,
    ) {
        // Documents of several files have references where OpenAPI has none.
        if value.get("$ref").is_some_and(|reference| reference.is_string()) && !matches!(holds, Holds::One(_)) {
            return;
        }
        if dialect::is_unsupported(object, name) {
            let message = format!("`{name}` of {} is not supported", object.name());
            diagnostics.push(Diagnostic::new(Code::Dropped, message).at_key(&value.origin(), "ignored"));
        }
        if !fits(value, holds) {
            let message = format!("`{name}` of {} is not {}", object.name(), wanted(holds));
            wrong_kind(value, &message, wanted(holds), diagnostics);
            return;
        }
        let is_extension = |key: &str| object == Object::Operation && name == "responses" && key.starts_with("x-");
        match holds {
            Holds::One(inner) => open.push((value.clone(), inner)),
            Holds::List(inner) => open.extend(value.items().map(|item| (item, inner))),
            Holds::Map(_) if object.holds_components(self.dialect) && !self.unused => {}
            Holds::Map(inner) => {
                let entries = value.entries().filter(|(key, _)| !is_extension(key));
                open.extend(entries.map(|(_, entry)| (entry, inner)));
            }
            Holds::Strings | Holds::Spellings => {
                let item = if holds == Holds::Strings { Holds::A(Kind::String) } else { Holds::Spelled };
                for misfit in value.items().filter(|value| !fits(value, item)) {
                    let message = format!("an item of `{name}` of {} is not a string", object.name());
                    wrong_kind(&misfit, &message, "a string", diagnostics);
                }
            }
            Holds::StringMap => {
                for (key, misfit) in value.entries().filter(|(_, value)| !value.is_string()) {
                    let message = format!("`{}` in `{name}` of {} is not a string", key.escape_debug(), object.name());
                    wrong_kind(&misfit, &message, "a string", diagnostics);
                }
            }
            Holds::Any | Holds::Present | Holds::A(_) | Holds::Spelled => {}
        }
    }
}

fn fits(value: &View<'_>, holds: Holds) -> bool {
    match (holds, value.kind()) {
        (Holds::Any, _) | (Holds::Spelled, Kind::String | Kind::Number) => true,
        (Holds::Present, found) => found != Kind::Null,
        (Holds::A(kind), found) => kind == found,
        (Holds::Spelled, _) => false,
        (Holds::Strings | Holds::Spellings | Holds::List(_), found) => found == Kind::Array,
        (Holds::StringMap | Holds::Map(_) | Holds::One(_), found) => found == Kind::Object,
    }
}

fn wanted(holds: Holds) -> &'static str {
    match holds {
        Holds::Any | Holds::Present | Holds::A(Kind::Null) => "a value",
        Holds::A(Kind::Boolean) => "`true` or `false`",
        Holds::A(Kind::Number) => "a number",
        Holds::A(Kind::String) | Holds::Spelled => "a string",
        Holds::A(Kind::Array) | Holds::List(_) => "an array",
        Holds::Strings | Holds::Spellings => "an array of strings",
        Holds::A(Kind::Object) | Holds::One(_) | Holds::Map(_) | Holds::StringMap => "an object",
    }
}

fn wrong_kind(value: &View<'_>, message: &str, wanted: &str, diagnostics: &mut Diagnostics) {
    let (label, consequence) = match value.kind() {
        Kind::Null => (format!("expected {wanted}, found `null`"), "`null` is read as if the field were absent"),
        found => (format!("expected {wanted}, found a value of type `{found}`"), "the value is ignored"),
    };
    diagnostics.push(Diagnostic::new(Code::FieldKind, message).at(&value.origin(), label).cost(consequence));
}

fn unknown(view: &View<'_>, object: Object, name: &str, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` is not a field of {}", name.escape_debug(), object.name());
    let diagnostic = Diagnostic::new(Code::UnknownField, message).at_key(&view.key_origin(name), "ignored");
    let later = Dialect::ALL.into_iter().find(|later| object.field(name, *later).is_some());
    let known = object.fields(dialect).map(|(known, _)| known);
    diagnostics.push(diagnostic.help(match (later, nearest(name, known)) {
        (Some(later), _) => format!(
            "{} {} has this field; this document declares {} {}",
            later.name(),
            later.number(),
            dialect.name(),
            dialect.number()
        ),
        (None, Some(names)) => format!("did you mean {names}?"),
        (None, None) => "prefix the name with `x-` if it is an extension".to_owned(),
    }));
}

/// Reports the fields beside a `$ref` that `matters` finds worth it, and those that an overlay put there.
pub(crate) fn beside_reference(view: &View<'_>, matters: impl Fn(&str) -> bool, diagnostics: &mut Diagnostics) {
    ignored(view, |_| true, matters, diagnostics);
}

/// Reports those of the ignored fields beside a `$ref` that matter, and those that an overlay put there.
fn ignored(
    view: &View<'_>,
    is_ignored: impl Fn(&str) -> bool,
    matters: impl Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) {
    // A text: among `properties` it is the name of one.
    let Some(reference) = view.get("$ref").filter(|reference| reference.is_string() && view.len() > 1) else { return };
    let home = reference.origin().source;
    let beside = view.entries().filter(|(name, _)| *name != "$ref" && !name.starts_with("x-") && is_ignored(name));
    for (name, value) in beside {
        let origin = value.origin();
        if origin.source == home && !matters(name) {
            continue;
        }
        let message = format!("`{}` beside `$ref` has no effect", name.escape_debug());
        let diagnostic = Diagnostic::new(Code::BesideReference, message).at_key(&origin, "ignored");
        diagnostics.push(diagnostic.help("change the target of the reference, or replace the reference"));
    }
}
