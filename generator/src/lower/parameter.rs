//! Parameters.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, Hint, Kind, Location, Parameter, Style};
use crate::openapi::{self, MediaType, ParameterContent, Schema};

use super::Lowering;
use super::schema::value;

/// The styles, and where each may stand (OpenAPI 3.0.4, "Style Values").
pub(crate) const STYLES: [(openapi::Style<'static>, &[Location], Style); 7] = [
    (openapi::Style::Form, &[Location::Query, Location::Cookie], Style::Form),
    (openapi::Style::Simple, &[Location::Path, Location::Header], Style::Simple),
    (openapi::Style::Label, &[Location::Path], Style::Label),
    (openapi::Style::Matrix, &[Location::Path], Style::Matrix),
    (openapi::Style::SpaceDelimited, &[Location::Query], Style::SpaceDelimited),
    (openapi::Style::PipeDelimited, &[Location::Query], Style::PipeDelimited),
    (openapi::Style::DeepObject, &[Location::Query], Style::DeepObject),
];

impl<'a> Lowering<'a, '_> {
    pub(super) fn parameter(&mut self, source: &openapi::Parameter<'a>, operation: &str) -> Option<Parameter> {
        let location = match source.location {
            openapi::Location::Path => Location::Path,
            openapi::Location::Query => Location::Query,
            openapi::Location::Header => Location::Header,
            openapi::Location::Cookie => Location::Cookie,
            openapi::Location::Unknown(name) => {
                return self.refuse(source, &format!("a parameter cannot stand in `{name}`"));
            }
        };
        let (schema, content) = match &source.content {
            ParameterContent::Schema(schema) => (Schema::new(schema.clone(), self.dialect), None),
            ParameterContent::Media(media) => self.content(source, media)?,
            ParameterContent::Unsaid => return self.refuse(source, "it has neither `schema` nor `content`"),
        };
        let ty = self.schema(&schema, Hint::inline(vec![operation.to_owned(), source.name.to_owned()]))?;
        let style = match content {
            Some(style) => style,
            None => self.style(source, location, matches!(self.api.types[ty].kind, Kind::Primitive(_))),
        };
        if source.allow_reserved && location != Location::Query {
            self.told(source, "`allowReserved` is for parameters of the query alone", "it is passed over");
        }
        let example = source.example.clone().or_else(|| schema.example());
        Some(Parameter {
            name: source.name.to_owned(),
            location,
            style,
            explode: source.explode.unwrap_or(style == Style::Form),
            allow_reserved: source.allow_reserved && location == Location::Query,
            required: source.required || location == Location::Path,
            ty,
            description: source.description.map(str::to_owned),
            example: example.filter(|_| !self.api.types[ty].secret).map(|example| value(&example)),
            deprecated: source.deprecated,
            origin: source.view.origin(),
        })
    }

    /// Finds the schema of a parameter that has a media type; text is written as a schema of its own would be.
    fn content(
        &mut self,
        source: &openapi::Parameter<'a>,
        media: &[MediaType<'a>],
    ) -> Option<(Schema<'a>, Option<Style>)> {
        let [media] = media else {
            return self.refuse(source, "`content` of a parameter holds one media type");
        };
        let style = match super::body::codec(media.name) {
            Some(Codec::Json) => Some(Style::Json),
            _ if media.name.starts_with("text/") => None,
            _ => return self.refuse(source, &format!("`{}` is not understood in a parameter", media.name)),
        };
        match &media.schema {
            Some(schema) => Some((Schema::new(schema.clone(), self.dialect), style)),
            None => self.refuse(source, "its media type has no `schema`"),
        }
    }

    /// Reads the style; one that its place or its value does not allow gives way to the place's own.
    fn style(&mut self, source: &openapi::Parameter<'a>, location: Location, is_primitive: bool) -> Style {
        let usual = match location {
            Location::Query | Location::Cookie => Style::Form,
            Location::Path | Location::Header => Style::Simple,
        };
        let Some(declared) = source.style else { return usual };
        let known = STYLES.iter().find(|(name, places, _)| *name == declared && places.contains(&location));
        let Some((_, _, style)) = known.copied() else {
            self.told(
                source,
                &format!("style `{}` cannot stand in `{}`", declared.name(), location.key()),
                "it is sent in the usual style of its place",
            );
            return usual;
        };
        if is_primitive && matches!(style, Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject) {
            self.told(
                source,
                &format!("style `{}` is for lists and objects", declared.name()),
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
