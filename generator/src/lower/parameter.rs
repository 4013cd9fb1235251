//! Parameters.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, Hint, Kind, Location, Parameter, Style};
use crate::openapi::{self, Schema};
use crate::source::View;

use super::Lowering;
use super::schema::value;

/// The styles, and where each may stand (OpenAPI 3.0.4, "Style Values").
pub(crate) const STYLES: [(&str, &[Location], Style); 7] = [
    ("form", &[Location::Query, Location::Cookie], Style::Form),
    ("simple", &[Location::Path, Location::Header], Style::Simple),
    ("label", &[Location::Path], Style::Label),
    ("matrix", &[Location::Path], Style::Matrix),
    ("spaceDelimited", &[Location::Query], Style::SpaceDelimited),
    ("pipeDelimited", &[Location::Query], Style::PipeDelimited),
    ("deepObject", &[Location::Query], Style::DeepObject),
];

impl<'a> Lowering<'a, '_> {
    pub(super) fn parameter(&mut self, source: &openapi::Parameter<'a>, operation: &str) -> Option<Parameter> {
        let view = &source.view;
        let Some(location) = Location::ALL.into_iter().find(|location| location.key() == source.location) else {
            return self.refuse(source, &format!("a parameter cannot stand in `{}`", source.location));
        };
        let (schema, content) = match (view.get("schema"), view.get("content")) {
            (Some(schema), _) => (Schema::new(schema, self.dialect), None),
            (None, Some(content)) => self.content(source, &content)?,
            (None, None) => return self.refuse(source, "it has neither `schema` nor `content`"),
        };
        let ty = self.schema(&schema, Hint::inline(vec![operation.to_owned(), source.name.to_owned()]))?;
        let flag = |key| view.get(key).and_then(|flag| flag.as_bool());
        let style = match content {
            Some(style) => style,
            None => self.style(source, location, matches!(self.api.types[ty].kind, Kind::Primitive(_))),
        };
        let allow_reserved = flag("allowReserved").unwrap_or(false);
        if allow_reserved && location != Location::Query {
            self.told(source, "`allowReserved` is for parameters of the query alone", "it is passed over");
        }
        let example = view.value("example").or_else(|| schema.example());
        Some(Parameter {
            name: source.name.to_owned(),
            location,
            style,
            explode: flag("explode").unwrap_or(style == Style::Form),
            allow_reserved: allow_reserved && location == Location::Query,
            required: flag("required").unwrap_or(false) || location == Location::Path,
            ty,
            description: view.get("description").and_then(|text| text.as_str()).map(str::to_owned),
            example: example.filter(|_| !self.api.types[ty].secret).map(|example| value(&example)),
            deprecated: flag("deprecated").unwrap_or(false),
            origin: view.origin(),
        })
    }

    /// Finds the schema of a parameter that has a media type; text is written as a schema of its own would be.
    fn content(&mut self, source: &openapi::Parameter<'a>, content: &View<'a>) -> Option<(Schema<'a>, Option<Style>)> {
        let mut forms = content.entries();
        let (Some((content_type, form)), None) = (forms.next(), forms.next()) else {
            return self.refuse(source, "`content` of a parameter holds one media type");
        };
        let style = match super::body::codec(content_type) {
            Some(Codec::Json) => Some(Style::Json),
            _ if content_type.starts_with("text/") => None,
            _ => return self.refuse(source, &format!("`{content_type}` is not understood in a parameter")),
        };
        match form.get("schema") {
            Some(schema) => Some((Schema::new(schema, self.dialect), style)),
            None => self.refuse(source, "its media type has no `schema`"),
        }
    }

    /// Reads the style; one that its place or its value does not allow gives way to the place's own.
    fn style(&mut self, source: &openapi::Parameter<'a>, location: Location, is_primitive: bool) -> Style {
        let usual = match location {
            Location::Query | Location::Cookie => Style::Form,
            Location::Path | Location::Header => Style::Simple,
        };
        let declared = source.view.get("style");
        let Some(declared) = declared.as_ref().and_then(View::as_str) else { return usual };
        let known = STYLES.iter().find(|(name, places, _)| *name == declared && places.contains(&location));
        let Some((_, _, style)) = known.copied() else {
            self.told(
                source,
                &format!("style `{declared}` cannot stand in `{}`", source.location),
                "it is sent in the usual style of its place",
            );
            return usual;
        };
        if is_primitive && matches!(style, Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject) {
            self.told(
                source,
                &format!("style `{declared}` is for lists and objects"),
                "it is sent in the usual style of its place",
            );
            return usual;
        }
        style
    }

    fn told(&mut self, source: &openapi::Parameter<'a>, what: &str, consequence: &str) {
        self.diagnostics.push(
            Diagnostic::warning(Code::ParameterStyle, format!("the parameter `{}`: {what}", source.name))
                .at(&source.view.origin(), consequence.to_owned()),
        );
    }

    fn refuse<T>(&mut self, source: &openapi::Parameter<'a>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error(Code::Parameter, format!("the parameter `{}` cannot be generated: {why}", source.name))
                .at(&source.view.origin(), "this parameter")
                .cost("the operations that take it cannot be generated"),
        );
        None
    }
}
