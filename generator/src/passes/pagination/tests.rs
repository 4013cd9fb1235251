use crate::ir::{
    Api, Bound, Constraint, Convention, Index as _, Kind, OperationId, Pages, Parameter, Primitive, TypeId, Value,
};

use super::super::fixture::{Fixture, query};
use super::detect;

/// How the pages of the only operation follow each other.
fn convention(mut api: Api) -> Option<Convention> {
    detect(&mut api);
    match &api.operations[OperationId::from_position(0)].pagination {
        Pages::By(pagination) => Some(pagination.convention.clone()),
        Pages::None | Pages::Unsaid => None,
    }
}

fn value(text: &str) -> Value {
    Value(text.to_owned())
}

/// A list with a size and a number that is limited like this.
fn numbered(name: &str, default: Option<&str>, constraints: Vec<Constraint>) -> Option<Convention> {
    let mut fixture = Fixture::default();
    let (size, number) = (fixture.primitive(Primitive::Int64), fixture.primitive(Primitive::Int64));
    fixture.0.types[number].default = default.map(value);
    fixture.0.types[number].constraints = constraints;
    let page = fixture.list(size);
    fixture.get(vec![query("limit", size), query(name, number)], page);
    convention(fixture.0)
}

fn minimum(text: &str, exclusive: bool) -> Constraint {
    Constraint::Minimum(Bound { value: value(text), exclusive })
}

#[test]
fn pages_and_indices_begin_where_the_document_says() {
    let page = |first| Some(Convention::Page { parameter: "page".to_owned(), first });
    let index = |first| Some(Convention::Offset { parameter: "startIndex".to_owned(), first });
    let skip = Some(Convention::Offset { parameter: "offset".to_owned(), first: 0 });
    for (name, default, constraints, expected) in [
        ("page", None, vec![minimum("0", false)], page(0)),
        ("page", None, vec![minimum("1", false)], page(1)),
        ("page", None, vec![minimum("1.0", false)], page(1)),
        ("page", None, vec![minimum("0", true)], page(1)),
        ("page", None, vec![minimum("-1", true)], page(0)),
        // The server assumes the default, whatever else would do.
        ("page", Some("1"), vec![minimum("0", false)], page(1)),
        ("page", Some("0"), vec![minimum("1", false)], page(0)),
        ("page", Some("3"), vec![minimum("1", false)], None),
        ("page", Some("null"), vec![minimum("1", false)], None),
        ("page", None, vec![minimum("2", false)], None),
        // Neither an upper bound nor a missing bound says where it begins.
        ("page", None, vec![Constraint::Maximum(Bound { value: value("1"), exclusive: false })], None),
        ("page", None, vec![], None),
        ("startIndex", None, vec![minimum("1", false)], index(1)),
        ("startIndex", None, vec![minimum("0", false)], index(0)),
        ("startIndex", None, vec![], None),
        ("offset", None, vec![], skip.clone()),
        ("offset", Some("0"), vec![minimum("0", false)], skip),
        ("offset", None, vec![minimum("1", false)], None),
    ] {
        assert_eq!(numbered(name, default, constraints.clone()), expected, "{name} {default:?} {constraints:?}");
    }
}

#[test]
fn another_name_states_more_than_what_it_stands_for() {
    let mut fixture = Fixture::default();
    let number = fixture.primitive(Primitive::Int64);
    fixture.0.types[number].constraints = vec![minimum("0", false)];
    let named = fixture.named("Page", Kind::Newtype(number));
    let other = fixture.named("Other", Kind::Newtype(named));
    fixture.0.types[named].constraints = vec![minimum("1", false)];
    let page = fixture.list(number);
    fixture.get(vec![query("limit", number), query("page", other)], page);
    assert_eq!(convention(fixture.0), Some(Convention::Page { parameter: "page".to_owned(), first: 1 }));
}

/// A list of objects with an ID, and what the page says beside it.
fn after(parameter: &str, id: &str, beside: &[(&str, Primitive)]) -> Option<Convention> {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let item = fixture.object("Item", &[(id, text)]);
    let list = fixture.list(item);
    let mut properties: Vec<(&str, TypeId)> = vec![("data", list)];
    for (name, primitive) in beside {
        properties.push((name, fixture.primitive(*primitive)));
    }
    let page = fixture.object("Page", &properties);
    let parameters: Vec<Parameter> = vec![query(parameter, text)];
    fixture.get(parameters, page);
    convention(fixture.0)
}

#[test]
fn the_last_item_says_how_to_go_on_where_nothing_can_be_lost() {
    let (more, cursor) = (("has_more", Primitive::Boolean), ("last_id", Primitive::String));
    let last_item = Convention::LastItem { parameter: "starting_after".to_owned(), key: vec!["id".to_owned()] };
    let last_id = |parameter: &str| {
        Some(Convention::Cursor { parameter: parameter.to_owned(), next: vec!["last_id".to_owned()] })
    };
    assert_eq!(after("starting_after", "id!", &[more]), Some(last_item));
    assert_eq!(after("starting_after", "id!", &[more, cursor]), last_id("starting_after"));
    assert_eq!(after("after", "id!", &[more, cursor]), last_id("after"));
    // An item without an ID, a page that does not say whether there are more, another kind of ID, another parameter.
    assert_eq!(after("starting_after", "id", &[more]), None);
    assert_eq!(after("starting_after", "id!", &[]), None);
    assert_eq!(after("starting_after", "key!", &[more]), None);
    assert_eq!(after("id_after", "id!", &[more]), None);
    assert_eq!(after("after", "id!", &[("last_id", Primitive::Int64), more]), None);
}

#[test]
fn urls_of_the_next_page_come_before_numbers() {
    for name in ["next_page_uri", "nextLink", "next_page_url", "@odata.nextLink"] {
        let next = Convention::NextUrl { next: vec![name.to_owned()] };
        assert_eq!(after("page", "id!", &[(name, Primitive::String)]), Some(next), "{name}");
    }
}
