//! How large the Rust values of types are, in bytes on a 64-bit platform: at least what rustc makes of them.

use crate::ir::{Api, Kind, Object, Presence, Primitive, Tuple, TypeId, Union, Values};

/// A value on the heap, a list and a map, and any JSON as text.
const BOX: Layout = Layout::new(8, 8, 1);
const LIST: Layout = Layout::new(24, 8, MANY);
const MAP: Layout = Layout::new(24, 8, 0);
const RAW: Layout = Layout::new(16, 8, 1);
const STRING: Layout = LIST;

/// Stands for more niches than any type here uses up.
const MANY: u32 = u32::MAX;

/// The size of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// In bytes, a multiple of the alignment.
    pub size: usize,
    align: usize,
    /// How many bit patterns are no value, at least: an `Option` takes one of them, or else a tag.
    niches: u32,
}

impl Layout {
    const fn new(size: usize, align: usize, niches: u32) -> Self {
        Self { size, align, niches }
    }

    /// The fields of a struct, which rustc sorts by alignment.
    fn of_fields(fields: impl Iterator<Item = Self>) -> Self {
        let (mut size, mut align, mut niches) = (0_usize, 1, 0);
        for field in fields {
            size = size.saturating_add(field.size);
            align = align.max(field.align);
            niches = niches.max(field.niches);
        }
        Self::new(size.checked_next_multiple_of(align).unwrap_or(size), align, niches)
    }

    /// An enum with a value in each of these variants. rustc may find a place for the tag in a value, and leave no niche.
    fn of_variants(variants: impl Iterator<Item = Self>) -> Self {
        let (mut size, mut align, mut count) = (0_usize, 1, 0_usize);
        for variant in variants {
            size = size.max(variant.size.saturating_add(variant.align));
            align = align.max(variant.align);
            count += 1;
        }
        // A tag of more than one byte, where no value is aligned to as much.
        let tag = if count > 256 { 2 } else { 1 };
        let (size, align) = (size.saturating_add(tag - 1), align.max(tag));
        Self::new(size.checked_next_multiple_of(align).unwrap_or(size), align, 0)
    }

    /// The value, or one of a few others that have none.
    fn or(self, others: u32) -> Self {
        if self.niches >= others {
            return Self { niches: if self.niches == MANY { MANY } else { self.niches - others }, ..self };
        }
        Self::new(self.size.saturating_add(self.align), self.align, 255 - others)
    }
}

/// The layout of a type, whose fields and variants have these layouts if they are objects or unions themselves.
pub(super) fn layout(api: &Api, id: TypeId, known: &dyn Fn(TypeId) -> Layout) -> Layout {
    let id = api.resolved(id);
    let ty = &api.types[id];
    match &ty.kind {
        Kind::Primitive(primitive) => of_primitive(*primitive),
        Kind::Array(_) => LIST,
        Kind::Tuple(tuple) => of_tuple(api, tuple, known),
        Kind::Map(_) => MAP,
        // Another name was resolved.
        Kind::Any(_) | Kind::Newtype(_) => RAW,
        Kind::Enumeration(known) => {
            // Beside the known values stands an unknown one, as text or number.
            let others = u32::try_from(known.variants.len()).unwrap_or(MANY).min(255);
            match known.values {
                Values::Texts | Values::Literals => RAW.or(others),
                Values::Integers => Layout::new(16, 8, 255 - others),
            }
        }
        Kind::Object(_) | Kind::Union(_) => known(id),
    }
}

/// The layout of a tuple, and of the list behind it.
fn of_tuple(api: &Api, tuple: &Tuple, known: &dyn Fn(TypeId) -> Layout) -> Layout {
    let elements = tuple.elements.iter().enumerate().map(|(at, element)| {
        let value = layout(api, *element, known);
        match (at < tuple.least, api.types[*element].nullable) {
            (true, false) => value,
            (true, true) => value.or(1),
            // Absent, `null` or a value.
            (false, _) => value.or(2),
        }
    });
    Layout::of_fields(elements.chain(tuple.rest.map(|_| LIST)))
}

/// The layout of an object.
pub(super) fn of_object(api: &Api, object: &Object, known: &dyn Fn(TypeId) -> Layout) -> Layout {
    let fields = object.fields.values().map(|field| {
        let value = if field.boxed { BOX } else { layout(api, field.ty, known) };
        match field.presence {
            Presence::Required => value,
            Presence::RequiredNullable | Presence::Optional => value.or(1),
            // Absent, `null` or a value.
            Presence::OptionalNullable => value.or(2),
        }
    });
    Layout::of_fields(fields.chain(object.additional.map(|_| MAP)))
}

/// The layout of a union, which keeps an unknown value as JSON.
pub(super) fn of_union(api: &Api, union: &Union, known: &dyn Fn(TypeId) -> Layout) -> Layout {
    let variants =
        union.variants.iter().map(|variant| if variant.boxed { BOX } else { layout(api, variant.ty, known) });
    Layout::of_variants(variants.chain([RAW]))
}

const fn of_primitive(primitive: Primitive) -> Layout {
    match primitive {
        Primitive::Null => Layout::new(0, 1, 0),
        Primitive::Boolean => Layout::new(1, 1, 254),
        Primitive::Int8 | Primitive::Uint8 => Layout::new(1, 1, 0),
        Primitive::Int16 | Primitive::Uint16 => Layout::new(2, 2, 0),
        Primitive::Int32 | Primitive::Uint32 => Layout::new(4, 4, 0),
        Primitive::Int64 | Primitive::Uint64 | Primitive::Double => Layout::new(8, 8, 0),
        Primitive::String => STRING,
        Primitive::Date => Layout::new(4, 4, 1),
        Primitive::DateTime => Layout::new(16, 4, 1),
        Primitive::Uuid => Layout::new(16, 1, 0),
        Primitive::Base64 => Layout::new(32, 8, 1),
    }
}
