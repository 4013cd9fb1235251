//! Lists.

use crate::ir::{Hint, Kind};
use crate::source::View;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `items`; a list without it holds anything.
    pub(super) fn array(&mut self, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        let inline = hint.inside("item");
        let items = match view.get("items") {
            Some(items) => self.schema(&items, inline)?,
            None => self.any(std::slice::from_ref(view), inline),
        };
        Some(Kind::Array(items))
    }
}
