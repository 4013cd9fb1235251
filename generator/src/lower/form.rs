//! Bodies of properties: how a form spells each, and how a body of parts makes parts of each.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, FormPart, Hint, Kind, Named, PartContent, Primitive, PropertyEncoding, Style, TypeId};
use crate::openapi::{self, MediaType, Schema};

use super::Lowering;
use super::body::codec;

impl<'a> Lowering<'a, '_> {
    /// Reads the properties of a form that have a style, or JSON as their content type.
    ///
    /// A property with any of `style`, `explode` and `allowReserved` is encoded by its style; its `contentType` is ignored
    /// (OpenAPI 3.0.4, Encoding Object).
    pub(super) fn encoding(&mut self, media: &MediaType<'a>) -> Vec<PropertyEncoding> {
        let mut encoding = Vec::new();
        for own in &media.encoding {
            let is_styled = own.style.is_some() || own.explode.is_some() || own.allow_reserved.is_some();
            let style = match own.style {
                None if is_styled => Style::Form,
                None if own.content_type.and_then(codec) == Some(Codec::Json) => Style::Json,
                None => continue,
                Some(openapi::Style::Form) => Style::Form,
                Some(openapi::Style::SpaceDelimited) => Style::SpaceDelimited,
                Some(openapi::Style::PipeDelimited) => Style::PipeDelimited,
                Some(openapi::Style::DeepObject) => Style::DeepObject,
                Some(
                    other @ (openapi::Style::Simple
                    | openapi::Style::Label
                    | openapi::Style::Matrix
                    | openapi::Style::Cookie
                    | openapi::Style::Separated(_)
                    | openapi::Style::Unknown(_)),
                ) => {
                    let message = format!("the style `{}` is not allowed in a form", other.name());
                    self.diagnostics.push(
                        Diagnostic::new(Code::ParameterStyle, message)
                            .at(&own.view.origin(), "this property")
                            .cost("the style `form` is used"),
                    );
                    Style::Form
                }
            };
            encoding.push(PropertyEncoding {
                name: own.name.to_owned(),
                style,
                explode: own.explode.unwrap_or(style == Style::Form),
                allow_reserved: own.allow_reserved.unwrap_or(false),
            });
        }
        encoding
    }

    /// Lists the parts of a form; none where its schema does not tell properties.
    pub(super) fn form_parts(
        &mut self,
        media: &MediaType<'a>,
        schema: &Schema<'a>,
        hint: Hint,
    ) -> Option<Vec<FormPart>> {
        let ty = self.schema(schema, hint)?;
        let Kind::Object(object) = self.kind_behind(ty) else { return Some(Vec::new()) };
        let fields: Vec<_> =
            object.fields.iter().map(|(name, field)| (name.clone(), field.ty, field.presence.is_required())).collect();
        let place = self.api.types[self.api.resolved(ty)].hint.key();
        let schemas = self.parts(std::slice::from_ref(schema)).all;
        let mut parts = Vec::new();
        for (name, ty, required) in fields {
            let declared: Vec<_> = schemas.iter().filter_map(|schema| schema.properties()?.get(&name)).collect();
            let given = self.api.given.get(&Named::member(&place, &name)).cloned();
            let encoding = media.encoding_of(&name);
            let said = encoding.and_then(|own| own.content_type);
            let headers: Vec<String> =
                encoding.iter().flat_map(|own| &own.headers).map(|name| (*name).to_owned()).collect();
            let is_json = said.and_then(codec) == Some(Codec::Json);
            let content = match self.part_content(&declared) {
                _ if !headers.is_empty() => PartContent::File,
                PartContent::Value => said.map_or(PartContent::Value, |said| self.written_as(ty, said)),
                content => content,
            };
            let content = if content == PartContent::Value && is_json { PartContent::Json } else { content };
            parts.push(FormPart {
                name,
                ty,
                content,
                required,
                constant: self.only_part(ty, content).filter(|_| required),
                // A choice among several, or a range, is the caller's.
                content_type: said.filter(|said| !said.contains(['*', ','])).map(str::to_owned),
                headers,
                hint: None,
                given,
            });
        }
        Some(parts)
    }

    /// The text of a part whose type has one value.
    pub(super) fn only_part(&self, ty: TypeId, content: PartContent) -> Option<String> {
        match content {
            PartContent::Value => self.constant(ty, false),
            PartContent::Json => self.constant(ty, true),
            PartContent::File | PartContent::Files | PartContent::Joined(_) => None,
        }
    }

    /// Finds out who writes a property of a content type: a value in one that is neither JSON nor text is the program's.
    fn written_as(&self, ty: TypeId, content_type: &str) -> PartContent {
        if codec(content_type) != Some(Codec::Bytes) {
            return PartContent::Value;
        }
        let is_foreign = |kind: &Kind| match kind {
            Kind::Object(_) | Kind::Map(_) | Kind::Union(_) | Kind::Any(_) => true,
            Kind::Primitive(Primitive::String) => !content_type.contains("xml"),
            _ => false,
        };
        match self.kind_behind(ty) {
            Kind::Array(items) if is_foreign(self.kind_behind(*items)) => PartContent::Files,
            kind if is_foreign(kind) => PartContent::File,
            _ => PartContent::Value,
        }
    }

    /// Follows other names for a type.
    fn kind_behind(&self, mut ty: TypeId) -> &Kind {
        // A chain is no longer than the list of types, unless it goes in circles and is refused later.
        for _ in 0..self.api.types.len() {
            let Kind::Newtype(inner) = self.api.types[ty].kind else { break };
            ty = inner;
        }
        &self.api.types[ty].kind
    }

    /// Finds out whether a value of all these schemas is a file, files or something else.
    ///
    /// What may be a file is one, whatever else it may be: a program can make a part of anything.
    pub(super) fn part_content(&mut self, schemas: &[Schema<'a>]) -> PartContent {
        let mut content = PartContent::Value;
        let mut passed = HashSet::new();
        // An explicit stack, since schemas may refer to themselves.
        let mut open: Vec<_> = schemas.iter().map(|schema| (schema.clone(), PartContent::File)).collect();
        while let Some((schema, found)) = open.pop() {
            for part in self.parts(&[schema]).all {
                if !passed.insert((std::ptr::from_ref(part.node()), found)) {
                    continue;
                }
                if part.is_file() && content != PartContent::Files {
                    content = found;
                }
                for alternatives in part.choices() {
                    open.extend(alternatives.items().map(|alternative| (alternative, found)));
                }
                open.extend(part.items().map(|items| (items, PartContent::Files)));
            }
        }
        content
    }
}
