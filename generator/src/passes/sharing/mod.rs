//! Inline types that are equal become one type, which programs can pass from one operation to another.
//!
//! Types are joined where they are equal on the wire and in what the document says of what is in them, and where the
//! document calls them the same: by their title, or by the property, parameter or kind of body that holds them. What it
//! says of a type itself stays at each place, as another name for the type.

mod equal;
mod groups;
mod labels;
mod words;

use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Constraint, Hint, Kind, Named, Type, TypeId, Usage};
use crate::lock::Lock;

use groups::Group;
use labels::Labels;

/// Joins equal types. What the lock has released apart stays apart.
pub(super) fn join(api: &mut Api, lock: &Lock, diagnostics: &mut Diagnostics) {
    let labels = Labels::of(api);
    let classes = equal::classes(api, &labels, equal::By::Docs);
    let groups = groups::groups(api, &labels, &classes, lock, diagnostics);
    let words = words::choose(api, &labels, &classes, &groups);
    for (group, words) in groups.into_iter().zip(words) {
        let target = match (group.component, group.members.as_slice()) {
            (Some(component), _) => component,
            (None, [only]) => {
                move_names(api, *only, &group.key);
                let hint = api.types[*only].hint.clone();
                api.shared.insert(hint.key(), *only);
                api.types[*only].hint = hint.moved(group.key);
                continue;
            }
            (None, _) => {
                let Some(shared) = shared(api, &group, words) else { continue };
                api.types.push(shared)
            }
        };
        for member in group.members {
            if group.component.is_none() {
                move_names(api, member, &group.key);
            }
            api.shared.insert(api.types[member].hint.key(), target);
            api.types[member].kind = Kind::Newtype(target);
        }
    }
}

/// Gives a shared type the names that an overlay gives at one of its places.
fn move_names(api: &mut Api, member: TypeId, key: &str) {
    let place = api.types[member].hint.key();
    let own = api.types[member].kind.members().into_iter();
    let members = own.map(|own| (Named::member(&place, own), Named::member(key, own)));
    let names: Vec<_> = members.chain([(Named::Type(place.clone()), Named::Type(key.to_owned()))]).collect();
    for (old, new) in names {
        if let Some(given) = api.given.remove(&old) {
            api.given.entry(new).or_insert(given);
        }
    }
}

/// The type that the members of a group are: what the document says of all of them.
fn shared(api: &Api, group: &Group, words: Vec<String>) -> Option<Type> {
    let members = || group.members.iter().map(|member| &api.types[*member]);
    let own = members().find(|member| member.hint.key() == group.key).or_else(|| members().next())?;
    let is_said = |said: &dyn Fn(&Type) -> bool| members().all(said);
    let constraints: Vec<Constraint> = own.constraints.clone();
    Some(Type {
        kind: own.kind.clone(),
        // Each place says whether it may be `null`.
        nullable: false,
        hint: Hint::Inline { words, place: group.key.clone() },
        title: own.title.clone(),
        description: own.description.clone().filter(|_| is_said(&|member| member.description == own.description)),
        constraints: constraints
            .into_iter()
            .filter(|each| is_said(&|member| member.constraints.contains(each)))
            .collect(),
        example: own.example.clone().filter(|_| is_said(&|member| member.example == own.example)),
        default: own.default.clone().filter(|_| is_said(&|member| member.default == own.default)),
        secret: own.secret,
        deprecated: is_said(&|member| member.deprecated),
        usage: Usage::default(),
        size: 0,
        origin: own.origin.clone(),
    })
}

/// The inline types that programs have by a name.
fn inline(api: &Api) -> impl Iterator<Item = TypeId> {
    let named = api.types.iter().filter(|(_, ty)| ty.usage.is_carried() && ty.is_named() && !ty.hint.is_given());
    named.map(|(id, _)| id)
}

#[cfg(test)]
mod tests;
