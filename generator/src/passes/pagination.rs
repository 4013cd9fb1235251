//! Lists that come in pages: found where what a request takes and what an answer has fit together in name and type.
//!
//! Only certain matches count: a response that merely looks like a page is not one, since a program that walks a list that does not end
//! or that leaves something out is worse off than who asks for its pages by hand.

use crate::ir::{
    Api, Bound, Constraint, Convention, Index as _, Kind, Location, Method, Object, Operation, OperationId, Pages,
    Pagination, Parameter, Presence, Primitive, Style, TypeId,
};

/// Properties that say where the next page is, if a parameter has the same name.
const NEXT: [&str; 6] = ["after", "continuation", "continuationtoken", "nextcursor", "nextpagetoken", "nexttoken"];
/// Parameters that take the ID of the last item of the page before, which the page itself or its last item has.
const LAST_ITEM: [&str; 1] = ["startingafter"];
const LAST_ID: [&str; 3] = ["after", "afterid", "startingafter"];
/// Properties that hold the URL of the next page.
const URLS: [&str; 7] =
    ["nextlink", "nextpagelink", "nextpageuri", "nextpageurl", "nexturi", "nexturl", "odatanextlink"];
/// Properties that say whether there are more pages.
const MORE: [&str; 4] = ["hasmore", "hasnext", "hasnextpage", "more"];
/// Objects beside a list that tell of its pages.
const ABOUT: [&str; 6] = ["cursors", "meta", "metadata", "pageinfo", "pagination", "paging"];
/// Parameters that take a number of items to skip, the index of an item, the number of a page, and a number of items.
const OFFSETS: [&str; 2] = ["offset", "skip"];
const INDICES: [&str; 1] = ["startindex"];
const PAGES: [&str; 3] = ["page", "pagenumber", "pageno"];
const SIZES: [&str; 8] = ["count", "limit", "maxresults", "pagesize", "perpage", "size", "take", "top"];

/// Finds the pages of all operations of which nothing is said, and the items of those of which they are not.
pub(super) fn detect(api: &mut Api) {
    for position in 0..api.operations.len() {
        let id = OperationId::from_position(position);
        let pages = match &api.operations[id].pagination {
            Pages::Unsaid => found(api, &api.operations[id]),
            Pages::By(said) if said.items.is_none() => completed(api, &api.operations[id], said.clone()),
            Pages::By(_) | Pages::None => continue,
        };
        api.operations[id].pagination = pages.map_or(Pages::None, Pages::By);
    }
}

fn found(api: &Api, operation: &Operation) -> Option<Pagination> {
    if operation.method != Method::Get {
        return None;
    }
    let page = api.page(operation)?;
    let properties = properties(api, page);
    let lists = lists(api, page, &properties);
    if lists.is_empty() {
        return None;
    }
    let items = only(lists);
    let is_more = |way: &&Way| MORE.contains(&way.word.as_str()) && way.is(api, Primitive::Boolean);
    let more = properties.iter().find(is_more).map(|way| way.path.clone());
    let item = items.as_ref().and_then(|items| item(api, page, items)).filter(|_| more.is_some());
    let convention = convention(api, operation, &properties, item)?;
    (items.is_some() || !needs_items(&convention)).then_some(Pagination { convention, items, more })
}

/// Says whether a walk has to look at the items of a page.
const fn needs_items(convention: &Convention) -> bool {
    matches!(convention, Convention::LastItem { .. } | Convention::Offset { .. } | Convention::Page { .. })
}

/// Finds the items of pages that are said to follow each other in some way.
fn completed(api: &Api, operation: &Operation, said: Pagination) -> Option<Pagination> {
    let page = api.page(operation)?;
    let items = only(lists(api, page, &properties(api, page)));
    (items.is_some() || !needs_items(&said.convention)).then_some(Pagination { items, ..said })
}

/// The ways to the lists of a page.
fn lists(api: &Api, page: TypeId, properties: &[Way]) -> Vec<Vec<String>> {
    if matches!(api.types[api.resolved(page)].kind, Kind::Array(_)) {
        return vec![Vec::new()];
    }
    let lists = properties.iter().filter(|way| matches!(api.types[way.ty].kind, Kind::Array(_)));
    lists.map(|way| way.path.clone()).collect()
}

