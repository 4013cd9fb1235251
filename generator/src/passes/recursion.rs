//! Types that contain themselves: where the cycle closes, a field goes through a pointer.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Index, Kind, TypeId};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Marks the fields that close a cycle, and reports cycles in which no object stands.
pub(super) fn mark(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut states = vec![State::New; api.types.len()];
    let mut closing: Vec<(TypeId, usize)> = Vec::new();
    for (root, ty) in api.types.iter() {
        if circles(api, root) {
            diagnostics.push(
                Diagnostic::error(Code::CircularType, "this schema contains itself and nothing else")
                    .at(&ty.origin, "it goes in circles without an object between"),
            );
            return;
        }
    }
    // Only now: following other names ends where none goes in circles.
    for (root, _) in api.types.iter() {
        // A loop with a stack of its own: a document may nest types deeper than a thread's stack allows.
        let mut path: Vec<(TypeId, usize)> = enter(&mut states, root).into_iter().collect();
        while let Some((object, position)) = path.last_mut() {
            let (object, field) = (*object, *position);
            *position += 1;
            match contained(api, object, field) {
                Contained::End => {
                    set(&mut states, object, State::Done);
                    path.pop();
                }
                Contained::Elsewhere => {}
                Contained::Object(inner) if states.get(inner.position()) == Some(&State::Open) => {
                    closing.push((object, field));
                }
                Contained::Object(inner) => path.extend(enter(&mut states, inner)),
            }
        }
    }
    for (object, field) in closing {
        if let Kind::Object(object) = &mut api.types[object].kind
            && let Some((_, field)) = object.fields.get_index_mut(field)
        {
            field.recursive = true;
        }
    }
}

/// What a field holds in place.
enum Contained {
    /// There is no such field.
    End,
    /// Nothing in place: a single value, or something that stands on the heap anyway.
    Elsewhere,
    /// An object.
    Object(TypeId),
}

fn contained(api: &Api, object: TypeId, field: usize) -> Contained {
    let Kind::Object(object) = &api.types[object].kind else { return Contained::End };
    let Some((_, field)) = object.fields.get_index(field) else { return Contained::End };
    let mut ty = field.ty;
    while let Kind::Newtype(inner) = api.types[ty].kind {
        ty = inner;
    }
    if matches!(api.types[ty].kind, Kind::Object(_)) { Contained::Object(ty) } else { Contained::Elsewhere }
}

/// Says whether a chain of lists, maps and other names comes back to its start.
fn circles(api: &Api, start: TypeId) -> bool {
    let mut ty = start;
    loop {
        match api.types[ty].kind {
            Kind::Array(inner) | Kind::Map(inner) | Kind::Newtype(inner) if inner == start => return true,
            // Going through one type only once keeps this short: the inner cycle is found from its own start.
            Kind::Array(inner) | Kind::Map(inner) | Kind::Newtype(inner) if inner.position() > start.position() => {
                ty = inner;
            }
            _ => return false,
        }
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
