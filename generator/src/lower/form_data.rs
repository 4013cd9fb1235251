//! Forms whose properties are parameters, as 2.0 has them: one object, and how each of its properties is written.

use crate::ir::{
    Codec, Direction, Field, FormPart, Hint, Kind, MediaType, Named, Object, PartContent, Presence, PropertyEncoding,
    Released, RequestBody, Style, Type,
};
use crate::openapi::{self, ParameterContent, Schema};
use crate::source::View;

use super::Lowering;
use super::body::codec;
use super::parameter::separated;

/// A property of a form.
struct Property<'s, 'a> {
    source: &'s openapi::Parameter<'a>,
    part: FormPart,
    /// How a list is written.
    style: Option<(Style, bool)>,
}

impl<'a> Lowering<'a, '_> {
    /// Lowers a form; `place` is the operation, at which its type stands.
    pub(super) fn form_data(
        &mut self,
        parameters: &[openapi::Parameter<'a>],
        content_type: &str,
        operation: &str,
        place: &View<'a>,
    ) -> Option<RequestBody> {
        let codec = codec(content_type).filter(|codec| *codec == Codec::Multipart).unwrap_or(Codec::Form);
        let words = vec![operation.to_owned(), "request".to_owned()];
        let hint = Hint::Inline { words, place: format!("{}formData", self.place(place).key) };
        let key = hint.key();
        let properties: Vec<_> = parameters.iter().map(|parameter| self.property(parameter, operation, &key)).collect();
        let properties = properties.into_iter().collect::<Option<Vec<_>>>()?;
        let mut media = MediaType {
            content_type: content_type.to_owned(),
            codec,
            ty: None,
            encoding: Vec::new(),
            parts: Vec::new(),
            example: None,
        };
        let required = properties.iter().any(|property| property.part.required);
        if codec == Codec::Multipart {
            media.parts = properties.into_iter().map(Property::into_part).collect();
        } else {
            media.encoding = properties.iter().filter_map(Property::encoding).collect();
            let fields = properties.iter().map(|property| (property.part.name.clone(), property.field()));
            let object = Object { fields: fields.collect(), additional: None, undeclared: Vec::new() };
            let ty = Type { kind: Kind::Object(object), ..Type::any(hint, place.origin()) };
            media.ty = Some(self.api.types.push(ty));
        }
        Some(RequestBody { required, taken: false, media: vec![media], released: None, description: None })
    }

    /// Lowers a property of a form; `form` is the place of the form.
    fn property<'s>(
        &mut self,
        source: &'s openapi::Parameter<'a>,
        operation: &str,
        form: &str,
    ) -> Option<Property<'s, 'a>> {
        let named = Named::member(form, source.name);
        self.take_name(named.clone(), &source.view);
        let hint = Hint::inline(vec![operation.to_owned(), "request".to_owned(), source.name.to_owned()]);
        let schema = match &source.content {
            ParameterContent::Schema(schema) => Schema::new(schema.clone(), self.dialect),
            ParameterContent::Own | ParameterContent::Media(_) | ParameterContent::Unsaid => {
                self.own_schema(&source.view)
            }
        };
        let ty = self.schema(&schema, hint)?;
        let content = self.part_content(std::slice::from_ref(&schema));
        let part = FormPart {
            name: source.name.to_owned(),
            ty,
            content,
            required: source.required,
            constant: self.only_part(ty, content).filter(|_| source.required),
            content_type: None,
            headers: Vec::new(),
            hint: source.client_name.map(str::to_owned),
            given: self.api.given.get(&named).cloned(),
        };
        let style = source.style.map(|style| match style {
            openapi::Style::Separated(separator) => (separated(separator).unwrap_or(Style::Form), false),
            openapi::Style::Form
            | openapi::Style::Simple
            | openapi::Style::Label
            | openapi::Style::Matrix
            | openapi::Style::SpaceDelimited
            | openapi::Style::PipeDelimited
            | openapi::Style::DeepObject
            | openapi::Style::Cookie
            | openapi::Style::Unknown(_) => (Style::Form, true),
        });
        Some(Property { source, part, style })
    }
}

impl Property<'_, '_> {
    /// A list that is not written as a name for each item is one text.
    fn into_part(self) -> FormPart {
        let content = match (self.part.content, self.style) {
            (PartContent::Value, Some((style, false))) => PartContent::Joined(style),
            (content, _) => content,
        };
        FormPart { content, ..self.part }
    }

    fn encoding(&self) -> Option<PropertyEncoding> {
        let (style, explode) = self.style?;
        Some(PropertyEncoding { name: self.part.name.clone(), style, explode, allow_reserved: false })
    }

    fn field(&self) -> Field {
        let presence = if self.source.required { Presence::Required } else { Presence::Optional };
        Field {
            hint: self.part.hint.clone(),
            ty: self.part.ty,
            presence,
            direction: Direction::Both,
            boxed: false,
            tag: None,
            released: Released::Nothing,
        }
    }
}
