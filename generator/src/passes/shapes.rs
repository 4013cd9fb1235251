//! What values of a union's types look like: kinds of JSON values, and properties that only one of them has.

use std::collections::{BTreeSet, HashSet};

use crate::ir::{Api, Field, JsonKind, Key, Kind, Object, Primitive, Test, TypeId, Union, Values};

use super::unions::values;

/// How types are told apart by what they look like.
pub(super) struct Shapes {
    /// The tests; the first that holds decides.
    pub tests: Vec<Test>,
    /// Whether some value may be of two types, so that the document's order decides.
    pub ambiguous: bool,
}

/// What values of a variant may look like; one that is a union itself may look like each of its types.
struct Form<'a> {
    kind: JsonKind,
    ty: TypeId,
    object: Option<&'a Object>,
    variant: usize,
}

/// The tests by which the types are told apart; `None` where the values of a type may look like anything.
pub(super) fn tests(api: &Api, union: &Union) -> Option<Shapes> {
    let mut forms = Vec::new();
    for (variant, alternative) in union.variants.iter().enumerate() {
        add_forms(api, alternative.ty, variant, &mut forms)?;
    }
    let mut shapes = Shapes { tests: Vec::new(), ambiguous: false };
    for kind in [JsonKind::Boolean, JsonKind::Number, JsonKind::String, JsonKind::Array] {
        let mut same: Vec<&Form<'_>> = forms.iter().filter(|form| form.kind == kind).collect();
        // What is read as it comes is tried last, since nothing is left for the others.
        same.sort_by_key(|form| openness(&api.types[form.ty].kind));
        shapes.ambiguous |= kind == JsonKind::Array && !lists_differ(api, &same);
        add(&mut shapes.tests, kind, None, &same);
    }
    let mut objects: Vec<&Form<'_>> = forms.iter().filter(|form| form.kind == JsonKind::Object).collect();
    // Who is told from all others is taken out, which leaves fewer to be told from for the rest.
    while let Some((position, key)) = objects.iter().enumerate().find_map(|(position, form)| {
        let others: Vec<&Object> =
            objects.iter().filter(|other| other.variant != form.variant).filter_map(|other| other.object).collect();
        // The last one needs no key: it is what none of the others is.
        let alone = objects.iter().all(|other| other.variant == form.variant);
        let key = if union.several { excluding_key } else { telling_key };
        if alone { None } else { Some((position, key(api, form.object?, &others)?)) }
    }) {
        let told = objects.remove(position);
        add(&mut shapes.tests, JsonKind::Object, Some(key), &[told]);
    }
    // A value may be of several types where the document says so.
    shapes.ambiguous |=
        !union.several && objects.iter().any(|form| Some(form.variant) != objects.first().map(|first| first.variant));
    let key = objects.first().and_then(|last| constant(api, last.object?, &shapes.tests));
    add(&mut shapes.tests, JsonKind::Object, key.filter(|_| objects.len() == 1), &objects);
    Some(shapes)
}

/// The constant of the last object, where others were told by theirs: what has another constant is none of them.
fn constant(api: &Api, object: &Object, tests: &[Test]) -> Option<Key> {
    let names = tests.iter().filter_map(|test| test.key.as_ref()).filter(|key| !key.values.is_empty());
    names.map(|key| &key.name).find_map(|name| {
        let required = object.fields.get(name).is_some_and(|field| field.presence.is_required());
        let known = values(api, object, name).filter(|_| required)?;
        Some(Key { name: name.clone(), values: known.into_iter().map(str::to_owned).collect() })
    })
}

