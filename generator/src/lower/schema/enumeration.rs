//! One of several known values.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Enumeration, Kind, Primitive, Values, Variant};
use crate::source::View;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `enum`, with names from `x-enum-varnames` where the document has them. `null` is said by the type itself.
    ///
    /// Without a `type`, the values say what they are; values of several kinds are kept as they come.
    pub(super) fn enumeration(&mut self, view: &View<'a>) -> Kind {
        let names = view.get("x-enum-varnames");
        let mut names: Vec<_> =
            names.iter().flat_map(View::items).map(|name| name.as_str().map(str::to_owned)).collect();
        let list = view.get("enum");
        let values = || list.iter().flat_map(View::items).filter(|value| !value.is_null());
        let declared = view.get("type");
        let declared = declared.as_ref().and_then(View::as_str);
        let values_are = match declared {
            Some("string") => Values::Texts,
            Some("integer") => Values::Integers,
            _ if values().all(|value| value.is_string()) => Values::Texts,
            _ if values().all(|value| value.as_i64().is_some()) => Values::Integers,
            _ if values().all(|value| value.as_bool().is_some()) => return Kind::Primitive(Primitive::Boolean),
            _ if values().all(|value| value.number().is_some()) => return Kind::Primitive(Primitive::Double),
            _ => {
                self.odd_value(
                    view,
                    "the values of this enumeration are of several kinds",
                    "they are kept as they come",
                );
                return Kind::Any;
            }
        };
        let mut enumeration = Enumeration { values: values_are, variants: Vec::new() };
        for (position, value) in list.iter().flat_map(View::items).enumerate().filter(|(_, value)| !value.is_null()) {
            let Some(wire_name) = self.wire_name(&value, values_are) else { continue };
            if enumeration.variants.iter().any(|known| known.wire_name == wire_name) {
                continue;
            }
            let hint = names.get_mut(position).and_then(Option::take);
            enumeration.variants.push(Variant { wire_name, hint });
        }
        Kind::Enumeration(enumeration)
    }

    /// A value as it stands on the wire; one of another kind than its type says is taken for what it looks like.
    fn wire_name(&mut self, value: &View<'a>, values: Values) -> Option<String> {
        match values {
            Values::Texts => {
                if let Some(text) = value.as_str() {
                    return Some(text.to_owned());
                }
                let taken = "it is taken for the text that stands there";
                self.odd_value(value, "a value of this enumeration is no text", taken);
                Some(value.to_json().to_string())
            }
            Values::Integers => {
                let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
                if number.is_none() {
                    self.odd_value(value, "a value of this enumeration is no whole number", "it is left out");
                }
                number.map(|number| number.to_string())
            }
        }
    }

    fn odd_value(&mut self, view: &View<'a>, message: &str, help: &str) {
        self.diagnostics.push(Diagnostic::warning(Code::Schema, message).at(&view.origin(), "here").help(help));
    }
}
