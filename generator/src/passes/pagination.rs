//! Lists that come in pages: found where what a request takes and what an answer has fit together in name and type.
//!
//! Found means certain: nothing is taken for a page that only looks like one, since who walks a list that does not end
//! or that leaves something out is worse off than who asks for its pages by hand.

use crate::ir::{
    Api, Convention, Index as _, Kind, Location, Method, Object, Operation, OperationId, Pages, Pagination, Parameter,
    Primitive, Style, TypeId,
};

/// Properties that say where the next page is, if a parameter has the same name.
const NEXT: [&str; 6] = ["after", "continuation", "continuationtoken", "nextcursor", "nextpagetoken", "nexttoken"];
/// Properties that hold the URL of the next page.
const URLS: [&str; 6] = ["nextlink", "nextpagelink", "nextpageurl", "nexturi", "nexturl", "odatanextlink"];
/// Properties that say whether there are more pages.
const MORE: [&str; 4] = ["hasmore", "hasnext", "hasnextpage", "more"];
/// Objects beside a list that tell of its pages.
const ABOUT: [&str; 6] = ["cursors", "meta", "metadata", "pageinfo", "pagination", "paging"];
/// Parameters that take a number of items to pass over, of a page, and of items a page.
const OFFSETS: [&str; 3] = ["offset", "skip", "startindex"];
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
    let convention = convention(api, operation, &properties)?;
    // Places that are counted need something to count.
    let counts = matches!(convention, Convention::Offset { .. } | Convention::Page { .. });
    if counts && items.is_none() {
        return None;
    }
    let is_more = |way: &&Way| MORE.contains(&way.word.as_str()) && way.is(api, Primitive::Boolean);
    let more = properties.iter().find(is_more).map(|way| way.path.clone());
    Some(Pagination { convention, items, more })
}

/// Finds the items of pages that are said to follow each other in some way; places that are counted need some.
fn completed(api: &Api, operation: &Operation, said: Pagination) -> Option<Pagination> {
    let page = api.page(operation)?;
    let items = only(lists(api, page, &properties(api, page)));
    let counts = matches!(said.convention, Convention::Offset { .. } | Convention::Page { .. });
    (items.is_some() || !counts).then_some(Pagination { items, ..said })
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

fn convention(api: &Api, operation: &Operation, properties: &[Way]) -> Option<Convention> {
    let texts = || properties.iter().filter(|way| way.is(api, Primitive::String));
    for parameter in operation.parameters.iter().filter(|each| is_free(each)) {
        let asked = word(&parameter.name);
        let Some(kind) = primitive(api, parameter.ty) else { continue };
        let answers = |way: &&Way| {
            let says_next =
                way.word.strip_prefix("next") == Some(&asked) || (way.word == asked && NEXT.contains(&&*asked));
            says_next && way.is(api, kind) && matches!(kind, Primitive::String | Primitive::Uuid | Primitive::Int64)
        };
        // A number after a page is the next page's, which is counted.
        if let Some(way) = properties.iter().find(answers).filter(|_| !PAGES.contains(&asked.as_str())) {
            return Some(Convention::Cursor { parameter: parameter.name.clone(), next: way.path.clone() });
        }
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
        // An index may begin at one, which is not to be guessed.
        return (first(api, offset) != Some(1)).then(|| Convention::Offset { parameter: offset.name.clone() });
    }
    let page = numbered(&PAGES)?;
    Some(Convention::Page { parameter: page.name.clone(), first: first(api, page).unwrap_or(1) })
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
        && !parameter.required
        && !parameter.allow_reserved
}

/// The number that a parameter begins at, if the document says so.
fn first(api: &Api, parameter: &Parameter) -> Option<u64> {
    let ty = &api.types[api.resolved(parameter.ty)];
    let least = ty.limits.0.iter().find(|(name, _)| *name == "minimum").map(|(_, value)| value);
    [ty.default.as_ref(), least].into_iter().flatten().find_map(|value| value.0.parse().ok().filter(|first| *first < 2))
}

/// A name without what people write between its words.
fn word(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
