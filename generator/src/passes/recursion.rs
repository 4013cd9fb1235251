//! Types that contain themselves: where the cycle closes, a field goes through a pointer.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Index, Kind, TypeId, Why};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Reports cycles in which no object stands, and takes out the operations that carry one.
pub(super) fn refuse(api: &mut Api, diagnostics: &mut Diagnostics) {
    let circular = circles(api);
    for (_, ty) in api.types.iter().filter(|(id, _)| circular.contains(id)) {
        diagnostics.push(
            Diagnostic::error(Code::CircularType, "this schema contains itself and nothing else")
                .at(&ty.origin, "it goes in circles without an object between")
                .cost("the operations that need it cannot be generated"),
        );
    }
    for id in &circular {
        // Nobody carries it any longer, and a walk along other names must come to an end.
        api.types[*id].kind = Kind::Any(Why::Unsaid);
    }
    api.drop_operations_with(circular);
}

/// Marks the fields of objects and the variants of unions that close a cycle.
pub(super) fn mark(api: &mut Api) {
    let mut states = vec![State::New; api.types.len()];
    let mut closing: Vec<(TypeId, usize)> = Vec::new();
    for (root, _) in api.types.iter() {
        // A loop with a stack of its own: a document may nest types deeper than a thread's stack allows.
        let mut path: Vec<(TypeId, usize)> = enter(&mut states, root).into_iter().collect();
        while let Some((outer, position)) = path.last_mut() {
            let (outer, member) = (*outer, *position);
            *position += 1;
            match contained(api, outer, member) {
                Contained::End => {
                    set(&mut states, outer, State::Done);
                    path.pop();
                }
                Contained::Elsewhere => {}
                Contained::Inline(inner) if states.get(inner.position()) == Some(&State::Open) => {
                    closing.push((outer, member));
                }
                Contained::Inline(inner) => path.extend(enter(&mut states, inner)),
            }
        }
    }
    for (outer, member) in closing {
        match &mut api.types[outer].kind {
            Kind::Object(object) => {
                if let Some((_, field)) = object.fields.get_index_mut(member) {
                    field.recursive = true;
                }
            }
            Kind::Union(union) => {
                if let Some(variant) = union.variants.get_mut(member) {
                    variant.recursive = true;
                }
            }
            _ => {}
        }
    }
}

/// What a field or variant holds in place.
enum Contained {
    /// There is no such field or variant.
    End,
    /// Nothing in place: a single value, or something that stands on the heap anyway.
    Elsewhere,
    /// An object or a union.
    Inline(TypeId),
}

fn contained(api: &Api, outer: TypeId, member: usize) -> Contained {
    let held = match &api.types[outer].kind {
        Kind::Object(object) => object.fields.get_index(member).map(|(_, field)| field.ty),
        Kind::Union(union) => union.variants.get(member).map(|variant| variant.ty),
        _ => None,
    };
    let Some(mut ty) = held else { return Contained::End };
    while let Kind::Newtype(inner) = api.types[ty].kind {
        ty = inner;
    }
    match api.types[ty].kind {
        Kind::Object(_) | Kind::Union(_) => Contained::Inline(ty),
        _ => Contained::Elsewhere,
    }
}

/// Finds the types on chains of lists, maps and other names that come back to where they were.
fn circles(api: &Api) -> HashSet<TypeId> {
    let mut circular = HashSet::new();
    // The walk that came to a type first. Each type leads to one other at most, so that none is gone through twice.
    let mut walks: Vec<Option<TypeId>> = vec![None; api.types.len()];
    for (start, _) in api.types.iter() {
        let mut next = Some(start);
        while let Some(ty) = next
            && let Some(walk @ None) = walks.get_mut(ty.position())
        {
            *walk = Some(start);
            next = held(api, ty);
        }
        let met = next.filter(|ty| walks.get(ty.position()) == Some(&Some(start)));
        let mut on_circle = met;
        while let Some(ty) = on_circle
            && circular.insert(ty)
        {
            on_circle = held(api, ty);
        }
    }
    circular
}

/// What a list, a map or another name is made of.
fn held(api: &Api, ty: TypeId) -> Option<TypeId> {
    match api.types[ty].kind {
        Kind::Array(inner) | Kind::Map(inner) | Kind::Newtype(inner) => Some(inner),
        _ => None,
    }
}

fn enter(states: &mut [State], ty: TypeId) -> Option<(TypeId, usize)> {
    (states.get(ty.position()) == Some(&State::New)).then(|| {
        set(states, ty, State::Open);
        (ty, 0)
    })
}

fn set(states: &mut [State], ty: TypeId, state: State) {
    if let Some(place) = states.get_mut(ty.position()) {
        *place = state;
    }
}
