//! Lists.

use crate::ir::{Hint, Kind};
use crate::openapi::Schema;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `items`; a list without it holds anything.
    pub(super) fn array(&mut self, schema: &Schema<'a>, hint: &Hint) -> Option<Kind> {
        let inline = hint.inside("item");
        let items = match schema.items() {
            Some(items) => self.schema(&items, inline)?,
            None => self.any(std::slice::from_ref(schema), inline),
        };
        Some(Kind::Array(items))
    }
}
