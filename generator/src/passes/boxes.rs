//! Which fields and variants hold their value on the heap, so that no type contains itself and none is large.
//!
//! A value is moved by its size and read into place on the stack, so that large types nested in each other would overflow it.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Index, Kind, TypeId};
use crate::lock::Lock;

use super::components::components;
use super::layout::{Layout, layout, of_object, of_union};

/// A field or variant whose type is larger is boxed, in bytes.
const LARGE: usize = 1 << 10;

/// A type that is larger has its largest fields boxed, and fields that were released without a box are boxed after all.
const LARGEST: usize = 4 << 10;

/// No type below this size is worth a box.
const SMALL: usize = 64;

/// Marks the fields of objects and the variants of unions that are boxed: those that were released so, then those without which
/// a type would contain itself, then the large ones. What was released without a box gets one only where nothing else helps.
///
/// None of this depends on the order of types, properties or variants.
pub(super) fn place(api: &mut Api, lock: &Lock, diagnostics: &mut Diagnostics) {
    let mut boxes = Boxes { layouts: vec![Layout::default(); api.types.len()], api, lock, unplanned: BTreeSet::new() };
    boxes.keep();
    // A boxed variant makes its union small for all who hold it.
    for released in [false, true] {
        for kind in [Holder::Union, Holder::Object] {
            boxes.break_circles(kind, released);
        }
    }
    for component in components(&boxes.edges()) {
        // Each component is one type by now.
        for position in component {
            boxes.bound(TypeId::from_position(position));
        }
    }
    let unplanned = std::mem::take(&mut boxes.unplanned);
    for (outer, wire_name) in unplanned {
        report(api, outer, &wire_name, diagnostics);
    }
}

fn report(api: &Api, outer: TypeId, wire_name: &str, diagnostics: &mut Diagnostics) {
    let ty = &api.types[outer];
    if ty.usage.is_carried() {
        diagnostics.push(
            Diagnostic::new(
                Code::Boxed,
                format!("the released field `{wire_name}` of `{}` becomes a `Box`", ty.hint.key()),
            )
            .at(&ty.origin, "the type would be too large without the `Box`")
            .help(
                "programs that read the field or match the variant may no longer compile: release a breaking version",
            ),
        );
    }
}

/// What holds a value in place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    Object,
    Union,
}

/// A field or variant that holds an object or a union in place.
#[derive(Clone)]
struct Member {
    outer: TypeId,
    position: usize,
    wire_name: String,
    holder: Holder,
    inner: TypeId,
    /// Whether it was released as it is.
    released: bool,
}

struct Boxes<'a> {
    api: &'a mut Api,
    lock: &'a Lock,
    /// The layouts of objects and unions, as far as they are known.
    layouts: Vec<Layout>,
    /// What was released without a box and has one now.
    unplanned: BTreeSet<(TypeId, String)>,
}

