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

/// Reports cycles in which nothing stands that could be read; the types on them hold anything.
pub(super) fn refuse(api: &mut Api, diagnostics: &mut Diagnostics) {
    let circular = circles(api);
    for (_, ty) in api.types.iter().filter(|(id, _)| circular.contains(id)) {
        diagnostics.push(
            Diagnostic::warning(Code::CircularType, "a schema refers to itself without an object in between")
                .at(&ty.origin, "this schema")
                .help("its values are kept as any JSON"),
        );
    }
    for id in circular {
        api.types[id].kind = Kind::Any(Why::Reported);
    }
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

/// Finds the types that lead back to themselves by lists, maps and other names, which no declaration can say, or by alternatives
/// and other names, which nothing can be read as.
fn circles(api: &Api) -> HashSet<TypeId> {
    let mut circular = on_circles(api, |kind| match kind {
        Kind::Array(inner) | Kind::Map(inner) | Kind::Newtype(inner) => vec![*inner],
        _ => Vec::new(),
    });
    circular.extend(on_circles(api, |kind| match kind {
        Kind::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
        Kind::Newtype(inner) => vec![*inner],
        _ => Vec::new(),
    }));
    circular
}

/// Finds the types on circles of these steps, and on ways between two such circles: what is left when the types that lead
/// nowhere are taken away, again and again, and then those that nothing leads to.
fn on_circles(api: &Api, steps: impl Fn(&Kind) -> Vec<TypeId>) -> HashSet<TypeId> {
    let ways = api.types.iter().flat_map(|(from, ty)| steps(&ty.kind).into_iter().map(move |to| (from, to)));
    let mut ways: Vec<(TypeId, TypeId)> = ways.collect();
    let back: Vec<(TypeId, TypeId)> = ways.iter().map(|(from, to)| (*to, *from)).collect();
    let ends = dead_ends(api.types.len(), &ways);
    ways.retain(|(from, to)| !ends.contains(from) && !ends.contains(to));
    let starts = dead_ends(api.types.len(), &back);
    ways.into_iter().map(|(from, _)| from).filter(|from| !starts.contains(from)).collect()
}

/// Finds the types from which each way comes to an end.
fn dead_ends(types: usize, ways: &[(TypeId, TypeId)]) -> HashSet<TypeId> {
    let mut leaving = vec![0_usize; types];
    let mut arriving: Vec<Vec<TypeId>> = vec![Vec::new(); types];
    for (from, to) in ways {
        if let (Some(count), Some(from_there)) = (leaving.get_mut(from.position()), arriving.get_mut(to.position())) {
            *count += 1;
            from_there.push(*from);
        }
    }
    let mut open: Vec<TypeId> =
        leaving.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| TypeId::from_position(at)).collect();
    let mut ends = HashSet::new();
    while let Some(end) = open.pop() {
        ends.insert(end);
        for from in arriving.get(end.position()).into_iter().flatten() {
            if let Some(count) = leaving.get_mut(from.position()) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    open.push(*from);
                }
            }
        }
    }
    ends
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