/// Several lists beside each other are no list of items.
fn only(lists: Vec<Vec<String>>) -> Option<Vec<String>> {
    <[_; 1]>::try_from(lists).ok().map(|[only]| only)
}

/// What the items of a page are.
fn item(api: &Api, page: TypeId, items: &[String]) -> Option<TypeId> {
    match api.types[api.resolved(api.property(page, items)?)].kind {
        Kind::Array(item) => Some(item),
        _ => None,
    }
}

/// How pages follow each other; `item` is what they hold, if they also say whether there are more.
fn convention(api: &Api, operation: &Operation, properties: &[Way], item: Option<TypeId>) -> Option<Convention> {
    let texts = || properties.iter().filter(|way| way.is(api, Primitive::String));
    for parameter in operation.parameters.iter().filter(|each| is_free(each)) {
        let asked = word(&parameter.name);
        let Some(kind) = primitive(api, parameter.ty) else { continue };
        let answers = |way: &&Way| {
            let says_next =
                way.word.strip_prefix("next") == Some(&asked) || (way.word == asked && NEXT.contains(&&*asked));
            says_next && way.is(api, kind) && matches!(kind, Primitive::String | Primitive::Uuid | Primitive::Int64)
        };
        // The number of the next page is counted.
        let counted = PAGES.contains(&asked.as_str()) && is_number(api, parameter.ty);
        if let Some(way) = properties.iter().find(answers).filter(|_| !counted) {
            return Some(Convention::Cursor { parameter: parameter.name.clone(), next: way.path.clone() });
        }
    }
    if let Some(convention) = item.and_then(|item| after_last(api, operation, properties, item)) {
        return Some(convention);
    }
    if let Some(way) = texts().find(|way| URLS.contains(&way.word.as_str())) {
        return Some(Convention::NextUrl { next: way.path.clone() });
    }
    let mut successes = operation.responses.successes().flat_map(|(_, response)| &response.headers);
    if successes.any(|header| header.name.eq_ignore_ascii_case("link")) {
        return Some(Convention::Link);
    }
    let numbered = |names: &[&str]| {
        let free = operation.parameters.iter().filter(|each| is_free(each) && is_number(api, each.ty));
        free.clone().find(|each| names.contains(&word(&each.name).as_str()))
    };
    numbered(&SIZES)?;
    if let Some(offset) = numbered(&OFFSETS) {
        let skips = matches!(first(api, offset), First::Unstated | First::At(0));
        return skips.then(|| Convention::Offset { parameter: offset.name.clone(), first: 0 });
    }
    // Indices and pages begin at 0 or at 1, which cannot be guessed.
    let stated = |parameter: &Parameter| match first(api, parameter) {
        First::At(first) => Some((parameter.name.clone(), first)),
        First::Unstated | First::Elsewhere => None,
    };
    if let Some(index) = numbered(&INDICES) {
        return stated(index).map(|(parameter, first)| Convention::Offset { parameter, first });
    }
    stated(numbered(&PAGES)?).map(|(parameter, first)| Convention::Page { parameter, first })
}

/// Finds a parameter that takes the ID of the last item of a page, and where that ID is.
fn after_last(api: &Api, operation: &Operation, properties: &[Way], item: TypeId) -> Option<Convention> {
    let is_id = |kind| matches!(kind, Primitive::String | Primitive::Uuid | Primitive::Int64);
    for parameter in operation.parameters.iter().filter(|each| is_free(each)) {
        let asked = word(&parameter.name);
        let Some(kind) = primitive(api, parameter.ty).filter(|kind| is_id(*kind)) else { continue };
        let parameter = parameter.name.clone();
        let last_id = properties.iter().find(|way| way.word == "lastid" && way.is(api, kind));
        if let Some(way) = last_id.filter(|_| LAST_ID.contains(&asked.as_str())) {
            return Some(Convention::Cursor { parameter, next: way.path.clone() });
        }
        // Each item must have one, or the walk would end before the list does.
        let has_id = match &api.types[api.resolved(item)].kind {
            Kind::Object(object) => object
                .fields
                .get("id")
                .is_some_and(|field| field.presence == Presence::Required && primitive(api, field.ty) == Some(kind)),
            _ => false,
        };
        if has_id && LAST_ITEM.contains(&asked.as_str()) {
            return Some(Convention::LastItem { parameter, key: vec!["id".to_owned()] });
        }
    }
    None
}

