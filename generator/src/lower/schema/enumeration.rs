//! One of several known texts.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Enumeration, Kind, Variant};
use crate::source::View;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `enum`, with names from `x-enum-varnames` where the document has them.
    pub(super) fn enumeration(&mut self, view: &View<'a>) -> Kind {
        let names = view.get("x-enum-varnames");
        let mut names: Vec<_> =
            names.iter().flat_map(View::items).map(|name| name.as_str().map(str::to_owned)).collect();
        let mut enumeration = Enumeration::default();
        let values = view.get("enum");
        for (position, value) in values.iter().flat_map(View::items).enumerate() {
            let Some(text) = value.as_str() else {
                self.diagnostics.push(
                    Diagnostic::warning(Code::Schema, "a value of this enumeration is no text")
                        .at(&value.origin(), "this value")
                        .help("it is read as an unknown value"),
                );
                continue;
            };
            if enumeration.variants.iter().any(|known| known.wire_name == text) {
                continue;
            }
            let hint = names.get_mut(position).and_then(Option::take);
            enumeration.variants.push(Variant { wire_name: text.to_owned(), hint });
        }
        Kind::Enumeration(enumeration)
    }
}
