//! Types that contain themselves without an object between, so that no value can be read as one.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Index, Kind, TypeId, Why};

use super::components::components;

/// Reports cycles in which nothing stands that could be read; the types on them hold anything.
pub(super) fn refuse(api: &mut Api, diagnostics: &mut Diagnostics) {
    let circular = circles(api);
    for (_, ty) in api.types.iter().filter(|(id, _)| circular.contains(id)) {
        diagnostics.push(
            Diagnostic::new(Code::CircularType, "a schema refers to itself without an object in between")
                .at(&ty.origin, "this schema")
                .cost("the schema becomes `RawJson`"),
        );
    }
    for id in circular {
        api.types[id].kind = Kind::Any(Why::Reported);
    }
}

/// Finds the types that lead back to themselves by lists, tuples, maps and other names, which no declaration can say, or by alternatives
/// and other names, which nothing can be read as.
fn circles(api: &Api) -> HashSet<TypeId> {
    let mut circular = on_circles(api, |kind| match kind {
        Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Newtype(_) => kind.children(),
        _ => Vec::new(),
    });
    circular.extend(on_circles(api, |kind| match kind {
        Kind::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
        Kind::Newtype(inner) => vec![*inner],
        _ => Vec::new(),
    }));
    circular
}

/// Finds the types on circles of these steps.
fn on_circles(api: &Api, steps: impl Fn(&Kind) -> Vec<TypeId>) -> HashSet<TypeId> {
    let edges: Vec<Vec<usize>> =
        api.types.values().map(|ty| steps(&ty.kind).into_iter().map(Index::position).collect()).collect();
    let is_circle = |component: &[usize]| match component {
        [only] => edges.get(*only).is_some_and(|to| to.contains(only)),
        several => several.len() > 1,
    };
    let circles = components(&edges).into_iter().filter(|component| is_circle(component));
    circles.flatten().map(TypeId::from_position).collect()
}