/// A property of a page, or of an object in it that tells of pages.
struct Way {
    path: Vec<String>,
    word: String,
    ty: TypeId,
}

impl Way {
    fn is(&self, api: &Api, wanted: Primitive) -> bool {
        primitive(api, self.ty) == Some(wanted)
    }
}

fn properties(api: &Api, page: TypeId) -> Vec<Way> {
    let mut ways = Vec::new();
    for (name, ty) in fields(api, page) {
        ways.push(Way { path: vec![name.to_owned()], word: word(name), ty });
        if ABOUT.contains(&word(name).as_str()) {
            let inner = fields(api, ty).filter(|(_, ty)| !matches!(api.types[*ty].kind, Kind::Array(_)));
            ways.extend(inner.map(|(inner, ty)| Way {
                path: vec![name.to_owned(), inner.to_owned()],
                word: word(inner),
                ty,
            }));
        }
    }
    ways
}

fn fields(api: &Api, of: TypeId) -> impl Iterator<Item = (&str, TypeId)> {
    let object = match &api.types[api.resolved(of)].kind {
        Kind::Object(object) => Some(object),
        _ => None,
    };
    let fields = object.into_iter().flat_map(|object: &Object| &object.fields);
    fields.map(|(name, field)| (name.as_str(), api.resolved(field.ty)))
}

fn primitive(api: &Api, id: TypeId) -> Option<Primitive> {
    let ty = &api.types[api.resolved(id)];
    match ty.kind {
        Kind::Primitive(primitive) if !ty.secret => Some(primitive),
        _ => None,
    }
}

fn is_number(api: &Api, id: TypeId) -> bool {
    use Primitive::{Int32, Int64, Uint32, Uint64};
    matches!(primitive(api, id), Some(Int32 | Int64 | Uint32 | Uint64))
}

/// Says whether a call may have the parameter or not, written in the usual way.
fn is_free(parameter: &Parameter) -> bool {
    parameter.location == Location::Query
        && parameter.style == Style::Form
        && !parameter.is_argument()
        && !parameter.allow_reserved
}

/// Where a parameter begins to count.
enum First {
    /// The document does not say.
    Unstated,
    /// At 0 or at 1.
    At(u64),
    /// Elsewhere, so that it is not known which number the second page has.
    Elsewhere,
}

/// The number that a parameter has for the first page: the one that the server assumes, or the least one.
fn first(api: &Api, parameter: &Parameter) -> First {
    let mut stated = None;
    let mut id = Some(parameter.ty);
    // Another name may state what the type that it stands for does not.
    for _ in 0..api.types.len() {
        let Some(ty) = id.map(|id| &api.types[id]) else { break };
        if let Some(default) = &ty.default {
            return at(default.as_integer());
        }
        stated = stated.or_else(|| ty.constraints.iter().find_map(least));
        id = match ty.kind {
            Kind::Newtype(inner) => Some(inner),
            _ => None,
        };
    }
    stated.unwrap_or(First::Unstated)
}

fn at(number: Option<i64>) -> First {
    match number {
        Some(0) => First::At(0),
        Some(1) => First::At(1),
        Some(_) | None => First::Elsewhere,
    }
}

/// Where the integers begin that a constraint leaves, if it is a lower bound.
fn least(constraint: &Constraint) -> Option<First> {
    let Constraint::Minimum(Bound { value, exclusive }) = constraint else { return None };
    Some(at(value.as_integer().and_then(|least| least.checked_add(i64::from(*exclusive)))))
}

/// A name without what people write between its words.
fn word(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests;
