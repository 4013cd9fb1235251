//! `type`, also where a document of OpenAPI 3.0 has a list of types, as later versions do.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::View;

use super::{ANY, Lowering};

/// The type that a schema names; of a list, the only one that is not `null`.
pub(super) fn declared<'a>(view: &View<'a>) -> Option<&'a str> {
    let ty = view.get("type")?;
    match named(&ty).as_slice() {
        [only] if ty.is_array() => Some(only),
        _ => ty.as_str(),
    }
}

/// Says whether `null` is a value of a schema: by `nullable`, or by a list of types.
pub(super) fn is_nullable(view: &View<'_>) -> bool {
    let listed = view.get("type").is_some_and(|ty| ty.items().any(|ty| ty.as_str() == Some("null")));
    listed || view.get("nullable").and_then(|flag| flag.as_bool()) == Some(true)
}

/// Says whether a schema lists several types, or none: its values are any JSON.
pub(super) fn is_several(view: &View<'_>) -> bool {
    view.get("type").is_some_and(|ty| ty.is_array() && named(&ty).len() != 1)
}

/// The types of a list that are not `null`.
fn named<'a>(list: &View<'a>) -> Vec<&'a str> {
    list.items().filter_map(|ty| ty.as_str()).filter(|ty| *ty != "null").collect()
}

impl<'a> Lowering<'a, '_> {
    /// Reports a `type` that is not a string. A list of one type, and perhaps `null`, is read as it is meant.
    pub(super) fn check_type(&mut self, view: &View<'a>) {
        let Some(ty) = view.get("type").filter(|ty| !ty.is_string()) else { return };
        let (message, help) = if ty.is_array() {
            let help = match (named(&ty).as_slice(), is_nullable(view)) {
                ([only], true) => format!("it is read as `type: {only}` with `nullable: true`"),
                ([only], false) => format!("it is read as `type: {only}`"),
                _ => ANY.to_owned(),
            };
            ("OpenAPI 3.0 has no lists of types", help)
        } else {
            ("`type` of a schema is not a string", "it is ignored".to_owned())
        };
        let label = format!("expected a string, found a value of type `{}`", ty.kind());
        self.diagnostics.push(Diagnostic::warning(Code::Schema, message).at(&ty.origin(), label).help(help));
    }
}
