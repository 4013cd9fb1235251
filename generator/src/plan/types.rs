//! Structs, enumerations and aliases.

use crate::ir::{
    Direction, Enumeration as IrEnumeration, Field, Frozen, Kind, Object, Presence, Primitive, Type, TypeId, Values,
};
use crate::names::{Name, Table};

use super::docs;
use super::reach::Reach;
use super::union::{self, UnionPlan};

/// An item of the `types` module.
#[derive(Debug)]
pub enum TypeItem {
    /// An object with known keys.
    Struct(Struct),
    /// One of several known texts.
    Enumeration(Enumeration),
    /// Another name for a type.
    Alias(Alias),
    /// A value of one of several types.
    Union(UnionPlan),
}

impl TypeItem {
    /// The module that holds the item alone.
    #[must_use]
    pub fn module(&self) -> &str {
        match self {
            Self::Struct(item) => &item.module,
            Self::Enumeration(item) => &item.module,
            Self::Alias(item) => &item.module,
            Self::Union(item) => &item.module,
        }
    }

    /// The features that compile the item; none: it always is.
    #[must_use]
    pub fn features(&self) -> &[String] {
        match self {
            Self::Struct(item) => &item.features,
            Self::Enumeration(item) => &item.features,
            Self::Alias(item) => &item.features,
            Self::Union(item) => &item.features,
        }
    }

    /// Whether programs should no longer use the item.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        match self {
            Self::Struct(item) => item.deprecated,
            Self::Enumeration(item) => item.deprecated,
            Self::Union(item) => item.deprecated,
            Self::Alias(_) => false,
        }
    }

    /// The name of the item.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enumeration(item) => &item.name,
            Self::Alias(item) => &item.name,
            Self::Union(item) => &item.name,
        }
    }
}

/// An object with known keys.
#[derive(Debug)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its module.
    pub module: String,
    /// The features that compile it; none: it always is.
    pub features: Vec<String>,
    /// Its docs.
    pub docs: String,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// Its fields, in the document's order.
    pub fields: Vec<FieldPlan>,
    /// The field that keeps properties beside these.
    pub additional: Option<AdditionalPlan>,
}

/// A field that keeps the properties that nobody declares.
#[derive(Debug)]
pub struct AdditionalPlan {
    /// Its name.
    pub name: String,
    /// The method that sets one property.
    pub setter: String,
    /// What the properties hold.
    pub values: RustType,
    /// Its docs.
    pub docs: String,
}

/// A field of a struct.
#[derive(Debug)]
pub struct FieldPlan {
    /// Its name.
    pub name: String,
    /// Its name on the wire.
    pub wire_name: String,
    /// Its type where it is there and not `null`.
    pub ty: RustType,
    /// How it is held.
    pub holding: Holding,
    /// Its docs.
    pub docs: String,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
}

/// How a field holds its value, by what else may be on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// It is always there.
    Value,
    /// It is always there and may be `null`.
    Nullable,
    /// It may be missing; `null` is the same.
    Optional,
    /// It may be missing, and a request says something else by `null`.
    Patch,
}

impl Holding {
    /// Says whether a value cannot be made without it.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Value | Self::Nullable)
    }
}

/// One of several known texts.
#[derive(Debug)]
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// Its module.
    pub module: String,
    /// The features that compile it; none: it always is.
    pub features: Vec<String>,
    /// Its docs.
    pub docs: String,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// What its values are.
    pub values: ValuesPlan,
    /// Its values.
    pub variants: Vec<VariantPlan>,
}

/// What the values of an enumeration are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValuesPlan {
    /// Texts.
    Texts,
    /// Whole numbers.
    Integers,
    /// Any single values, by their JSON.
    Literals,
}

/// A value of an enumeration.
#[derive(Debug)]
pub struct VariantPlan {
    /// Its name.
    pub name: String,
    /// Its text on the wire.
    pub wire_name: String,
    /// Other texts on the wire that mean the same: a number may be written in several ways.
    pub spellings: Vec<String>,
    /// Its docs, beside its text.
    pub docs: String,
}

/// Another name for a type.
#[derive(Debug)]
pub struct Alias {
    /// Its name.
    pub name: String,
    /// Its module.
    pub module: String,
    /// The features that compile it; none: it always is.
    pub features: Vec<String>,
    /// Its docs.
    pub docs: String,
    /// What it stands for.
    pub ty: RustType,
}

/// A type as it stands in a field or signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RustType {
    /// `bool`, `i64`, `f64`, …
    Scalar(&'static str),
    /// `String`
    String,
    /// A text that is not shown.
    Secret,
    /// A text of a format.
    Formatted(Format),
    /// A list.
    List(Box<RustType>),
    /// A map from texts.
    Map(Box<RustType>),
    /// A value that may be `null`.
    Nullable(Box<RustType>),
    /// A value on the heap, where a type contains itself.
    Boxed(Box<RustType>),
    /// A type of the `types` module.
    Named(String),
    /// Any JSON, as text.
    Raw,
}

/// A format whose texts have a type of their own.
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

