//! Objects: what is known of one goes in, a struct comes out.

use crate::ir::{Constant, Field, Frozen, Kind, Object, Presence, TypeId, Values};
use crate::names::{Constructor, Name, Nullable, Table};

use super::docs::{self, Docs};
use super::rust_type::{Format, RustType, item, reference, scalar};

/// An object with known keys.
#[derive(Debug)]
pub struct Struct {
    /// Its name.
    pub name: String,
    /// Its docs.
    pub docs: Docs,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// Its fields, in the document's order.
    pub fields: Vec<FieldPlan>,
    /// The field that keeps properties beside these.
    pub additional: Option<AdditionalPlan>,
    /// How values are made from the required fields.
    pub constructor: ConstructorPlan,
}

/// How a value is made from what is required for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstructorPlan {
    /// From arguments: the positions of the fields, in order.
    Arguments(Vec<usize>),
    /// From a struct of this name.
    Required(String),
}

/// A field for undeclared properties.
#[derive(Debug)]
pub struct AdditionalPlan {
    /// Its name.
    pub name: String,
    /// The method that sets one property.
    pub setter: String,
    /// What the properties hold.
    pub values: RustType,
    /// Which values the setter takes.
    pub accepts: Accepts,
    /// Its docs.
    pub docs: Docs,
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
    /// Which values a constructor and the setter take.
    pub accepts: Accepts,
    /// Its docs.
    pub docs: Docs,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// What a constructor puts there.
    pub constant: Option<ConstantPlan>,
    /// Whether a setter puts another value in place of that.
    pub replaceable: bool,
}

impl FieldPlan {
    /// Says whether a constructor is given its value.
    #[must_use]
    pub const fn is_argument(&self) -> bool {
        self.holding.is_required() && self.constant.is_none()
    }

    /// Says whether it has a setter.
    #[must_use]
    pub const fn has_setter(&self) -> bool {
        !self.holding.is_required() || self.replaceable
    }
}

/// The initial value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstantPlan {
    /// A text.
    Text(String),
    /// A variant of the enumeration that the field holds.
    Variant(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`.
    Null,
}

/// Which values may be passed for a value of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// Only the value itself.
    Value,
    /// Whatever becomes one by `Into`: strings and names of known values, so that no argument of another type takes the same.
    Into,
    /// Whatever becomes one by `Into`, which may be of any type, so that beside other arguments only the value itself is taken.
    IntoAlone,
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

pub(super) fn structure(
    api: &Frozen,
    names: &Table,
    (id, name): (TypeId, &Name),
    object: &Object,
    members: &[Name],
) -> Struct {
    let ty = &api.types[id];
    let fields = object.fields.iter().zip(members).map(|((wire_name, field), name)| {
        let target = &api.types[field.ty];
        let rust = reference(api, names, field.ty);
        FieldPlan {
            name: name.snake(),
            wire_name: wire_name.clone(),
            ty: if field.boxed { RustType::Boxed(Box::new(rust)) } else { rust },
            holding: field_holding(names, id, wire_name, field),
            accepts: accepts(api, field.ty),
            docs: docs::field(field, target),
            deprecated: target.deprecated,
            constant: constant(api, names, field),
            replaceable: field.tag.is_none() && api.is_replaceable(field),
        }
    });
    let additional = object.additional.zip(names.additional.get(&id)).map(|(values, [field, setter])| AdditionalPlan {
        name: field.snake(),
        setter: setter.snake(),
        values: item(api, names, values),
        accepts: if api.types[values].nullable { Accepts::Value } else { accepts(api, values) },
        docs: docs::additional(object, &api.types[values]),
    });
    Struct {
        name: name.pascal(),
        docs: docs::described(ty),
        deprecated: ty.deprecated,
        fields: fields.collect(),
        additional,
        constructor: match names.constructors.get(&id) {
            Some(Constructor::Arguments(order)) => ConstructorPlan::Arguments(order.clone()),
            Some(Constructor::Required(name)) => ConstructorPlan::Required(name.pascal()),
            None => ConstructorPlan::Arguments(Vec::new()),
        },
    }
}

fn accepts(api: &Frozen, id: TypeId) -> Accepts {
    let ty = &api.types[api.resolved(id)];
    match &ty.kind {
        Kind::Primitive(primitive) => match scalar(*primitive, ty.secret) {
            RustType::String | RustType::Secret => Accepts::Into,
            RustType::Formatted(Format::Base64) => Accepts::IntoAlone,
            RustType::Formatted(Format::Date | Format::DateTime | Format::Uuid)
            | RustType::Null
            | RustType::Scalar(_)
            | RustType::List(_)
            | RustType::Tuple(..)
            | RustType::Map(_)
            | RustType::Nullable(_)
            | RustType::Patch(_)
            | RustType::Boxed(_)
            | RustType::Named(_)
            | RustType::Raw => Accepts::Value,
        },
        Kind::Enumeration(known) => match known.values {
            Values::Texts | Values::Integers => Accepts::Into,
            Values::Literals => Accepts::Value,
        },
        Kind::Union(_) | Kind::Any(_) => Accepts::IntoAlone,
        Kind::Array(_) | Kind::Tuple(_) | Kind::Map(_) | Kind::Object(_) | Kind::Newtype(_) => Accepts::Value,
    }
}

/// What a constructor puts into a field: a tag, or the only value of its type.
fn constant(api: &Frozen, names: &Table, field: &Field) -> Option<ConstantPlan> {
    if let Some(tag) = &field.tag {
        return Some(ConstantPlan::Text(tag.clone()));
    }
    Some(match api.constant(field)? {
        Constant::Null => ConstantPlan::Null,
        Constant::Boolean(value) => ConstantPlan::Boolean(value),
        Constant::Variant(position) => {
            let variants = names.members.get(&api.resolved(field.ty))?;
            ConstantPlan::Variant(variants.get(position)?.pascal())
        }
    })
}

/// How a field is held. Where a missing value and `null` may both be sent, the names say whether they are told apart.
pub(super) fn field_holding(names: &Table, of: TypeId, wire_name: &str, field: &Field) -> Holding {
    match field.presence {
        Presence::Required => Holding::Value,
        Presence::RequiredNullable => Holding::Nullable,
        Presence::Optional => Holding::Optional,
        Presence::OptionalNullable => match names.nullable(of, wire_name) {
            Nullable::Patch => Holding::Patch,
            Nullable::Option => Holding::Optional,
        },
    }
}
