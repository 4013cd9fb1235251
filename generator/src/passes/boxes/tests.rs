use super::*;
use crate::diagnostics::{Origin, SourceId};
use crate::ir::{
    Alternative, Direction, Enumeration, Field, Hint, Object, Presence, Primitive, TagPlace, Type, Union, Usage,
};

/// The types of a small API, by name.
#[derive(Default)]
struct Types(Api);

impl Types {
    fn add(&mut self, name: &str, kind: Kind) -> TypeId {
        let ty = Type::any(Hint::Component(name.to_owned()), Origin::root(SourceId(0)));
        self.0.types.push(Type { kind, usage: Usage { request: true, response: true }, ..ty })
    }

    /// An object whose properties may all be missing; one may name a type that is added later.
    fn object(&mut self, name: &str, fields: &[(&str, TypeId)]) -> TypeId {
        let field = |ty| Field {
            hint: None,
            ty,
            presence: Presence::Optional,
            direction: Direction::Both,
            boxed: false,
            tag: None,
            released: crate::ir::Released::Nothing,
        };
        let fields = fields.iter().map(|(name, ty)| ((*name).to_owned(), field(*ty))).collect();
        self.add(name, Kind::Object(Object { fields, ..Object::default() }))
    }

    fn union(&mut self, name: &str, variants: &[(&str, TypeId)]) -> TypeId {
        let variants = variants.iter().map(|(hint, ty)| Alternative {
            key: (*hint).to_owned(),
            name: None,
            ty: *ty,
            hint: (*hint).to_owned(),
            tag: TagPlace::Declared,
            boxed: false,
        });
        self.add(name, Kind::Union(Union { variants: variants.collect(), ..Union::new() }))
    }

    /// An object of so many strings, 24 bytes each.
    fn strings(&mut self, name: &str, count: usize) -> TypeId {
        let string = self.add("string", Kind::Primitive(Primitive::String));
        let names: Vec<String> = (0..count).map(|number| format!("s{number}")).collect();
        let fields: Vec<(&str, TypeId)> = names.iter().map(|name| (name.as_str(), string)).collect();
        self.object(name, &fields)
    }

    fn place(mut self, lock: &Lock) -> (Vec<String>, Api, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        place(&mut self.0, lock, &mut diagnostics);
        let boxed = self.0.types.values().flat_map(|ty| {
            ty.kind.boxed().into_iter().map(|member| format!("{}.{member}", ty.hint.key())).collect::<Vec<_>>()
        });
        let mut boxed: Vec<String> = boxed.collect();
        boxed.sort();
        (boxed, self.0, diagnostics)
    }
}

fn later(position: usize) -> TypeId {
    TypeId::from_position(position)
}

#[test]
fn a_type_that_holds_itself_is_boxed_wherever_it_stands() {
    let mut types = Types::default();
    types.object("Node", &[("left", later(0)), ("owner", later(1)), ("list", later(2))]);
    types.object("Owner", &[("favourite", later(0))]);
    types.add("list", Kind::Array(later(0)));
    let (boxed, ..) = types.place(&Lock::default());
    assert_eq!(boxed, ["Node.left", "Node.owner", "Owner.favourite"]);
}

#[test]
fn a_boxed_variant_spares_the_fields_that_hold_its_union() {
    let mut types = Types::default();
    types.object("Node", &[("one", later(1)), ("two", later(1))]);
    types.union("NodeOrText", &[("node", later(0)), ("text", later(2))]);
    types.add("text", Kind::Primitive(Primitive::String));
    let (boxed, ..) = types.place(&Lock::default());
    assert_eq!(boxed, ["NodeOrText.node"]);
}

#[test]
fn what_is_larger_than_a_kibibyte_is_boxed() {
    let mut types = Types::default();
    let small = types.strings("Small", 42);
    let large = types.strings("Large", 43);
    types.object("Holder", &[("small", small), ("large", large)]);
    types.union("Either", &[("small", small), ("large", large)]);
    let (boxed, api, _) = types.place(&Lock::default());
    assert_eq!(boxed, ["Either.large", "Holder.large"]);
    let sizes: Vec<usize> = api.types.values().map(|ty| ty.size).filter(|size| *size > 24).collect();
    assert_eq!(sizes, [1008, 1032, 1016, 1016]);
}

#[test]
fn the_largest_fields_of_a_large_object_are_boxed() {
    let mut types = Types::default();
    let smaller = types.strings("Smaller", 38);
    let larger = types.strings("Larger", 42);
    let fields = ["c", "a", "b"].map(|name| (name, larger)).into_iter().chain(["x", "y"].map(|name| (name, smaller)));
    types.object("Holder", &fields.collect::<Vec<_>>());
    let (boxed, ..) = types.place(&Lock::default());
    // By name, not in the order of the document.
    assert_eq!(boxed, ["Holder.a"]);
}

#[test]
fn what_was_released_stays_as_it_is() {
    let names = |members: &[&str]| members.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
    let mut lock = Lock::default();
    lock.members.insert("Holder".to_owned(), names(&["small", "large", "huge"]));
    lock.boxed.insert("Holder".to_owned(), ["small".to_owned(), "gone".to_owned()].into());
    let mut types = Types::default();
    let small = types.strings("Small", 1);
    let large = types.strings("Large", 43);
    let huge = types.strings("Huge", 200);
    types.object("Holder", &[("small", small), ("large", large), ("huge", huge), ("new", large)]);
    let (boxed, _, diagnostics) = types.place(&lock);
    assert_eq!(boxed, ["Holder.huge", "Holder.new", "Holder.small"]);
    let said: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(said, ["the released field `huge` of `Holder` becomes a `Box`"]);
}

#[test]
fn a_circle_is_broken_where_nothing_was_released() {
    let mut lock = Lock::default();
    lock.members.insert("Node".to_owned(), [("other".to_owned(), "other".to_owned())].into());
    let mut types = Types::default();
    types.object("Node", &[("other", later(1))]);
    types.object("Other", &[("node", later(0))]);
    let (boxed, _, diagnostics) = types.place(&lock);
    assert_eq!(boxed, ["Other.node"]);
    assert!(diagnostics.is_empty());
}

#[test]
fn enumerations_and_circles_of_names_have_a_size_too() {
    let mut types = Types::default();
    let shade = types.add("Shade", Kind::Enumeration(Enumeration::default()));
    let same = types.add("Same", Kind::Newtype(shade));
    types.object("Holder", &[("shade", shade), ("same", same)]);
    let (_, api, _) = types.place(&Lock::default());
    assert_eq!(api.types[later(2)].size, 32);
}