impl Boxes<'_> {
    /// The fields or variants of a type that hold an object or a union in place.
    fn members(&self, outer: TypeId) -> Vec<Member> {
        let ty = &self.api.types[outer];
        let released = self.lock.members.get(&ty.hint.key());
        let held: Vec<(&str, TypeId, bool)> = match &ty.kind {
            Kind::Object(object) => {
                object.fields.iter().map(|(name, field)| (name.as_str(), field.ty, field.boxed)).collect()
            }
            Kind::Union(union) => {
                union.variants.iter().map(|variant| (variant.key.as_str(), variant.ty, variant.boxed)).collect()
            }
            _ => Vec::new(),
        };
        let holder = if matches!(ty.kind, Kind::Union(_)) { Holder::Union } else { Holder::Object };
        let members = held.into_iter().enumerate().filter(|(_, (_, _, boxed))| !boxed);
        let members = members.map(|(position, (wire_name, held, _))| Member {
            outer,
            position,
            wire_name: wire_name.to_owned(),
            holder,
            inner: self.api.resolved(held),
            released: released.is_some_and(|released| released.contains_key(wire_name)),
        });
        let in_place = members.flat_map(|member| {
            let held = self.in_place(member.inner);
            held.into_iter().map(move |inner| Member { inner, ..member.clone() })
        });
        in_place.collect()
    }

    /// The objects and unions that a value of a type holds in place: itself, or those that stand in a tuple.
    fn in_place(&self, ty: TypeId) -> Vec<TypeId> {
        let (mut found, mut open) = (Vec::new(), vec![ty]);
        // Tuples that contain themselves are refused before.
        while let Some(ty) = open.pop() {
            let ty = self.api.resolved(ty);
            match &self.api.types[ty].kind {
                Kind::Object(_) | Kind::Union(_) => found.push(ty),
                Kind::Tuple(tuple) => open.extend(&tuple.elements),
                Kind::Primitive(_)
                | Kind::Array(_)
                | Kind::Map(_)
                | Kind::Newtype(_)
                | Kind::Any(_)
                | Kind::Enumeration(_) => {}
            }
        }
        found
    }

    fn all(&self) -> Vec<Member> {
        self.api.types.iter().flat_map(|(id, _)| self.members(id)).collect()
    }

    /// Which types hold which in place.
    fn edges(&self) -> Vec<Vec<usize>> {
        let mut edges = vec![Vec::new(); self.api.types.len()];
        for member in self.all() {
            if let Some(edges) = edges.get_mut(member.outer.position()) {
                edges.push(member.inner.position());
            }
        }
        edges
    }

    fn put(&mut self, member: &Member) {
        match &mut self.api.types[member.outer].kind {
            Kind::Object(object) => {
                if let Some((_, field)) = object.fields.get_index_mut(member.position) {
                    field.boxed = true;
                }
            }
            Kind::Union(union) => {
                if let Some(variant) = union.variants.get_mut(member.position) {
                    variant.boxed = true;
                }
            }
            _ => {}
        }
        if member.released {
            self.unplanned.insert((member.outer, member.wire_name.clone()));
        }
    }

    /// Boxes what was released with a box.
    fn keep(&mut self) {
        for member in self.all() {
            let boxed = self.lock.boxed.get(&self.api.types[member.outer].hint.key());
            if boxed.is_some_and(|boxed| boxed.contains(&member.wire_name)) {
                self.put(&Member { released: false, ..member });
            }
        }
    }

    /// Boxes what leads back to the type that holds it, of what is held so and was released or not.
    fn break_circles(&mut self, holder: Holder, released: bool) {
        let mut numbers = vec![0; self.api.types.len()];
        for (number, component) in components(&self.edges()).into_iter().enumerate() {
            for position in component {
                if let Some(place) = numbers.get_mut(position) {
                    *place = number;
                }
            }
        }
        let number = |id: TypeId| numbers.get(id.position());
        for member in self.all() {
            let circular = number(member.outer) == number(member.inner);
            if circular && member.holder == holder && member.released == released {
                self.put(&member);
            }
        }
    }

    /// Boxes what is large in a type of which all that it holds is known, and notes its layout.
    fn bound(&mut self, id: TypeId) {
        for member in self.members(id) {
            if self.known(member.inner).size > if member.released { LARGEST } else { LARGE } {
                self.put(&member);
            }
        }
        let mut size = self.note(id);
        let mut members = self.members(id);
        members.retain(|member| member.holder == Holder::Object && self.known(member.inner).size >= SMALL);
        members.sort_by_cached_key(|member| {
            (member.released, std::cmp::Reverse(self.known(member.inner).size), member.wire_name.clone())
        });
        for member in members {
            if size <= LARGEST {
                break;
            }
            // What is left of it is a pointer, at most with a tag.
            size = size.saturating_sub(self.known(member.inner).size - 16);
            self.put(&member);
        }
        self.note(id);
    }

    fn known(&self, id: TypeId) -> Layout {
        self.layouts.get(id.position()).copied().unwrap_or_default()
    }

    fn note(&mut self, id: TypeId) -> usize {
        let known = |id: TypeId| self.known(id);
        let layout = match &self.api.types[id].kind {
            Kind::Object(object) => of_object(self.api, object, &known),
            Kind::Union(union) => of_union(self.api, union, &known),
            _ => layout(self.api, id, &known),
        };
        if let Some(place) = self.layouts.get_mut(id.position()) {
            *place = layout;
        }
        self.api.types[id].size = layout.size;
        layout.size
    }
}

#[cfg(test)]
mod tests;
