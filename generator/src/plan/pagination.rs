//! How the pages of a list follow each other: the ways in a page as fields of structs.

use crate::ir::{Convention, Frozen, Kind, Operation, TypeId};
use crate::names::Table;

use super::object::{Holding, field_holding};
use super::rust_type::{RustType, item};

/// What the runtime has to know to walk a list.
#[derive(Clone, Debug)]
pub struct PaginationPlan {
    /// How a request asks for the next page.
    pub convention: ConventionPlan,
    /// Where a page says what the next one is asked for by.
    pub next: NextPlan,
    /// The way to whether there are more pages.
    pub more: Option<Vec<Step>>,
    /// The way to the items, and what they are.
    pub items: Option<(Vec<Step>, RustType)>,
}

/// Where a page says what the next one is asked for by.
#[derive(Clone, Debug)]
pub enum NextPlan {
    /// Not in its body.
    Nowhere,
    /// In a property of the page.
    Page(Vec<Step>),
    /// In a property of the last of its items: the way to the items, and on from an item.
    LastItem(Vec<Step>, Vec<Step>),
}

/// How a request asks for the next page.
#[derive(Clone, Debug)]
pub enum ConventionPlan {
    /// By a parameter that takes what the page before says.
    Cursor(String),
    /// By a parameter that takes the position of an item, of which the first one has this.
    Offset(String, u64),
    /// By a parameter that takes a number of pages, of which the first one has this.
    Page(String, u64),
    /// By the URL in a header.
    Link,
    /// By the URL in a page.
    Url,
}

/// A field on a way.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub field: String,
    /// How it holds its value.
    pub holding: Holding,
}

pub(super) fn pagination(api: &Frozen, names: &Table, operation: &Operation) -> Option<PaginationPlan> {
    let (pagination, page) = (operation.pagination.known()?, api.page(operation)?);
    let way = |way: &[String]| steps(api, names, page, way);
    let inner = pagination.items.as_deref().and_then(|items| {
        let Kind::Array(inner) = api.types[api.resolved(api.property(page, items)?)].kind else { return None };
        Some((way(items)?, inner))
    });
    let (convention, next) = match &pagination.convention {
        Convention::Cursor { parameter, next } => {
            (ConventionPlan::Cursor(parameter.clone()), NextPlan::Page(way(next)?))
        }
        Convention::LastItem { parameter, key } => {
            let (items, inner) = inner.clone()?;
            let next = NextPlan::LastItem(items, steps(api, names, inner, key)?);
            (ConventionPlan::Cursor(parameter.clone()), next)
        }
        Convention::NextUrl { next } => (ConventionPlan::Url, NextPlan::Page(way(next)?)),
        Convention::Offset { parameter, first } => {
            (ConventionPlan::Offset(parameter.clone(), *first), NextPlan::Nowhere)
        }
        Convention::Page { parameter, first } => (ConventionPlan::Page(parameter.clone(), *first), NextPlan::Nowhere),
        Convention::Link => (ConventionPlan::Link, NextPlan::Nowhere),
    };
    let items = inner.map(|(way, inner)| (way, item(api, names, inner)));
    Some(PaginationPlan { convention, next, more: pagination.more.as_deref().and_then(way), items })
}

fn steps(api: &Frozen, names: &Table, page: TypeId, way: &[String]) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut at = api.resolved(page);
    for wanted in way {
        let Kind::Object(object) = &api.types[at].kind else { return None };
        let (position, _, field) = object.fields.get_full(wanted)?;
        let name = names.members.get(&at)?.get(position)?;
        steps.push(Step { field: name.snake(), holding: field_holding(names, at, wanted, field) });
        at = api.resolved(field.ty);
    }
    Some(steps)
}
