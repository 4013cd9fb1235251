//! What requests and responses carry.

use indexmap::IndexMap;

use crate::diagnostics::Origin;

use super::{Constraint, Hint, IndexVec, Tuple, TypeId, Union};

/// One schema of the document, or one that stands inline.
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is.
    pub kind: Kind,
    /// Whether `null` is a value of it.
    pub nullable: bool,
    /// Where a name for it comes from, if it needs one.
    pub hint: Hint,
    /// What the document calls it, beside the key under which it stands.
    pub title: Option<String>,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// What limits its values.
    pub constraints: Vec<Constraint>,
    /// A value of it.
    pub example: Option<Value>,
    /// The value that the server assumes: documented, never sent.
    pub default: Option<Value>,
    /// Whether its values must not be shown.
    pub secret: bool,
    /// Whether programs should no longer use it.
    pub deprecated: bool,
    /// Which way it travels. Filled by the direction pass.
    pub usage: Usage,
    /// How large a value of it is at most, in bytes, for objects and unions. Filled by the boxes pass.
    pub size: usize,
    /// Where it stands in the document.
    pub origin: Origin,
}

impl IndexVec<TypeId, Type> {
    /// The type that a chain of other names ends at.
    #[must_use]
    pub fn resolved(&self, mut id: TypeId) -> TypeId {
        // A chain is no longer than the list of types.
        for _ in 0..self.len() {
            let Kind::Newtype(inner) = self[id].kind else { break };
            id = inner;
        }
        id
    }
}

impl Type {
    /// Returns whether the generated code has a named type for it.
    #[must_use]
    pub fn is_named(&self) -> bool {
        matches!(self.kind, Kind::Object(_) | Kind::Enumeration(_) | Kind::Union(_)) || self.hint.is_given()
    }

    /// A type that holds anything.
    #[must_use]
    pub fn any(hint: Hint, origin: Origin) -> Self {
        Self {
            kind: Kind::Any(Why::Unsaid),
            nullable: false,
            hint,
            title: None,
            description: None,
            constraints: Vec::new(),
            example: None,
            default: None,
            secret: false,
            deprecated: false,
            usage: Usage::default(),
            size: 0,
            origin,
        }
    }
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A single value.
    Primitive(Primitive),
    /// A list.
    Array(TypeId),
    /// A list whose elements differ by position.
    Tuple(Tuple),
    /// An object with any keys.
    Map(TypeId),
    /// An object with known keys.
    Object(Object),
    /// One of several known values.
    Enumeration(Enumeration),
    /// A value of one of several types.
    Union(Union),
    /// Another name for a type.
    Newtype(TypeId),
    /// Anything.
    Any(Why),
}

/// Why a type holds anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The document does not describe it further.
    Unsaid,
    /// The document says more than the type keeps: what that is, in a few words.
    Lost(String),
    /// The document says something that cannot be true or understood, which is reported where it stands.
    Reported,
}

impl Kind {
    /// The types that a type is made of.
    #[must_use]
    pub fn children(&self) -> Vec<TypeId> {
        match self {
            Self::Primitive(_) | Self::Enumeration(_) | Self::Any(_) => Vec::new(),
            Self::Array(inner) | Self::Map(inner) | Self::Newtype(inner) => vec![*inner],
            Self::Tuple(tuple) => tuple.elements.iter().copied().chain(tuple.rest).collect(),
            Self::Object(object) => object.fields.values().map(|field| field.ty).chain(object.additional).collect(),
            Self::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
        }
    }

    /// The properties, values or variants of a type, each by what tells it from the others.
    #[must_use]
    pub fn members(&self) -> Vec<&str> {
        match self {
            Self::Object(object) => object.fields.keys().map(String::as_str).collect(),
            Self::Enumeration(enumeration) => enumeration.variants.iter().map(|each| each.wire_name.as_str()).collect(),
            Self::Union(union) => union.variants.iter().map(|each| each.key.as_str()).collect(),
            Self::Primitive(_) | Self::Array(_) | Self::Tuple(_) | Self::Map(_) | Self::Newtype(_) | Self::Any(_) => {
                Vec::new()
            }
        }
    }