pub(super) fn items(api: &Frozen, names: &Table, reach: &Reach) -> Vec<TypeItem> {
    let mut items: Vec<TypeItem> = Vec::new();
    for (id, ty) in api.types.iter() {
        let Some(name) = names.types.get(&id) else { continue };
        let members = names.members.get(&id).map(Vec::as_slice).unwrap_or_default();
        let features = reach.features(id);
        items.push(match &ty.kind {
            Kind::Object(object) => TypeItem::Struct(structure(api, names, (id, name), object, (members, features))),
            Kind::Enumeration(enumeration) => {
                TypeItem::Enumeration(enumerate(ty, name, enumeration, (members, features)))
            }
            Kind::Union(of) => TypeItem::Union(union::union(api, names, (id, name), of, (members, features))),
            _ => TypeItem::Alias(Alias {
                name: name.pascal(),
                module: name.snake(),
                features,
                docs: docs::described(ty),
                ty: expanded(api, names, id),
            }),
        });
    }
    items.sort_by(|a, b| a.module().cmp(b.module()));
    items
}

fn structure(
    api: &Frozen,
    names: &Table,
    (id, name): (TypeId, &Name),
    object: &Object,
    (members, features): (&[Name], Vec<String>),
) -> Struct {
    let ty = &api.types[id];
    let fields = object.fields.iter().zip(members).map(|((wire_name, field), name)| {
        let target = &api.types[field.ty];
        let rust = reference(api, names, field.ty);
        FieldPlan {
            name: name.snake(),
            wire_name: wire_name.clone(),
            ty: if field.recursive { RustType::Boxed(Box::new(rust)) } else { rust },
            holding: field_holding(field, ty),
            docs: docs::field(field, target),
            deprecated: target.deprecated,
        }
    });
    let additional = object.additional.zip(names.additional.get(&id)).map(|(values, [field, setter])| AdditionalPlan {
        name: field.snake(),
        setter: setter.snake(),
        values: item(api, names, values),
        docs: docs::additional(object, &api.types[values]),
    });
    Struct {
        name: name.pascal(),
        module: name.snake(),
        features,
        docs: docs::described(ty),
        deprecated: ty.deprecated,
        fields: fields.collect(),
        additional,
    }
}

/// Three cases only where the document makes them and a program can send them: who only reads has no use for two kinds of
/// nothing.
pub(super) const fn field_holding(field: &Field, of: &Type) -> Holding {
    match field.presence {
        Presence::Required => Holding::Value,
        Presence::RequiredNullable => Holding::Nullable,
        Presence::OptionalNullable if of.usage.request && !matches!(field.direction, Direction::Response) => {
            Holding::Patch
        }
        Presence::Optional | Presence::OptionalNullable => Holding::Optional,
    }
}

fn enumerate(
    ty: &Type,
    name: &Name,
    enumeration: &IrEnumeration,
    (members, features): (&[Name], Vec<String>),
) -> Enumeration {
    let variants = enumeration.variants.iter().zip(members);
    Enumeration {
        name: name.pascal(),
        module: name.snake(),
        features,
        docs: docs::described(ty),
        deprecated: ty.deprecated,
        values: match enumeration.values {
            Values::Texts => ValuesPlan::Texts,
            Values::Integers => ValuesPlan::Integers,
            Values::Literals => ValuesPlan::Literals,
        },
        variants: variants
            .map(|(variant, name)| VariantPlan {
                name: name.pascal(),
                wire_name: variant.wire_name.clone(),
                spellings: spellings(enumeration.values, &variant.wire_name),
                docs: docs::text(variant.description.as_deref()),
            })
            .collect(),
    }
}

/// Other ways to write a number, as servers in other languages do.
fn spellings(values: Values, literal: &str) -> Vec<String> {
    // Beyond this many digits a fraction is none.
    let number = literal.parse::<f64>().ok().filter(|_| values == Values::Literals && literal.len() <= 15);
    let spelled = number.map(|number| [format!("{number}"), format!("{number:?}")]);
    let mut others: Vec<String> = spelled.into_iter().flatten().filter(|other| other != literal).collect();
    others.dedup();
    others
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

/// A type written out.
fn expanded(api: &Frozen, names: &Table, id: TypeId) -> RustType {
    let ty = &api.types[id];
    let inside = |inner: TypeId| Box::new(item(api, names, inner));
    match &ty.kind {
        Kind::Primitive(primitive) => scalar(*primitive, ty.secret),
        Kind::Array(items) => RustType::List(inside(*items)),
        Kind::Map(values) => RustType::Map(inside(*values)),
        Kind::Newtype(inner) => reference(api, names, *inner),
        // Objects, enumerations and unions always have a name, so that they do not come here.
        Kind::Any(_) | Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_) => RustType::Raw,
    }
}

pub(super) const fn scalar(primitive: Primitive, secret: bool) -> RustType {
    match primitive {
        Primitive::Boolean => RustType::Scalar("bool"),
        Primitive::Int8 => RustType::Scalar("i8"),
        Primitive::Int16 => RustType::Scalar("i16"),
        Primitive::Int32 => RustType::Scalar("i32"),
        Primitive::Int64 => RustType::Scalar("i64"),
        Primitive::Uint8 => RustType::Scalar("u8"),
        Primitive::Uint16 => RustType::Scalar("u16"),
        Primitive::Uint32 => RustType::Scalar("u32"),
        Primitive::Uint64 => RustType::Scalar("u64"),
        Primitive::Float => RustType::Scalar("f32"),
        Primitive::Double => RustType::Scalar("f64"),
        text if secret && text.is_text() => RustType::Secret,
        Primitive::String => RustType::String,
        Primitive::Date => RustType::Formatted(Format::Date),
        Primitive::DateTime => RustType::Formatted(Format::DateTime),
        Primitive::Uuid => RustType::Formatted(Format::Uuid),
        Primitive::Base64 => RustType::Formatted(Format::Base64),
    }
}
