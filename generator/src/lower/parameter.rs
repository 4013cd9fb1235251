//! Parameters.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Location, Parameter, Style, TypeId};
use crate::openapi;

use super::Lowering;
use super::schema::value;

impl<'a> Lowering<'a, '_> {
    pub(super) fn parameter(&mut self, source: &openapi::Parameter<'a>, operation: &str) -> Option<Parameter> {
        let view = &source.view;
        let location = match source.location {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            other => return self.refuse(source, &format!("a parameter cannot stand in `{other}`")),
        };
        if location == Location::Cookie {
            return self.refuse(source, "cookie parameters are not understood yet");
        }
        if view.get("allowReserved").is_some_and(|flag| flag.as_bool() == Some(true)) {
            return self.refuse(source, "`allowReserved` is not understood yet");
        }
        let Some(schema) = view.get("schema") else {
            return self.refuse(source, "a parameter without `schema` is not understood yet");
        };
        let style = match (view.get("style").and_then(|style| style.as_str()), location) {
            (None | Some("form"), Location::Query) | (None, Location::Cookie) => Style::Form,
            (None | Some("simple"), Location::Path | Location::Header) => Style::Simple,
            (Some(style), _) => return self.refuse(source, &format!("style `{style}` is not understood here yet")),
        };
        let explode = view.get("explode").and_then(|explode| explode.as_bool()).unwrap_or(style == Style::Form);
        let ty = self.schema(&schema, Hint::Inline(vec![operation.to_owned(), source.name.to_owned()]))?;
        if !self.is_plain(ty) {
            return self.refuse(source, "lists and objects as parameters are not understood yet");
        }
        let example = view.get("example").or_else(|| schema.get("example"));
        let flag = |key| view.get(key).and_then(|flag| flag.as_bool()).unwrap_or(false);
        Some(Parameter {
            name: source.name.to_owned(),
            location,
            style,
            explode,
            required: flag("required") || location == Location::Path,
            ty,
            description: view.get("description").and_then(|text| text.as_str()).map(str::to_owned),
            example: example.filter(|_| !self.api.types[ty].secret).map(|example| value(&example)),
            deprecated: flag("deprecated"),
            origin: view.origin(),
        })
    }

    /// Says whether a type is a single value, which every style writes alike.
    fn is_plain(&self, mut ty: TypeId) -> bool {
        // A chain of other names is no longer than the list of types.
        for _ in 0..=self.api.types.len() {
            match &self.api.types[ty].kind {
                Kind::Primitive(_) | Kind::Enumeration(_) => return true,
                Kind::Newtype(inner) => ty = *inner,
                Kind::Array(_) | Kind::Map(_) | Kind::Object(_) | Kind::Union(_) | Kind::Any => return false,
            }
        }
        false
    }

    fn refuse(&mut self, source: &openapi::Parameter<'a>, why: &str) -> Option<Parameter> {
        self.diagnostics.push(
            Diagnostic::error(Code::Parameter, format!("the parameter `{}` cannot be generated: {why}", source.name))
                .at(&source.view.origin(), "this parameter")
                .cost("the operations that take it cannot be generated"),
        );
        None
    }
}
