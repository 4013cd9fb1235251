//! `type`: the types that a schema allows.

use std::fmt;

use crate::source::{Kind, Number, View};

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Text.
    String,
    /// A list.
    Array,
    /// Values by key.
    Object,
}

impl Type {
    /// All types.
    pub const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// Finds a type by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ty| ty.name() == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// Says whether a value is of this type.
    #[must_use]
    pub fn has(self, value: &View<'_>) -> bool {
        match value.kind() {
            Kind::Null => self == Self::Null,
            Kind::Boolean => self == Self::Boolean,
            Kind::Number => self == Self::Number || self == Self::Integer && value.number().is_some_and(is_whole),
            Kind::String => self == Self::String,
            Kind::Array => self == Self::Array,
            Kind::Object => self == Self::Object,
        }
    }

    /// Says whether every value of this type is one of another; a whole number is one of the numbers.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Integer, Self::Number)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

fn is_whole(number: &Number) -> bool {
    number.as_f64().fract() == 0.0
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The types that a schema names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeSet<'a> {
    bits: u8,
    /// A name that is no type.
    foreign: Option<&'a str>,
}

impl<'a> TypeSet<'a> {
    /// Reads `type`: a name, or a list of them.
    pub(super) fn read(ty: &View<'a>) -> Self {
        let mut set = Self::default();
        for name in ty.as_str().into_iter().chain(ty.items().filter_map(|item| item.as_str())) {
            match Type::named(name) {
                Some(ty) => set.bits |= ty.bit(),
                None => set.foreign = set.foreign.or(Some(name)),
            }
        }
        set
    }

    /// Says whether it names no type.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.bits == 0 && self.foreign.is_none()
    }

    /// Says whether it names a type.
    #[must_use]
    pub const fn has(self, ty: Type) -> bool {
        self.bits & ty.bit() != 0
    }

    /// The types besides `null`.
    pub fn values(self) -> impl Iterator<Item = Type> {
        Type::ALL.into_iter().filter(move |ty| *ty != Type::Null && self.has(*ty))
    }

    /// The only type besides `null`.
    #[must_use]
    pub fn only(self) -> Option<Type> {
        let mut values = self.values();
        let only = values.next().filter(|_| self.foreign.is_none())?;
        values.next().is_none().then_some(only)
    }

    /// Says whether it names `null` alone.
    #[must_use]
    pub const fn is_null(self) -> bool {
        self.bits == Type::Null.bit() && self.foreign.is_none()
    }

    /// A name that is no type.
    #[must_use]
    pub const fn foreign(self) -> Option<&'a str> {
        self.foreign
    }

    /// Says whether it names several types besides `null`.
    #[must_use]
    pub fn is_several(self) -> bool {
        self.values().count() + usize::from(self.foreign.is_some()) > 1
    }

    /// The types of values that both sets allow; an empty set allows any.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return if self.is_empty() { other } else { self };
        }
        let within = |ty: &Type, set: Self| Type::ALL.into_iter().any(|other| set.has(other) && ty.is_within(other));
        let both =
            Type::ALL.into_iter().filter(|ty| self.has(*ty) && within(ty, other) || other.has(*ty) && within(ty, self));
        Self { bits: both.fold(0, |bits, ty| bits | ty.bit()), foreign: self.foreign.or(other.foreign) }
    }

    /// Says whether no value but `null` is of both.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        if self.foreign.is_some() || other.foreign.is_some() {
            return self != other;
        }
        let meets = |ty: Type| other.values().any(|other| ty.is_within(other) || other.is_within(ty));
        self.values().next().is_some() && other.values().next().is_some() && !self.values().any(meets)
    }
}

impl From<Type> for TypeSet<'_> {
    fn from(ty: Type) -> Self {
        Self { bits: ty.bit(), foreign: None }
    }
}

impl fmt::Display for TypeSet<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Type::ALL.into_iter().filter(|ty| self.has(*ty)).map(|ty| format!("`{ty}`"));
        let foreign = self.foreign.map(|name| format!("`{}`", name.escape_debug()));
        formatter.write_str(&known.chain(foreign).collect::<Vec<_>>().join(" or "))
    }
}
