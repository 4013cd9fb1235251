//! Values of one of several types, and how they are told apart.

use super::TypeId;

/// A value of one of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// The types, in the document's order.
    pub variants: Vec<Alternative>,
    /// How they are told apart. Settled by the unions pass.
    pub dispatch: Dispatch,
    /// Whether other values are expected as well: where the document allows any, which the unions pass finds, and among
    /// events, to which an API adds others.
    pub open: bool,
    /// Whether a value may be of several types at once: `anyOf`.
    pub several: bool,
    /// Whether the types are a schema with a discriminator and the schemas that build on it by `allOf`.
    pub inherits: bool,
}

impl Union {
    /// Makes a union without types.
    #[must_use]
    pub const fn new() -> Self {
        Self { variants: Vec::new(), dispatch: Dispatch::Choice, open: false, several: false, inherits: false }
    }
}

impl Default for Union {
    fn default() -> Self {
        Self::new()
    }
}

/// One of the types of a union.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The type.
    pub ty: TypeId,
    /// The text that a name for it is made of; no two of a union have the same.
    pub hint: String,
    /// The name of its schema among the components, which is a tag that needs no mapping.
    pub name: Option<String>,
    /// What tells it from the others, whatever its position; no two of a union have the same.
    pub key: String,
    /// How its tag is written. Filled by the unions pass.
    pub tag: TagPlace,
    /// Whether its value is held on the heap. Filled by the boxes pass.
    pub boxed: bool,
}

/// How the tag of a value is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TagPlace {
    /// The type writes it itself, or there is none.
    Declared,
    /// The type has an optional property for it; where it is missing, the union writes this text.
    Optional(String),
    /// The type does not know it; the union writes this text.
    Added(String),
}

/// How the types of a union are told apart.
#[derive(Clone, Debug)]
pub enum Dispatch {
    /// By the text of a property: which text means which position.
    Tag {
        /// The property.
        property: String,
        /// The texts, each with the position of its variant.
        mapping: Vec<(String, usize)>,
        /// The position of the type of values whose tag is missing, or leads to no type.
        fallback: Option<usize>,
    },
    /// By what the value looks like: the first test that holds decides.
    Shape(Vec<Test>),
    /// The one that knows most of the value is taken, since values of some may look like anything.
    Choice,
    /// By the name of the server-sent event whose data the value is: what each variant is told by.
    Event(Vec<EventVariant>),
}

/// What tells a variant by the event whose data it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventVariant {
    /// The names of the events.
    pub names: Vec<String>,
    /// Whether the data are text, not JSON.
    pub is_text: bool,
}

/// What a value looks like, and which variants do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The kind of JSON value.
    pub kind: JsonKind,
    /// A property that it must have, where the kind alone does not tell.
    pub key: Option<Key>,
    /// The positions of the variants that look so; mostly it is one. Of several, the first that knows most of the value is taken.
    pub variants: Vec<usize>,
}

/// A property that tells a type from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// The texts of which it holds one; none: that it is there tells enough.
    pub values: Vec<String>,
}

/// The kinds of JSON values, but `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}
