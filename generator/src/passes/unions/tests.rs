use crate::diagnostics::Diagnostics;
use crate::ir::{Alternative, Dispatch, Enumeration, Kind, Primitive, TagPlace, TypeId, Union, Values, Variant};

use super::super::fixture::Fixture;
use super::settle;

fn constants(fixture: &mut Fixture, values: &[&str]) -> TypeId {
    let variant = |name: &&str| Variant { wire_name: (*name).to_owned(), hint: None, description: None };
    let variants = values.iter().map(variant).collect();
    fixture.named("constants", Kind::Enumeration(Enumeration { values: Values::Texts, variants }))
}

/// A union of components, the way a document declares it.
fn union(fixture: &mut Fixture, types: &[(&str, TypeId)], dispatch: Dispatch, union: &Union) -> TypeId {
    let alternative = |(name, ty): &(&str, TypeId)| Alternative {
        ty: *ty,
        hint: (*name).to_owned(),
        key: (*name).to_owned(),
        name: Some((*name).to_owned()),
        tag: TagPlace::Declared,
        boxed: false,
    };
    let variants = types.iter().map(alternative).collect();
    fixture.named("Union", Kind::Union(Union { variants, dispatch, ..union.clone() }))
}

fn by_kind(mapping: &[(&str, usize)]) -> Dispatch {
    let mapping = mapping.iter().map(|(tag, to)| ((*tag).to_owned(), *to)).collect();
    Dispatch::Tag { property: "kind".to_owned(), mapping, fallback: None }
}

fn settled(mut fixture: Fixture, id: TypeId) -> (Fixture, Union) {
    settle(&mut fixture.0, &mut Diagnostics::new());
    let Kind::Union(union) = fixture.0.types[id].kind.clone() else { panic!("no union") };
    (fixture, union)
}

fn mapping(union: &Union) -> Vec<(&str, usize)> {
    match &union.dispatch {
        Dispatch::Tag { mapping, .. } => mapping.iter().map(|(tag, to)| (tag.as_str(), *to)).collect(),
        Dispatch::Shape(_) | Dispatch::Choice | Dispatch::Event(_) => panic!("not told apart by a tag"),
    }
}

/// A union of texts is a list of values, also in another union, whichever of the two the document has first.
#[test]
fn inner_unions_are_settled_first() {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let (one, other) = (constants(&mut fixture, &["a"]), constants(&mut fixture, &["b"]));
    let early = fixture.primitive(Primitive::String);
    let types = [("Text", text), ("One", one)];
    let inner = union(&mut fixture, &types, Dispatch::Choice, &Union::new());
    let late = union(&mut fixture, &[("Inner", inner), ("Other", other)], Dispatch::Choice, &Union::new());
    fixture.0.types[early].kind = fixture.0.types[late].kind.clone();
    settle(&mut fixture.0, &mut Diagnostics::new());
    for outer in [early, late] {
        let Kind::Enumeration(known) = &fixture.0.types[outer].kind else { panic!("no list of values") };
        assert_eq!(known.variants.len(), 2);
    }
}

#[test]
fn the_name_of_a_schema_stays_a_tag_beside_a_mapping() {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let only = constants(&mut fixture, &["stone"]);
    let cat = fixture.object("Cat", &[("kind!", text)]);
    let dog = fixture.object("Dog", &[("kind!", text)]);
    let stone = fixture.object("Stone", &[("kind!", only)]);
    let plain = fixture.object("Plain", &[]);
    let types = [("Cat", cat), ("Dog", dog), ("Stone", stone), ("Plain", plain)];
    // A name that the mapping gives to another schema is that one's; a property with other values and a type without the
    // property cannot hold it.
    let dispatch = by_kind(&[("kitty", 0), ("Cat", 1), ("stone", 2), ("plain", 3)]);
    let id = union(&mut fixture, &types, dispatch, &Union::new());
    let (_, union) = settled(fixture, id);
    assert_eq!(mapping(&union), [("kitty", 0), ("Cat", 1), ("stone", 2), ("plain", 3), ("Dog", 1)]);
}

#[test]
fn new_children_of_a_parent_schema_have_their_only_tag() {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let integer = fixture.primitive(Primitive::Int64);
    let types = [
        ("Pet", "kind!", text),
        ("Cat", "kind!", text),
        ("Dog", "kind!", text),
        ("Fish", "kind", text),
        ("Ant", "kind!", integer),
    ];
    let types = types.map(|(name, property, ty)| (name, fixture.object(name, &[(property, ty)])));
    let dispatch = by_kind(&[("kitty", 1), ("dog", 2), ("hound", 2)]);
    let tags = |fixture: &Fixture| {
        types.map(|(_, ty)| match &fixture.0.types[ty].kind {
            Kind::Object(object) => object.fields["kind"].tag.clone(),
            _ => None,
        })
    };
    let id = union(&mut fixture, &types, dispatch, &Union { inherits: true, ..Union::new() });
    let (fixture, _) = settled(fixture, id);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(tags(&fixture), [text("Pet"), text("kitty"), None, None, None]);
}

#[test]
fn types_of_which_a_value_may_be_several_are_all_tried() {
    let mut fixture = Fixture::default();
    let text = fixture.primitive(Primitive::String);
    let [on, off] = ["on", "off"].map(|value| constants(&mut fixture, &[value]));
    let mail = fixture.object("Mail", &[("mail!", text)]);
    let phone = fixture.object("Phone", &[("phone!", text)]);
    let any_of = Union { several: true, ..Union::new() };
    let id = union(&mut fixture, &[("Mail", mail), ("Phone", phone)], Dispatch::Choice, &any_of);
    let (mut fixture, either) = settled(fixture, id);
    let Dispatch::Shape(tests) = &either.dispatch else { panic!("not told apart by shape") };
    assert_eq!(tests.iter().map(|test| (test.key.is_some(), test.variants.len())).collect::<Vec<_>>(), [(false, 2)]);

    // Two values of one property exclude each other.
    let on = fixture.object("On", &[("state!", on)]);
    let off = fixture.object("Off", &[("state", off)]);
    let id = union(&mut fixture, &[("On", on), ("Off", off)], Dispatch::Choice, &any_of);
    let (_, exclusive) = settled(fixture, id);
    let Dispatch::Shape(tests) = &exclusive.dispatch else { panic!("not told apart by shape") };
    assert_eq!(tests.iter().map(|test| test.variants.clone()).collect::<Vec<_>>(), [[0], [1]]);
}

#[test]
fn a_parent_that_lists_tags_has_those_of_no_child() {
    let mut fixture = Fixture::default();
    let listed = constants(&mut fixture, &["daily_restriction", "weekly_restriction", "monthly"]);
    let names = ["Restriction", "WeeklyRestriction", "Other"];
    let types = names.map(|name| (name, fixture.object(name, &[("kind!", listed)])));
    let id = union(&mut fixture, &types, by_kind(&[]), &Union { inherits: true, ..Union::new() });
    let (fixture, union) = settled(fixture, id);
    let expected = [("weekly_restriction", 1), ("Other", 2), ("daily_restriction", 0), ("monthly", 0)];
    assert_eq!(mapping(&union), expected);
    let Kind::Object(weekly) = &fixture.0.types[types[1].1].kind else { panic!("no object") };
    assert_eq!(weekly.fields["kind"].tag.as_deref(), Some("weekly_restriction"));
}
