//! `x-signet-pagination`: how the pages of lists follow each other, where the document does not show it, or not truly.

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Convention, Kind, Location, Method, Operation, Pages, Pagination, Primitive, Style, TypeId};
use crate::openapi::Extensions;
use crate::source::{View, nearest};

use super::{Lowering, settings};

const KEY: &str = "x-signet-pagination";

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object or `false`", rename_all = "kebab-case")]
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
    LastItem,
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
        let Some(value) = view.value(KEY) else { return };
        if value.as_bool() == Some(false) {
            operation.pagination = Pages::None;
            return;
        }
        let Some(entry) = settings::read::<Entry>(&value, KEY, self.diagnostics) else { return };
        let counts = matches!(entry.by, By::LastItem | By::Offset | By::Page);
        let pagination = check(&entry, counts).and_then(|()| self.pagination(entry, operation));
        match pagination {
            Ok(pagination) => operation.pagination = Pages::By(pagination),
            Err(wrong) => self.refuse_pages(&value, wrong),
        }
    }

    /// Reads how the lists of the API are walked: each `GET` that has what is named, and of which nothing else is said.
    pub(super) fn pages(&mut self, extensions: &Extensions<'_>) {
        let Some(value) = &extensions.pagination else { return };
        let is_off = value.as_bool() == Some(false);
        let entry = if is_off { None } else { settings::read::<Entry>(value, KEY, self.diagnostics) };
        let mut operations = std::mem::take(&mut self.api.operations);
        let unsaid = operations.values_mut().filter(|each| each.pagination == Pages::Unsaid);
        let outcome = match entry {
            Some(entry) => {
                let lists = unsaid.filter(|operation| operation.method == Method::Get).collect();
                check(&entry, false).and_then(|()| self.walk(&entry, lists))
            }
            None => {
                unsaid.for_each(|operation| operation.pagination = Pages::None);
                Ok(())
            }
        };
        self.api.operations = operations;
        if let Err(wrong) = outcome {
            self.refuse_pages(value, wrong);
        }
    }

    /// Gives a convention to the operations that have what it names. If there is none, the one that has most says what is wrong.
    fn walk(&self, entry: &Entry, operations: Vec<&mut Operation>) -> Result<(), Wrong> {
        let mut nearest: Option<Wrong> = None;
        let mut is_used = false;
        for operation in operations {
            match self.pagination(entry.clone(), operation) {
                Ok(pagination) => {
                    operation.pagination = Pages::By(pagination);
                    is_used = true;
                }
                Err(wrong) => {
                    let known = nearest.as_ref().map(Wrong::rank);
                    nearest = if known < Some(wrong.rank()) { Some(wrong) } else { nearest };
                }
            }
        }
        if is_used {
            return Ok(());
        }
        Err(nearest.unwrap_or_else(|| wrong("by", "no `GET` operation is paged like this".to_owned())))
    }

    fn refuse_pages(&mut self, value: &View<'_>, Wrong { field, message, nearest }: Wrong) {
        let place = value.get(field).map_or_else(|| value.origin(), |value| value.origin());
        let diagnostic = Diagnostic::new(Code::Extension, message).at(&place, "this value");
        self.diagnostics.push(match nearest {
            Some(names) => diagnostic.help(format!("did you mean {names}?")),
            None => diagnostic,
        });
    }

    fn pagination(&self, entry: Entry, operation: &Operation) -> Result<Pagination, Wrong> {
        let Entry { by, parameter, next, more, items, first } = entry;
        let page = self
            .api
            .page(operation)
            .ok_or_else(|| wrong("by", format!("the responses of `{}` are not one JSON type", operation.key())))?;
        let text = [Primitive::String, Primitive::Uuid];
        let number = [Primitive::Int32, Primitive::Int64, Primitive::Uint32, Primitive::Uint64];
        let more =
            more.map(|way| self.leads("more", way, page, |ty| self.is_of(ty, &[Primitive::Boolean]))).transpose()?;
        let is_list = |ty| matches!(self.api.types[self.api.resolved(ty)].kind, Kind::Array(_));
        let items = items.map(|way| self.leads("items", way, page, is_list)).transpose()?;
        // Where the last item says what the next page is asked for by, the way begins there.
        let from = if by == By::LastItem { self.item(page, items.as_deref())? } else { page };
        let next =
            next.map(|way| self.leads("next", way, from, |ty| self.is_of(ty, &[text.as_slice(), &number].concat())));
        let counted = |wanted: Option<String>| self.parameter_of(operation, wanted.unwrap_or_default(), &number);
        let convention = match (by, next.transpose()?) {
            (By::Cursor, Some(next)) => {
                let said = self.api.property(page, &next).and_then(|ty| self.shown(ty));
                let parameter = self.parameter_of(operation, parameter.unwrap_or_default(), said.as_slice())?;
                Convention::Cursor { parameter, next }
            }
            (By::LastItem, Some(key)) => {
                let shown = self.api.property(from, &key).and_then(|ty| self.shown(ty));
                let parameter = self.parameter_of(operation, parameter.unwrap_or_default(), shown.as_slice())?;
                Convention::LastItem { parameter, key }
            }
            (By::NextUrl, Some(next)) => Convention::NextUrl { next },
            (By::Offset, _) => Convention::Offset { parameter: counted(parameter)?, first: first.unwrap_or(0) },
            (By::Page, _) => Convention::Page { parameter: counted(parameter)?, first: first.unwrap_or(1) },
            (By::Cursor | By::LastItem | By::NextUrl | By::Link, _) => Convention::Link,
        };
        Ok(Pagination { convention, items, more })
    }

    /// What the items of a page are: of the list that is named, or of its only one.
    fn item(&self, page: TypeId, items: Option<&[String]>) -> Result<TypeId, Wrong> {
        let list = match (items, &self.api.types[self.api.resolved(page)].kind) {
            (Some(way), _) => self.api.property(page, way),
            (None, Kind::Array(_)) => Some(page),
            (None, Kind::Object(object)) => {
                let is_list = |ty: &TypeId| matches!(self.api.types[self.api.resolved(*ty)].kind, Kind::Array(_));
                let lists: Vec<TypeId> = object.fields.values().map(|field| field.ty).filter(is_list).collect();
                <[_; 1]>::try_from(lists).ok().map(|[only]| only)
            }
            _ => None,
        };
        match list.map(|list| &self.api.types[self.api.resolved(list)].kind) {
            Some(Kind::Array(item)) => Ok(*item),
            _ => Err(wrong("by", "the page has no array, or several: name one by `items`".to_owned())),
        }
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
                return Err(wrong(
                    field,
                    format!("the schema that should have the property `{name}` is not an object"),
                ));
            };
            let Some(property) = object.fields.get(name) else {
                let known = nearest(name, object.fields.keys().map(String::as_str));
                return Err(Wrong { nearest: known, ..wrong(field, format!("no property `{name}` in the page")) });
            };
            at = property.ty;
        }
        if fits(at) {
            Ok(way)
        } else {
            Err(wrong(field, format!("the property that `{field}` names has the wrong type")))
        }
    }

    fn parameter_of(&self, operation: &Operation, name: String, fitting: &[Primitive]) -> Result<String, Wrong> {
        let query = || operation.parameters.iter().filter(|each| each.location == Location::Query);
        let Some(found) = query().find(|each| each.name == name) else {
            let known = nearest(&name, query().map(|each| each.name.as_str()));
            let message = format!("no query parameter `{name}` in `{}`", operation.key());
            return Err(Wrong { nearest: known, ..wrong("parameter", message) });
        };
        if found.style != Style::Form || found.allow_reserved || !self.is_of(found.ty, fitting) {
            return Err(wrong(
                "parameter",
                format!("the parameter `{name}` has another type than the value that names the next page"),
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

impl Wrong {
    /// How much of what is named an operation has: the parameter is looked for last, and a name that is nearly right counts.
    fn rank(&self) -> (bool, bool, bool) {
        (self.field != "by", self.field == "parameter", self.nearest.is_some())
    }
}

/// Checks that an entry has what its kind wants.
fn check(entry: &Entry, wants_items: bool) -> Result<(), Wrong> {
    let Entry { by, parameter, next, items, first, .. } = entry;
    let by = *by;
    for (field, is_there, is_wanted) in [
        ("parameter", parameter.is_some(), matches!(by, By::Cursor | By::LastItem | By::Offset | By::Page)),
        ("next", next.is_some(), matches!(by, By::Cursor | By::LastItem | By::NextUrl)),
        ("items", items.is_some(), wants_items || items.is_some()),
        ("first", first.is_some(), matches!(by, By::Offset | By::Page) && first.is_some()),
    ] {
        if is_there != is_wanted {
            let needs = if is_wanted { "needs" } else { "does not support" };
            return Err(wrong(field, format!("`{KEY}` {needs} `{field}` with this value of `by`")));
        }
    }
    Ok(())
}

fn wrong(field: &'static str, message: String) -> Wrong {
    Wrong { field, message, nearest: None }
}
