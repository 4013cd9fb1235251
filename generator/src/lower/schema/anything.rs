//! Places where anything may stand: a view goes in, a type comes out that says whether the document says more than that.

use crate::ir::{Hint, Kind, Type, TypeId, Why};
use crate::source::View;

use super::Lowering;

/// Keywords that say nothing of what a value is, or that are heeded where they stand: words for people, limits that go
/// to the docs, and what made the schema an object or a list in the first place.
const HEEDED: [&str; 25] = [
    "type",
    "title",
    "description",
    "default",
    "example",
    "examples",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "properties",
    "required",
    "additionalProperties",
    "allOf",
    "minProperties",
    "maxProperties",
    "minItems",
    "maxItems",
    "uniqueItems",
    "schema",
    "encoding",
    "discriminator",
    "$ref",
];

impl<'a> Lowering<'a, '_> {
    /// A type that holds anything, for what these schemas leave open.
    pub(in crate::lower) fn any(&mut self, views: &[View<'a>], hint: Hint) -> TypeId {
        let origin = views.last().map_or_else(|| self.tree.root().origin(), View::origin);
        self.api.types.push(Type { kind: anything(views), ..Type::any(hint, origin) })
    }
}

/// Anything, with what these schemas say beyond that, if they do.
pub(super) fn anything(views: &[View<'_>]) -> Kind {
    let mut keywords = views.iter().flat_map(View::entries);
    let unheeded =
        keywords.find(|(keyword, value)| !value.is_null() && !HEEDED.contains(keyword) && !keyword.starts_with("x-"));
    Kind::Any(unheeded.map_or(Why::Unsaid, |(keyword, value)| {
        let said = value.as_str().map(|text| format!(": {text}")).unwrap_or_default();
        Why::Lost(format!("`{keyword}{said}` is not understood here"))
    }))
}
