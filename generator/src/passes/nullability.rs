//! Where `null` may stand: a type may be `null` if what it is another name for may be, or one of its alternatives; and so may a
//! property of such a type.

use crate::ir::{Api, Index, Kind, TypeId};

/// Carries `null` to the types and properties that lead to a type which may be `null`.
pub(super) fn spread(api: &mut Api) {
    // Until nothing changes, since types lead to each other in circles. From the back: what a type is made of mostly comes later.
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for position in (0..api.types.len()).rev() {
            changed |= inherit(api, TypeId::from_position(position));
        }
    }
    for position in 0..api.types.len() {
        let id = TypeId::from_position(position);
        let Kind::Object(object) = &api.types[id].kind else { continue };
        let nullable: Vec<bool> = object.fields.values().map(|field| api.types[field.ty].nullable).collect();
        let Kind::Object(object) = &mut api.types[id].kind else { continue };
        for (field, _) in object.fields.values_mut().zip(nullable).filter(|(_, nullable)| *nullable) {
            field.presence = field.presence.nullable();
        }
    }
}

/// Lets a type be `null` if what it is made of may be; says whether that is new.
fn inherit(api: &mut Api, id: TypeId) -> bool {
    let of = match &api.types[id].kind {
        Kind::Newtype(inner) => api.types[*inner].nullable,
        Kind::Union(union) => union.variants.iter().any(|variant| api.types[variant.ty].nullable),
        _ => false,
    };
    of && !std::mem::replace(&mut api.types[id].nullable, true)
}
