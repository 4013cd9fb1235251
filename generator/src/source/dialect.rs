//! The version of OpenAPI that a document says it is written in.

use super::node::Node;

/// A version of OpenAPI, as far as it changes how a document is read. Later ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Swagger 2.0, as OpenAPI was called before 3.0.
    V20,
    /// OpenAPI 3.0.
    V30,
    /// OpenAPI 3.1.
    V31,
    /// OpenAPI 3.2.
    V32,
}

impl Dialect {
    /// All versions, from the oldest to the newest.
    pub const ALL: [Self; 4] = [Self::V20, Self::V30, Self::V31, Self::V32];

    /// Its number, without that of the patch.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::V20 => "2.0",
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }

    /// The field of a document that declares it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::V20 => "swagger",
            Self::V30 | Self::V31 | Self::V32 => "openapi",
        }
    }

    /// Finds the version that the value of a field declares, with any patch version; none for those that Signet does not read.
    #[must_use]
    pub fn declared(field: &str, value: &Node) -> Option<Self> {
        let text = Self::spelled(value);
        let is = |dialect: &Self| {
            let patch = text.strip_prefix(dialect.number()).filter(|_| dialect.field() == field);
            patch.is_some_and(|patch| patch.is_empty() || patch.starts_with('.'))
        };
        Self::ALL.into_iter().find(is)
    }

    /// A version as text: `openapi: 3.1` without quotes is a number in YAML, and the meaning is plain all the same.
    #[must_use]
    pub fn spelled(value: &Node) -> String {
        value.as_str().map_or_else(|| value.to_json().to_string(), str::to_owned)
    }

    /// The version of a document, by the first of its fields that declares one.
    pub(super) fn of(root: &Node) -> Option<Self> {
        let fields = [Self::V20, Self::V30].map(Self::field);
        fields.into_iter().find_map(|field| Self::declared(field, root.as_object()?.get(field)?))
    }

    /// Says whether schemas are those of JSON Schema 2020-12, of which earlier versions have a subset with other semantics.
    #[must_use]
    pub const fn has_json_schema(self) -> bool {
        match self {
            Self::V20 | Self::V30 => false,
            Self::V31 | Self::V32 => true,
        }
    }
}