    /// The fields or variants whose value is held on the heap.
    #[must_use]
    pub fn boxed(&self) -> Vec<&str> {
        match self {
            Self::Object(object) => {
                object.fields.iter().filter(|(_, field)| field.boxed).map(|(name, _)| name.as_str()).collect()
            }
            Self::Union(union) => {
                union.variants.iter().filter(|variant| variant.boxed).map(|variant| variant.key.as_str()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A single value, by what a program can do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Primitive {
    /// Nothing but `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 8 bits.
    Int8,
    /// A whole number of 16 bits.
    Int16,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits; also one of unsaid size.
    Int64,
    /// A whole number from 0, of 8 bits.
    Uint8,
    /// A whole number from 0, of 16 bits.
    Uint16,
    /// A whole number from 0, of 32 bits.
    Uint32,
    /// A whole number from 0, of 64 bits.
    Uint64,
    /// A number, whatever its format.
    Double,
    /// Text.
    String,
    /// A day, as text.
    Date,
    /// A moment with the offset of its clock, as text.
    DateTime,
    /// A UUID, as text.
    Uuid,
    /// Bytes, as text in base64.
    Base64,
}

impl Primitive {
    /// Says whether it is text on the wire.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::String | Self::Date | Self::DateTime | Self::Uuid | Self::Base64)
    }
}

/// An object with known keys.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Its properties, in the document's order, by their names on the wire.
    pub fields: IndexMap<String, Field>,
    /// What properties beside these hold, where the object keeps such.
    pub additional: Option<TypeId>,
    /// The required properties that are not declared.
    pub undeclared: Vec<String>,
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name that the document proposes for it, where that is not its name on the wire.
    pub hint: Option<String>,
    /// What it holds.
    pub ty: TypeId,
    /// Whether it must be there, and whether it may be `null`. The direction pass makes of what the document says what
    /// holds for both sides.
    pub presence: Presence,
    /// Which way it travels.
    pub direction: Direction,
    /// Whether its value is held on the heap. Filled by the boxes pass.
    pub boxed: bool,
    /// The tag that a new object has here, where its type has no other. Filled by the unions pass.
    pub tag: Option<String>,
    /// What a released constructor does with it. Filled by the released pass.
    pub released: Released,
}

/// What the released constructor of an object does with a required property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Released {
    /// None was released: the constructor takes the property, unless it has only one value.
    #[default]
    Nothing,
    /// It takes the property, which must stay so if only one value is left.
    Taken,
    /// It writes this value, which was the only one, and must do so if others are added.
    Written(String),
}

/// Which way a property travels, whatever carries the object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Requests and responses have it.
    #[default]
    Both,
    /// Only responses have it: `readOnly`.
    Response,
    /// Only requests have it: `writeOnly`.
    Request,
}

/// Whether a property must be there, and whether it may be `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It must be there and hold a value.
    Required,
    /// It may be missing.
    Optional,
    /// It must be there and may be `null`.
    RequiredNullable,
    /// It may be missing or `null`.
    OptionalNullable,
}

impl Presence {
    /// Says whether an object without the property is none of its type.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// The same of a property that may also be `null`.
    #[must_use]
    pub const fn nullable(self) -> Self {
        match self {
            Self::Required | Self::RequiredNullable => Self::RequiredNullable,
            Self::Optional | Self::OptionalNullable => Self::OptionalNullable,
        }
    }

    /// The same without the duty to be there.
    #[must_use]
    pub const fn relaxed(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::RequiredNullable | Self::OptionalNullable => Self::OptionalNullable,
        }
    }
}

/// One of several known values.
#[derive(Clone, Debug, Default)]
pub struct Enumeration {
    /// What the values are.
    pub values: Values,
    /// The values, in the document's order, each once.
    pub variants: Vec<Variant>,
}

/// What the values of an enumeration are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Values {
    /// Texts.
    #[default]
    Texts,
    /// Whole numbers of 64 bits.
    Integers,
    /// Values of several kinds, fractions, or numbers beyond 64 bits: told apart by their JSON text.
    Literals,
}

/// One value of an enumeration.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The text on the wire; of a number, its digits; of a literal, its JSON.
    pub wire_name: String,
    /// The name that the document proposes.
    pub hint: Option<String>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

/// Which way a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Some request carries it.
    pub request: bool,
    /// Some response carries it.
    pub response: bool,
}

impl Usage {
    /// Says whether a request or response contains it. Other types belong to skipped operations.
    #[must_use]
    pub const fn is_carried(self) -> bool {
        self.request || self.response
    }
}

/// A value that the document shows, as JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value(pub String);
