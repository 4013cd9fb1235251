//! Objects and maps.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Field, Hint, Kind, Object, Presence};
use crate::source::View;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `properties`, `required` and `additionalProperties`.
    pub(super) fn object(&mut self, view: &View<'a>, hint: &Hint) -> Option<Kind> {
        let properties = view.get("properties");
        let has_properties = properties.as_ref().is_some_and(|properties| properties.entries().next().is_some());
        let extra = view.get("additionalProperties");
        if !has_properties {
            return self.map(view, extra.as_ref(), hint);
        }
        if let Some(extra) = extra.filter(|extra| extra.as_bool() != Some(false)) {
            self.diagnostics.push(
                Diagnostic::warning(Code::Dropped, "properties beside the declared ones are not kept yet")
                    .at(&extra.origin(), "this allows them"),
            );
        }
        let required = self.required(view, properties.as_ref());
        let mut fields = IndexMap::new();
        for (name, property) in properties.iter().flat_map(View::entries) {
            let ty = self.schema(&property, hint.inside(name))?;
            let presence = match (required.contains(&name), self.api.types[ty].nullable) {
                (true, false) => Presence::Required,
                (true, true) => Presence::RequiredNullable,
                (false, false) => Presence::Optional,
                (false, true) => Presence::OptionalNullable,
            };
            fields.insert(name.to_owned(), Field { ty, presence, recursive: false });
        }
        Some(Kind::Object(Object { fields }))
    }

    /// An object of which no key is known.
    fn map(&mut self, view: &View<'a>, extra: Option<&View<'a>>, hint: &Hint) -> Option<Kind> {
        let inline = hint.inside("value");
        let values = match extra {
            Some(extra) if extra.as_bool().is_none() => self.schema(extra, inline)?,
            _ => self.any(view, inline),
        };
        Some(Kind::Map(values))
    }

    /// `required`; a name that is not declared is reported and not enforced, since servers are known to leave such out.
    fn required(&mut self, view: &View<'a>, properties: Option<&View<'a>>) -> Vec<&'a str> {
        let Some(list) = view.get("required") else { return Vec::new() };
        let mut required = Vec::new();
        for entry in list.items() {
            let Some(name) = entry.as_str() else { continue };
            if properties.is_some_and(|properties| properties.get(name).is_some()) {
                required.push(name);
            } else {
                self.diagnostics.push(
                    Diagnostic::warning(Code::UndeclaredRequired, format!("`{name}` is required and never declared"))
                        .at(&entry.origin(), "no property has this name")
                        .help("it is not enforced"),
                );
            }
        }
        required
    }
}
