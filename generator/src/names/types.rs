//! The names of types, their fields and variants.

use crate::ir::{Frozen, Kind, Named};
use crate::lock::Lock;

use super::keys::Keys;
use super::losses::Losses;
use super::scope::Wish;
use super::table::Table;
use super::{Name, Scope, constructors, former, reserved};

/// The words for what keeps properties that a schema does not declare, and for the setter of one. A property with one of
/// these names has another key, since no key of a property begins with a line break.
const ADDITIONAL: [[&str; 2]; 2] = [["additional", "properties"], ["additional", "property"]];

/// Names the types: first those that the document names itself.
pub(super) fn name_types(api: &Frozen, keys: &Keys, lock: &Lock, table: &mut Table, losses: &mut Losses) {
    let mut scope = Scope::with_reserved(&reserved::TYPES);
    scope.keep(&lock.types);
    let structs = constructors::released(lock);
    scope.keep(&structs);
    let former = former::released(lock);
    scope.keep(&former);
    let wishes: Vec<Wish<'_>> = keys
        .types
        .iter()
        .map(|(id, key)| {
            let hint = &api.types[*id].hint;
            Wish { rank: usize::from(!hint.is_given()), ..Wish::of(key.clone(), hint.words()) }
                .given(api.given.get(&Named::Type(hint.key())))
        })
        .collect();
    table.types = keys.types.keys().copied().zip(scope.claim_all(&wishes)).collect();
    table.former = former::claim(&keys.types, lock, &table.types, &mut scope);
    table.constructors = constructors::of_types(api, keys, lock, &table.types, &mut scope);
    losses.of("type", &scope);
}

/// Names fields and variants, each in the scope of its type.
pub(super) fn name_members(api: &Frozen, keys: &Keys, lock: &Lock, table: &mut Table, losses: &mut Losses) {
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried()) {
        let (mut scope, texts): (Scope, Vec<&str>) = match &ty.kind {
            Kind::Object(object) => {
                let texts = object.fields.iter().map(|(name, field)| field.hint.as_deref().unwrap_or(name));
                (Scope::with_reserved(&reserved::FIELDS), texts.collect())
            }
            Kind::Enumeration(enumeration) => {
                let texts = enumeration.variants.iter().map(|each| each.hint.as_deref().unwrap_or(&each.wire_name));
                (Scope::with_reserved(&reserved::VARIANTS), texts.collect())
            }
            Kind::Union(union) => {
                let texts = union.variants.iter().map(|each| each.hint.as_str());
                (Scope::with_reserved(&reserved::VARIANTS), texts.collect())
            }
            Kind::Primitive(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Newtype(_) | Kind::Any(_) => {
                continue;
            }
        };
        let place = ty.hint.key();
        let given = |member: &str| api.given.get(&Named::member(&place, member));
        let key = keys.of_type(api, id);
        scope.keep(lock.members.get(&key).into_iter().flatten());
        let released = lock.additional.get(&key).map(|own| [own.field.clone(), own.setter.clone()]);
        let additional = ADDITIONAL.map(|words| format!("\n{}", words.join("_")));
        for pair in additional.iter().zip(released.iter().flatten()) {
            scope.keep([pair]);
        }
        let wishes: Vec<Wish<'_>> = ty
            .kind
            .members()
            .into_iter()
            .zip(texts)
            .map(|(key, text)| Wish::new(key, text).given(given(key)))
            .collect();
        let names = scope.claim_all(&wishes);
        if matches!(&ty.kind, Kind::Object(object) if object.additional.is_some()) {
            // After the properties, whose names are the document's.
            let wishes = additional.iter().zip(&ADDITIONAL).map(|(key, words)| Wish::of(key.clone(), words.to_vec()));
            let names: Result<[Name; 2], _> = scope.claim_all(&wishes.collect::<Vec<_>>()).try_into();
            table.additional.extend(names.ok().map(|names| (id, names)));
        }
        table.members.insert(id, names);
        losses.of("field or variant", &scope);
    }
}
