//! Fixed fields of objects. One that holds another kind of value counts as absent; `Shapes` reports it.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Kind, View};

use super::objects::Object;

/// The string that a field holds.
pub(super) fn text<'a>(view: &View<'a>, field: &str) -> Option<&'a str> {
    view.get(field)?.as_str()
}

/// The string that a field holds; a number is read as its digits, since YAML makes one of `1.0` without quotes.
pub(super) fn spelled(view: &View<'_>, field: &str) -> Option<String> {
    spelling(&view.get(field)?)
}

/// The list of strings that a field holds; numbers are read as their digits.
pub(super) fn spellings(view: &View<'_>, field: &str) -> Vec<String> {
    view.get(field).iter().flat_map(View::items).filter_map(|item| spelling(&item)).collect()
}

/// The boolean that a field holds.
pub(super) fn flag(view: &View<'_>, field: &str) -> Option<bool> {
    view.get(field)?.as_bool()
}

/// The objects in the list that a field holds.
pub(super) fn objects<'a>(view: &View<'a>, field: &str) -> impl Iterator<Item = View<'a>> {
    view.get(field).into_iter().flat_map(|list| list.items()).filter(View::is_object)
}

/// The values in the map that a field holds, by key.
pub(super) fn entries<'a>(view: &View<'a>, field: &str) -> impl Iterator<Item = (&'a str, View<'a>)> {
    view.get(field).into_iter().flat_map(|map| map.entries())
}

/// Reports an object that lacks a required field, or has an invalid value there.
pub(super) fn malformed(view: &View<'_>, object: Object, why: &str, cost: &str) -> Diagnostic {
    let name = object.name();
    Diagnostic::new(Code::Malformed, format!("{name} is malformed: {why}"))
        .at(&view.origin(), format!("expected {name}"))
        .cost(cost)
}

pub(super) fn spelling(value: &View<'_>) -> Option<String> {
    match value.kind() {
        Kind::String => value.as_str().map(str::to_owned),
        Kind::Number => Some(value.to_json().to_string()),
        Kind::Null | Kind::Boolean | Kind::Array | Kind::Object => None,
    }
}
