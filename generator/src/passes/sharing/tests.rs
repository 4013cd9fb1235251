//! What is joined, and what is not.

use crate::diagnostics::Diagnostics;
use crate::ir::{Enumeration, Hint, Kind, Primitive, Type, TypeId, Variant};
use crate::lock::Lock;

use super::super::direction;
use super::super::fixture::Fixture;
use super::join;

/// Makes a type stand inline in a place.
fn inline(fixture: &mut Fixture, id: TypeId, place: &str) {
    let words = place.split('/').map(str::to_owned).collect();
    fixture.0.types[id].hint = Hint::Inline { words, place: place.to_owned() };
}

fn joined(fixture: &mut Fixture, lock: &Lock) {
    direction::mark(&mut fixture.0);
    join(&mut fixture.0, lock, &mut Diagnostics::new());
}

fn is_one(fixture: &Fixture, one: TypeId, other: TypeId) -> bool {
    fixture.0.resolved(one) == fixture.0.resolved(other)
}

/// A page with two objects, each with an object in it; `names` are those of the properties.
fn page(names: [&str; 2], inner: [&str; 2]) -> (Fixture, [TypeId; 2]) {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let mut members = Vec::new();
    for (holder, (name, inner)) in ["Page", "Other"].into_iter().zip(names.into_iter().zip(inner)) {
        let child = fixture.object("child", &[("x", text)]);
        self::inline(&mut fixture, child, &format!("{holder}/{name}/{inner}"));
        let parent = fixture.object("parent", &[(inner, child)]);
        self::inline(&mut fixture, parent, &format!("{holder}/{name}"));
        members.push(parent);
    }
    let (one, other) = (members[0], members[1]);
    let holder = fixture.object("Other", &[(names[1], other)]);
    let page = fixture.object("Page", &[(names[0], one), ("other", holder)]);
    fixture.get(Vec::new(), page);
    (fixture, [one, other])
}

#[test]
fn equal_types_of_one_role_are_one() {
    let (mut fixture, [one, other]) = page(["a", "a"], ["b", "b"]);
    joined(&mut fixture, &Lock::default());
    assert!(is_one(&fixture, one, other));
    let places: Vec<&str> = fixture.0.shared.keys().map(String::as_str).collect();
    assert_eq!(places, ["Other/a", "Other/a/b", "Page/a", "Page/a/b"]);
}

#[test]
fn what_is_called_otherwise_is_another_type() {
    for (names, inner) in [(["a", "b"], ["c", "c"]), (["a", "a"], ["b", "c"])] {
        let (mut fixture, [one, other]) = page(names, inner);
        joined(&mut fixture, &Lock::default());
        assert!(!is_one(&fixture, one, other), "{names:?} {inner:?}");
    }
}

/// Inline types are compared by the components that they are made of, whether these come later or earlier.
#[test]
fn components_are_compared_wherever_they_are() {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let early = ["A", "B"].map(|_| fixture.object("child", &[]));
    let parts = ["A", "B"].map(|name| fixture.object(name, &[("x", text)]));
    let late = parts.map(|part| fixture.object("child", &[("part", part)]));
    for (early, late) in early.into_iter().zip(late) {
        fixture.0.types[early].kind = fixture.0.types[late].kind.clone();
    }
    let mut holders = Vec::new();
    for (name, child) in ["One", "Two", "Three", "Four"].into_iter().zip(early.into_iter().chain(late)) {
        inline(&mut fixture, child, &format!("{name}/a"));
        holders.push((name, fixture.object(name, &[("a", child)])));
    }
    let page = fixture.object("Page", &holders);
    fixture.get(Vec::new(), page);
    joined(&mut fixture, &Lock::default());
    assert!(is_one(&fixture, early[0], late[0]) && is_one(&fixture, early[1], late[1]));
    assert!(!is_one(&fixture, early[0], early[1]), "types of different components");
}

/// What was released under two names keeps them; what joins later takes the first.
#[test]
fn what_was_released_apart_stays_apart() {
    let (mut fixture, [one, other]) = page(["a", "a"], ["b", "b"]);
    let lock = Lock {
        types: [("Page/a", "first")].map(|(key, name)| (key.to_owned(), name.to_owned())).into(),
        ..Lock::default()
    };
    let mut apart = lock.clone();
    apart.types.insert("Other/a".to_owned(), "second".to_owned());
    joined(&mut fixture, &apart);
    assert!(!is_one(&fixture, one, other));
    let (mut fixture, [_, other]) = page(["a", "a"], ["b", "b"]);
    joined(&mut fixture, &lock);
    assert_eq!(fixture.0.types[fixture.0.resolved(other)].hint.key(), "Page/a");
}

/// A type that leads to itself is equal to no other, and a long way needs no stack.
#[test]
fn circles_and_long_ways_come_to_an_end() {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let mut pairs = Vec::new();
    for side in ["left", "right"] {
        let mut inner = text;
        for depth in 0..20_000 {
            inner = fixture.object("way", &[("next", inner)]);
            inline(&mut fixture, inner, &format!("{side}/{depth}"));
        }
        let circle = fixture.object("circle", &[("text", text)]);
        inline(&mut fixture, circle, &format!("{side}/circle"));
        if let Kind::Object(object) = &mut fixture.0.types[circle].kind
            && let Some(field) = object.fields.get_mut("text")
        {
            field.ty = circle;
        }
        let holder = fixture.object(side, &[("next", inner), ("circle", circle)]);
        pairs.push((holder, inner, circle));
    }
    let page = fixture.object("Page", &[("left", pairs[0].0), ("right", pairs[1].0)]);
    fixture.get(Vec::new(), page);
    joined(&mut fixture, &Lock::default());
    assert!(is_one(&fixture, pairs[0].1, pairs[1].1));
    assert!(!is_one(&fixture, pairs[0].2, pairs[1].2));
}

/// The order of values is the document's, and tells nothing apart.
#[test]
fn enumerations_are_compared_by_their_values() {
    let mut fixture = Fixture::default();
    let values = |values: &[&str]| {
        let variant = |value: &&str| Variant { wire_name: (*value).to_owned(), hint: None, description: None };
        Kind::Enumeration(Enumeration { variants: values.iter().map(variant).collect(), ..Enumeration::default() })
    };
    let mut members = Vec::new();
    for (place, listed) in [("A", &["x", "y"][..]), ("B", &["y", "x"]), ("C", &["x"])] {
        let known = fixture.named(place, values(listed));
        inline(&mut fixture, known, &format!("{place}/state"));
        members.push((known, fixture.object(place, &[("state", known)])));
    }
    let [a, b, c] = [0, 1, 2].map(|at: usize| members[at]);
    let page = fixture.object("Page", &[("a", a.1), ("b", b.1), ("c", c.1)]);
    fixture.get(Vec::new(), page);
    joined(&mut fixture, &Lock::default());
    assert!(is_one(&fixture, a.0, b.0) && !is_one(&fixture, a.0, c.0));
    let shared: &Type = &fixture.0.types[fixture.0.resolved(a.0)];
    assert_eq!(
        shared.hint.words(),
        ["A", "state"],
        "`C` has another `state`, and two of three are no majority of note"
    );
}
