//! Schemas that any JSON fits: a type comes out that says whether the document says more than that.

use crate::ir::{Hint, Kind, Type, TypeId, Why};
use crate::openapi::{Keyword, Schema};
use crate::source::View;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// A type that holds anything, for what these schemas leave open.
    pub(super) fn any(&mut self, schemas: &[Schema<'a>], hint: Hint) -> TypeId {
        let origin = schemas.last().map_or_else(|| self.tree.root().origin(), Schema::origin);
        self.api.types.push(Type { kind: anything(schemas), ..Type::any(hint, origin) })
    }

    /// A type that holds anything, for a place without a schema.
    pub(in crate::lower) fn without_schema(&mut self, place: &View<'a>, why: Why, hint: Hint) -> TypeId {
        self.api.types.push(Type { kind: Kind::Any(why), ..Type::any(hint, place.origin()) })
    }
}

/// Anything, with what these schemas say beyond that, if they do.
pub(super) fn anything(schemas: &[Schema<'_>]) -> Kind {
    let mut said = schemas.iter().flat_map(|schema| {
        let own = schema.entries().filter(|(name, _)| !schema.is_field_of_parameter(name));
        own.map(|entry| (schema.dialect(), entry))
    });
    let unheeded = said.find(|(dialect, (name, value))| {
        let leaves_open = || Keyword::named(name).is_some_and(|keyword| keyword.leaves_open(*dialect));
        // An empty list of schemas or values is reported where it stands.
        let is_empty = value.is_array() && value.is_empty();
        !value.is_null() && !is_empty && !name.starts_with("x-") && !leaves_open()
    });
    Kind::Any(unheeded.map_or(Why::Unsaid, |(_, (keyword, value))| {
        let said = value.as_str().map(|text| format!(": {text}")).unwrap_or_default();
        Why::Lost(format!("`{keyword}{said}` is not supported"))
    }))
}
