//! Types as they stand in fields and signatures: a type of the API goes in, the way to write it comes out.

use crate::ir::{Frozen, Kind, Primitive, TypeId};
use crate::names::Table;

/// A type as it stands in a field or signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// The runtime's `Null`: nothing but `null`.
    Null,
    /// `bool`, `i64`, `f64`, …
    Scalar(Scalar),
    /// `String`
    String,
    /// A text that is not shown.
    Secret,
    /// A text of a format.
    Formatted(Format),
    /// A list.
    List(Box<RustType>),
    /// A tuple, and what is behind its elements where there may be more.
    Tuple(Vec<RustType>, Option<Box<RustType>>),
    /// A map from texts.
    Map(Box<RustType>),
    /// A value that may be `null`.
    Nullable(Box<RustType>),
    /// A value that may be missing or `null`.
    Patch(Box<RustType>),
    /// A value on the heap, where a type contains itself or another that is large.
    Boxed(Box<RustType>),
    /// A type of the `types` module.
    Named(String),
    /// Any JSON, as text.
    Raw,
}

/// A primitive type of Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `bool`
    Bool,
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
}

impl Scalar {
    /// The type's name in Rust.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::F64 => "f64",
        }
    }
}

/// A string format with a Rust type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `chrono::NaiveDate`
    Date,
    /// `chrono::DateTime<chrono::FixedOffset>`
    DateTime,
    /// `uuid::Uuid`
    Uuid,
    /// The runtime's `Base64`
    Base64,
}

/// A type as others refer to it: by its name, if it has one.
pub(super) fn reference(api: &Frozen, names: &Table, id: TypeId) -> RustType {
    match names.types.get(&id) {
        Some(name) => RustType::Named(name.pascal()),
        None => expanded(api, names, id),
    }
}

/// The type of what is inside a list or map.
pub(super) fn item(api: &Frozen, names: &Table, id: TypeId) -> RustType {
    let ty = reference(api, names, id);
    if api.types[id].nullable { RustType::Nullable(Box::new(ty)) } else { ty }
}

/// A type with what other names in it stand for, so that equal types are equal.
pub(super) fn resolved(api: &Frozen, names: &Table, id: TypeId) -> RustType {
    let id = api.resolved(id);
    let ty = &api.types[id];
    let inside = |inner: TypeId| {
        let item = resolved(api, names, inner);
        Box::new(if api.types[inner].nullable { RustType::Nullable(Box::new(item)) } else { item })
    };
    match &ty.kind {
        Kind::Array(items) => RustType::List(inside(*items)),
        Kind::Tuple(tuple) => {
            let element = |at: usize, id: TypeId| {
                if at < tuple.least { *inside(id) } else { RustType::Patch(Box::new(resolved(api, names, id))) }
            };
            let elements = tuple.elements.iter().enumerate().map(|(at, id)| element(at, *id));
            RustType::Tuple(elements.collect(), tuple.rest.map(inside))
        }
        Kind::Map(values) => RustType::Map(inside(*values)),
        Kind::Primitive(primitive) => scalar(*primitive, ty.secret),
        // Another name was resolved.
        Kind::Any(_) | Kind::Newtype(_) => RustType::Raw,
        Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_) => reference(api, names, id),
    }
}

/// A type written out.
pub(super) fn expanded(api: &Frozen, names: &Table, id: TypeId) -> RustType {
    let ty = &api.types[id];
    let inside = |inner: TypeId| Box::new(item(api, names, inner));
    match &ty.kind {
        Kind::Primitive(primitive) => scalar(*primitive, ty.secret),
        Kind::Array(items) => RustType::List(inside(*items)),
        Kind::Tuple(tuple) => {
            let element = |at: usize, id: TypeId| {
                if at < tuple.least {
                    item(api, names, id)
                } else {
                    RustType::Patch(Box::new(reference(api, names, id)))
                }
            };
            let elements = tuple.elements.iter().enumerate().map(|(at, id)| element(at, *id));
            RustType::Tuple(elements.collect(), tuple.rest.map(inside))
        }
        Kind::Map(values) => RustType::Map(inside(*values)),
        Kind::Newtype(inner) => reference(api, names, *inner),
        // Objects, enumerations and unions always have a name, so that they do not come here.
        Kind::Any(_) | Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_) => RustType::Raw,
    }
}

pub(super) const fn scalar(primitive: Primitive, secret: bool) -> RustType {
    match primitive {
        Primitive::Null => RustType::Null,
        Primitive::Boolean => RustType::Scalar(Scalar::Bool),
        Primitive::Int8 => RustType::Scalar(Scalar::I8),
        Primitive::Int16 => RustType::Scalar(Scalar::I16),
        Primitive::Int32 => RustType::Scalar(Scalar::I32),
        Primitive::Int64 => RustType::Scalar(Scalar::I64),
        Primitive::Uint8 => RustType::Scalar(Scalar::U8),
        Primitive::Uint16 => RustType::Scalar(Scalar::U16),
        Primitive::Uint32 => RustType::Scalar(Scalar::U32),
        Primitive::Uint64 => RustType::Scalar(Scalar::U64),
        Primitive::Double => RustType::Scalar(Scalar::F64),
        text if secret && text.is_text() => RustType::Secret,
        Primitive::String => RustType::String,
        Primitive::Date => RustType::Formatted(Format::Date),
        Primitive::DateTime => RustType::Formatted(Format::DateTime),
        Primitive::Uuid => RustType::Formatted(Format::Uuid),
        Primitive::Base64 => RustType::Formatted(Format::Base64),
    }
}