/// Adds a test for these forms, if there are any.
fn add(tests: &mut Vec<Test>, kind: JsonKind, key: Option<Key>, forms: &[&Form<'_>]) {
    let mut variants: Vec<usize> = Vec::new();
    for form in forms {
        if !variants.contains(&form.variant) {
            variants.push(form.variant);
        }
    }
    if !variants.is_empty() {
        tests.push(Test { kind, key, variants });
    }
}

/// Adds what the values of a type may look like.
fn add_forms<'a>(api: &'a Api, ty: TypeId, variant: usize, forms: &mut Vec<Form<'a>>) -> Option<()> {
    let mut seen: HashSet<TypeId> = HashSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        let ty = api.resolved(ty);
        if !seen.insert(ty) {
            continue;
        }
        let kinds: &[JsonKind] = match &api.types[ty].kind {
            // `null` is no variant: a union that may be `null` is an option.
            Kind::Primitive(Primitive::Null) => &[],
            Kind::Primitive(Primitive::Boolean) => &[JsonKind::Boolean],
            Kind::Primitive(primitive) if primitive.is_text() => &[JsonKind::String],
            Kind::Primitive(_) => &[JsonKind::Number],
            Kind::Enumeration(known) => match known.values {
                Values::Texts => &[JsonKind::String],
                Values::Integers => &[JsonKind::Number],
                Values::Literals => &[JsonKind::Boolean, JsonKind::Number, JsonKind::String],
            },
            Kind::Array(_) | Kind::Tuple(_) => &[JsonKind::Array],
            Kind::Map(_) | Kind::Object(_) => &[JsonKind::Object],
            Kind::Union(inner) => {
                open.extend(inner.variants.iter().rev().map(|alternative| alternative.ty));
                &[]
            }
            Kind::Newtype(_) | Kind::Any(_) => return None,
        };
        let object = match &api.types[ty].kind {
            Kind::Object(object) => Some(object),
            _ => None,
        };
        forms.extend(kinds.iter().map(|kind| Form { kind: *kind, ty, object, variant }));
    }
    Some(())
}

/// How much a type takes of what is of its kind.
const fn openness(kind: &Kind) -> u8 {
    match kind {
        Kind::Primitive(Primitive::String | Primitive::Double) => 2,
        Kind::Enumeration(_) => 1,
        _ => 0,
    }
}

/// Says whether the items of lists are of different kinds, so that only the empty list is of several types.
fn lists_differ(api: &Api, lists: &[&Form<'_>]) -> bool {
    let mut known: Vec<(JsonKind, usize)> = Vec::new();
    for list in lists {
        let Kind::Array(items) = api.types[list.ty].kind else { continue };
        let mut forms = Vec::new();
        if add_forms(api, items, list.variant, &mut forms).is_none() {
            return lists.iter().all(|other| other.variant == list.variant);
        }
        for form in forms {
            if known.iter().any(|(kind, variant)| *kind == form.kind && *variant != form.variant) {
                return false;
            }
            known.push((form.kind, form.variant));
        }
    }
    true
}

/// A property that an object must have, with values that no other may have there.
fn excluding_key(api: &Api, object: &Object, others: &[&Object]) -> Option<Key> {
    let required = object.fields.iter().filter(|(_, field)| field.presence.is_required());
    required.map(|(name, _)| name).find_map(|name| {
        let known = values(api, object, name)?;
        let excludes = |other: &&Object| values(api, other, name).is_some_and(|values| values.is_disjoint(&known));
        let key = || Key { name: name.clone(), values: known.iter().map(|value| (*value).to_owned()).collect() };
        others.iter().all(excludes).then(key)
    })
}

/// A property that an object must have and that no other may have, or has with other values.
fn telling_key(api: &Api, object: &Object, others: &[&Object]) -> Option<Key> {
    let required = || object.fields.iter().filter(|(_, field): &(&String, &Field)| field.presence.is_required());
    let own = |name: &str| others.iter().all(|other| !other.fields.contains_key(name));
    if let Some((name, _)) = required().find(|(name, _)| own(name)) {
        return Some(Key { name: name.clone(), values: Vec::new() });
    }
    let differs = |name: &str, known: &BTreeSet<&str>, other: &&Object| {
        !other.fields.contains_key(name) || values(api, other, name).is_some_and(|values| values.is_disjoint(known))
    };
    required().find_map(|(name, _)| {
        let known = values(api, object, name).filter(|known| others.iter().all(|other| differs(name, known, other)))?;
        Some(Key { name: name.clone(), values: known.into_iter().map(str::to_owned).collect() })
    })
}
