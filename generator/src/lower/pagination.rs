//! `x-signet-pagination`: how the pages of a list follow each other, where the document does not show it.

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Convention, Kind, Location, Operation, Pagination, Primitive, Style, TypeId};
use crate::source::{View, nearest};

use super::{Lowering, settings};

const KEY: &str = "x-signet-pagination";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    by: By,
    parameter: Option<String>,
    next: Option<Vec<String>>,
    more: Option<Vec<String>>,
    items: Option<Vec<String>>,
    first: Option<u64>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum By {
    Cursor,
    Offset,
    Page,
    Link,
    NextUrl,
}

/// What is wrong with an entry, by the field that says it.
struct Wrong {
    field: &'static str,
    message: String,
    nearest: Option<String>,
}

impl Lowering<'_, '_> {
    /// Reads how the list of one operation is walked, which has to have what is named.
    pub(super) fn own_pagination(&mut self, view: &View<'_>, operation: &mut Operation) {
        let Some(value) = view.get(KEY) else { return };
        let Some(entry) = settings::read(&value, KEY, self.diagnostics) else { return };
        match self.pagination(entry, operation) {
            Ok(pagination) => operation.pagination = Some(pagination),
            Err(Wrong { field, message, nearest }) => {
                let place = value.get(field).map_or_else(|| value.origin(), |value| value.origin());
                let diagnostic = Diagnostic::error(Code::Extension, message).at(&place, "this value");
                self.diagnostics.push(match nearest {
                    Some(names) => diagnostic.help(format!("names like it: {names}")),
                    None => diagnostic,
                });
            }
        }
    }

    fn pagination(&self, entry: Entry, operation: &Operation) -> Result<Pagination, Wrong> {
        let Entry { by, parameter, next, more, items, first } = entry;
        let page = self.api.page(operation).ok_or_else(|| {
            wrong("by", format!("`{}` does not answer with JSON of one type, which a page is", operation.key()))
        })?;
        let counts = matches!(by, By::Offset | By::Page);
        for (field, is_there, is_wanted) in [
            ("parameter", parameter.is_some(), counts || by == By::Cursor),
            ("next", next.is_some(), matches!(by, By::Cursor | By::NextUrl)),
            ("items", items.is_some(), counts || items.is_some()),
            ("first", first.is_some(), by == By::Page && first.is_some()),
        ] {
            if is_there != is_wanted {
                let wants = if is_wanted { "wants" } else { "has no use for" };
                return Err(wrong(field, format!("`{KEY}` of this kind {wants} `{field}`")));
            }
        }
        let text = [Primitive::String, Primitive::Uuid];
        let number = [Primitive::Int32, Primitive::Int64, Primitive::Uint32, Primitive::Uint64];
        let next =
            next.map(|way| self.leads("next", way, page, |ty| self.is_of(ty, &[text.as_slice(), &number].concat())));
        let more =
            more.map(|way| self.leads("more", way, page, |ty| self.is_of(ty, &[Primitive::Boolean]))).transpose()?;
        let is_list = |ty| matches!(self.api.types[self.api.resolved(ty)].kind, Kind::Array(_));
        let items = items.map(|way| self.leads("items", way, page, is_list)).transpose()?;
        let counted = |wanted: Option<String>| self.parameter_of(operation, wanted.unwrap_or_default(), &number);
        let convention = match (by, next.transpose()?) {
            (By::Cursor, Some(next)) => {
                let said = self.api.property(page, &next).and_then(|ty| self.shown(ty));
                let parameter = self.parameter_of(operation, parameter.unwrap_or_default(), said.as_slice())?;
                Convention::Cursor { parameter, next }
            }
            (By::NextUrl, Some(next)) => Convention::NextUrl { next },
            (By::Offset, _) => Convention::Offset { parameter: counted(parameter)? },
            (By::Page, _) => Convention::Page { parameter: counted(parameter)?, first: first.unwrap_or(1) },
            (By::Cursor | By::NextUrl | By::Link, _) => Convention::Link,
        };
        Ok(Pagination { convention, items, more })
    }

    /// Checks a way of properties, and what it ends at.
    fn leads(
        &self,
        field: &'static str,
        way: Vec<String>,
        page: TypeId,
        fits: impl Fn(TypeId) -> bool,
    ) -> Result<Vec<String>, Wrong> {
        let mut at = page;
        for name in &way {
            let Kind::Object(object) = &self.api.types[self.api.resolved(at)].kind else {
                return Err(wrong(field, format!("nothing is in what `{name}` is looked for in")));
            };
            let Some(property) = object.fields.get(name) else {
                let known = nearest(name, object.fields.keys().map(String::as_str));
                return Err(Wrong {
                    nearest: known,
                    ..wrong(field, format!("the page has no property `{name}` there"))
                });
            };
            at = property.ty;
        }
        if fits(at) { Ok(way) } else { Err(wrong(field, format!("what `{field}` leads to is not of its type"))) }
    }

    fn parameter_of(&self, operation: &Operation, name: String, fitting: &[Primitive]) -> Result<String, Wrong> {
        let query = || operation.parameters.iter().filter(|each| each.location == Location::Query);
        let Some(found) = query().find(|each| each.name == name) else {
            let known = nearest(&name, query().map(|each| each.name.as_str()));
            let message = format!("`{}` has no parameter `{name}` in its query", operation.key());
            return Err(Wrong { nearest: known, ..wrong("parameter", message) });
        };
        if found.style != Style::Form || found.allow_reserved || !self.is_of(found.ty, fitting) {
            return Err(wrong(
                "parameter",
                format!("the parameter `{name}` does not take what is said of the next page"),
            ));
        }
        Ok(name)
    }

    fn is_of(&self, ty: TypeId, fitting: &[Primitive]) -> bool {
        self.shown(ty).is_some_and(|primitive| fitting.contains(&primitive))
    }

    /// The single value that a type is, unless it must not be shown: a continuation shows it.
    fn shown(&self, ty: TypeId) -> Option<Primitive> {
        self.primitive(ty).filter(|_| !self.api.types[self.api.resolved(ty)].secret)
    }
}

fn wrong(field: &'static str, message: String) -> Wrong {
    Wrong { field, message, nearest: None }
}
