//! Objects and maps.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Field, Hint, Kind, Object, Presence};
use crate::source::View;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `properties`, `required` and `additionalProperties` of schemas that hold at once; mostly there is one.
    pub(super) fn object(&mut self, parts: &[View<'a>], hint: &Hint) -> Option<Kind> {
        let mut properties: IndexMap<&'a str, Vec<View<'a>>> = IndexMap::new();
        for all in parts.iter().filter_map(|part| part.get("properties")) {
            // A text is no schema: this is a reference, and no property of that name.
            for (name, property) in self.followed(&all)?.entries() {
                properties.entry(name).or_default().push(property);
            }
        }
        let extra = parts
            .iter()
            .find_map(|part| part.get("additionalProperties").filter(|extra| extra.as_bool() != Some(false)));
        if properties.is_empty() {
            let closed = |part: &View<'a>| part.get("additionalProperties").is_some();
            return match extra {
                // None is declared, and others are refused: nothing is in it.
                None if parts.iter().any(closed) => Some(Kind::Object(Object::default())),
                extra => self.map(parts, extra.as_ref(), hint),
            };
        }
        if let Some(extra) = extra {
            self.diagnostics.push(
                Diagnostic::warning(Code::Dropped, "properties beside the declared ones are not kept yet")
                    .at(&extra.origin(), "this allows them"),
            );
        }
        let required = self.required(parts, &properties);
        let mut fields = IndexMap::new();
        for (name, declared) in properties {
            let ty = self.merged(&declared, hint.inside(name))?;
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
    fn map(&mut self, parts: &[View<'a>], extra: Option<&View<'a>>, hint: &Hint) -> Option<Kind> {
        let inline = hint.inside("value");
        let values = match extra {
            Some(extra) if extra.as_bool().is_none() => self.schema(extra, inline)?,
            _ => self.any(parts, inline),
        };
        Some(Kind::Map(values))
    }

    /// `required`; a name that is not declared is reported and not enforced, since servers are known to leave such out.
    fn required(&mut self, parts: &[View<'a>], properties: &IndexMap<&'a str, Vec<View<'a>>>) -> Vec<&'a str> {
        let mut required = Vec::new();
        for entry in parts.iter().filter_map(|part| part.get("required")).flat_map(|list| list.items()) {
            let Some(name) = entry.as_str() else { continue };
            if properties.contains_key(name) {
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
