//! Parameters.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, Constraint, Hint, Kind, Location, Parameter, Style, TypeId};
use crate::openapi::{self, MediaType, ParameterContent, Schema, Separator};
use crate::source::View;

use super::Lowering;
use super::schema::value;

/// The styles, and where each may stand (OpenAPI 3.2.0, "Style Values").
pub(crate) const STYLES: [(openapi::Style<'static>, &[Location], Style); 8] = [
    (openapi::Style::Form, &[Location::Query, Location::Cookie], Style::Form),
    (openapi::Style::Simple, &[Location::Path, Location::Header], Style::Simple),
    (openapi::Style::Label, &[Location::Path], Style::Label),
    (openapi::Style::Matrix, &[Location::Path], Style::Matrix),
    (openapi::Style::SpaceDelimited, &[Location::Query], Style::SpaceDelimited),
    (openapi::Style::PipeDelimited, &[Location::Query], Style::PipeDelimited),
    (openapi::Style::DeepObject, &[Location::Query], Style::DeepObject),
    (openapi::Style::Cookie, &[Location::Cookie], Style::Cookie),
];

impl<'a> Lowering<'a, '_> {
    /// Lowers what an operation takes beside its body.
    pub(super) fn parameters(&mut self, source: &openapi::Operation<'a>, id: &str) -> Option<Vec<Parameter>> {
        let is_query = |parameter: &openapi::Parameter<'_>| {
            matches!(parameter.location, openapi::Location::Query | openapi::Location::QueryString)
        };
        let whole = source.parameters.iter().find(|each| each.location == openapi::Location::QueryString);
        if let Some(whole) = whole.filter(|_| source.parameters.iter().filter(|each| is_query(each)).count() > 1) {
            return self.refuse(whole, "the operation has other query parameters beside the whole query");
        }
        // All of them before the first failure counts, so that everything that is wrong is said at once.
        let sent = source.parameters.iter().filter(|parameter| !parameter.is_ignored());
        let parameters: Vec<_> = sent
            .map(|parameter| {
                self.note_parameter(source, parameter);
                self.parameter(parameter, id)
            })
            .collect();
        parameters.into_iter().collect()
    }

    fn parameter(&mut self, source: &openapi::Parameter<'a>, operation: &str) -> Option<Parameter> {
        let location = match source.location {
            openapi::Location::Path => Location::Path,
            openapi::Location::Query => Location::Query,
            openapi::Location::Header => Location::Header,
            openapi::Location::Cookie => Location::Cookie,
            openapi::Location::QueryString => Location::QueryString,
            openapi::Location::Unknown(name) => {
                return self.refuse(source, &format!("`in: {name}` is not supported"));
            }
        };
        let (schema, media) = match &source.content {
            ParameterContent::Schema(_) if location == Location::QueryString => {
                return self.refuse(source, "a parameter in `querystring` needs `content` with one media type");
            }
            ParameterContent::Schema(schema) => (Schema::new(schema.clone(), self.dialect), None),
            ParameterContent::Media(media) => {
                let (schema, codec) = self.content(source, media, location)?;
                (schema, Some(codec))
            }
            ParameterContent::Own => (self.own_schema(&source.view), None),
            ParameterContent::Unsaid => return self.refuse(source, "neither `schema` nor `content` is declared"),
        };
        let ty = self.schema(&schema, Hint::inline(vec![operation.to_owned(), source.name.to_owned()]))?;
        let kind = &self.api.types[self.api.resolved(ty)].kind;
        let is_primitive = matches!(kind, Kind::Primitive(_));
        if media == Some(Codec::Form) && !may_be_object(kind) {
            return self.refuse(source, "a form must be an object");
        }
        let (style, explode) = match media {
            Some(Codec::Json) => (Style::Json, false),
            Some(Codec::Form) => (Style::Form, true),
            // Text is written like a separate schema.
            Some(_) | None => {
                let style = self.style(source, location, is_primitive);
                (style, source.explode.unwrap_or(matches!(style, Style::Form | Style::Cookie)))
            }
        };
        if source.allow_reserved && location != Location::Query {
            self.restyled(source, "`allowReserved` applies only to query parameters", "`allowReserved` is ignored");
        }
        let example = source.example.clone().or_else(|| schema.example());
        let required = source.required || location == Location::Path;
        Some(Parameter {
            name: source.name.to_owned(),
            hint: source.client_name.map(str::to_owned),
            location,
            style,
            explode,
            nested: source.nested.iter().map(|own| separated(*own).unwrap_or(Style::Form).separator()).collect(),
            allow_reserved: source.allow_reserved && location == Location::Query,
            required,
            taken: false,
            ty,
            constant: self.constant(ty, style == Style::Json).filter(|_| required),
            replaceable: false,
            description: source.description.map(str::to_owned),
            example: example.filter(|_| !self.api.types[ty].secret).map(|example| value(&example)),
            deprecated: source.deprecated,
            origin: source.view.origin(),
        })
    }

    /// The text of the only value of a type, which is not `null` as well.
    pub(super) fn constant(&self, mut ty: TypeId, as_json: bool) -> Option<String> {
        // A chain of other names is no longer than the list of types.
        for _ in 0..self.api.types.len() {
            let here = &self.api.types[ty];
            if here.nullable || here.secret {
                return None;
            }
            let constant = here.constraints.iter().find_map(|constraint| match constraint {
                Constraint::Constant(value) => Some(value),
                _ => None,
            });
            match (constant, &here.kind) {
                (Some(value), _) if as_json => return Some(value.0.clone()),
                (Some(value), _) => return value.as_single_text(),
                (None, Kind::Newtype(inner)) => ty = *inner,
                (None, _) => return None,
            }
        }
        None
    }

    /// The schema whose keywords stand among the fields of a parameter or header.
    pub(super) fn own_schema(&mut self, view: &View<'a>) -> Schema<'a> {
        // They were checked as fields.
        self.looked_through.insert(view.node());
        Schema::new(view.clone(), self.dialect)
    }

    /// Finds the schema of a parameter that has a media type, and how that writes it.
    fn content(
        &mut self,
        source: &openapi::Parameter<'a>,
        media: &[MediaType<'a>],
        location: Location,
    ) -> Option<(Schema<'a>, Codec)> {
        let [media] = media else {
            return self.refuse(source, "`content` must have one media type");
        };
        let codec = match super::body::codec(media.name) {
            Some(codec @ Codec::Json) => codec,
            Some(codec @ Codec::Form) if location == Location::QueryString => codec,
            Some(codec) if media.name.starts_with("text/") => codec,
            _ => return self.refuse(source, &format!("the media type `{}` is not supported", media.name)),
        };
        match &media.schema {
            Some(schema) => Some((Schema::new(schema.clone(), self.dialect), codec)),
            None => self.refuse(source, "the media type has no `schema`"),
        }
    }

    /// Reads the style; one that its place or its value does not allow gives way to the place's own.
    fn style(&mut self, source: &openapi::Parameter<'a>, location: Location, is_primitive: bool) -> Style {
        let usual = match location {
            Location::Query | Location::Cookie => Style::Form,
            Location::Path | Location::Header | Location::QueryString => Style::Simple,
        };
        let Some(declared) = source.style else { return usual };
        if let openapi::Style::Separated(separator) = declared {
            // In 2.0, only what is a list has a separator.
            return separated(separator).filter(|_| !is_primitive).unwrap_or(usual);
        }
        let known = STYLES.iter().find(|(name, places, _)| *name == declared && places.contains(&location));
        let Some((_, _, style)) = known.copied() else {
            let wrong = match declared {
                openapi::Style::Unknown(name) => {
                    format!("OpenAPI {} has no style `{}`", self.dialect.number(), name.escape_debug())
                }
                _ => format!("the style `{}` is not allowed in `{}`", declared.name(), location.key()),
            };
            self.restyled(source, &wrong, "the default style is used");
            return usual;
        };
        if is_primitive && matches!(style, Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject) {
            self.restyled(
                source,
                &format!("the style `{}` is for arrays and objects", declared.name()),
                "the default style is used",
            );
            return usual;
        }
        style
    }

    fn restyled(&mut self, source: &openapi::Parameter<'a>, what: &str, consequence: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::ParameterStyle, format!("parameter `{}`: {what}", source.name))
                .at(&source.view.origin(), "this parameter")
                .cost(consequence),
        );
    }

    fn refuse<T>(&mut self, source: &openapi::Parameter<'a>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(Code::Parameter, format!("unsupported parameter `{}`: {why}", source.name))
                .at(&source.view.origin(), "this parameter")
                .cost("the operations with this parameter are skipped"),
        );
        None
    }
}

/// Says whether a value of a kind may be an object, so that a form can write it.
const fn may_be_object(kind: &Kind) -> bool {
    match kind {
        Kind::Primitive(_) | Kind::Array(_) | Kind::Tuple(_) | Kind::Enumeration(_) => false,
        Kind::Map(_) | Kind::Object(_) | Kind::Union(_) | Kind::Newtype(_) | Kind::Any(_) => true,
    }
}

/// The style that writes a separator; none: commas, which are usual everywhere.
pub(super) const fn separated(separator: Separator) -> Option<Style> {
    match separator {
        Separator::Comma => None,
        Separator::Space => Some(Style::SpaceDelimited),
        Separator::Tab => Some(Style::TabDelimited),
        Separator::Pipe => Some(Style::PipeDelimited),
    }
}
