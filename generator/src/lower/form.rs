//! Bodies of properties: how a form spells each, and how a body of parts makes parts of each.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, FormPart, Hint, Kind, PartContent, PropertyEncoding, Style};
use crate::source::View;

use super::Lowering;
use super::body::codec;

impl<'a> Lowering<'a, '_> {
    /// Reads how a form spells its properties; JSON is said by the content type of a property.
    pub(super) fn encoding(&mut self, media: &View<'a>) -> Vec<PropertyEncoding> {
        let mut encoding = Vec::new();
        for (name, own) in media.get("encoding").iter().flat_map(View::entries) {
            let text = |key| own.get(key).and_then(|value| value.as_str());
            let flag = |key| own.get(key).and_then(|flag| flag.as_bool());
            let style = match (text("style"), text("contentType")) {
                (Some("spaceDelimited"), _) => Style::SpaceDelimited,
                (Some("pipeDelimited"), _) => Style::PipeDelimited,
                (Some("deepObject"), _) => Style::DeepObject,
                (None, Some(said)) if codec(said) == Some(Codec::Json) => Style::Json,
                (None | Some("form"), _) => Style::Form,
                (Some(other), _) => {
                    self.diagnostics.push(
                        Diagnostic::warning(Code::ParameterStyle, format!("style `{other}` is none of a form"))
                            .at(&own.origin(), "this property is sent in the style `form`"),
                    );
                    Style::Form
                }
            };
            let explode = flag("explode").unwrap_or(style == Style::Form);
            let allow_reserved = flag("allowReserved").unwrap_or(false);
            if (style, explode, allow_reserved) != (Style::Form, true, false) {
                encoding.push(PropertyEncoding { name: name.to_owned(), style, explode, allow_reserved });
            }
        }
        encoding
    }

    /// Lists the parts of a form; none where its schema does not tell properties.
    pub(super) fn form_parts(&mut self, media: &View<'a>, schema: &View<'a>, hint: Hint) -> Option<Vec<FormPart>> {
        let mut ty = self.schema(schema, hint)?;
        // A chain is no longer than the list of types, unless it goes in circles and is refused later.
        for _ in 0..self.api.types.len() {
            let Kind::Newtype(inner) = self.api.types[ty].kind else { break };
            ty = inner;
        }
        let Kind::Object(object) = &self.api.types[ty].kind else { return Some(Vec::new()) };
        let fields: Vec<_> =
            object.fields.iter().map(|(name, field)| (name.clone(), field.ty, field.presence.is_required())).collect();
        let schemas = self.parts(std::slice::from_ref(schema)).all;
        let mut parts = Vec::new();
        for (name, ty, required) in fields {
            let declared = schemas.iter().find_map(|schema| schema.get("properties")?.get(&name));
            let encoding = media.get("encoding").and_then(|encoding| encoding.get(&name));
            let said = encoding.as_ref().and_then(|own| own.get("contentType")?.as_str());
            let headers = encoding.as_ref().and_then(|own| own.get("headers"));
            let headers: Vec<String> =
                headers.iter().flat_map(View::entries).map(|(name, _)| name.to_owned()).collect();
            let headers: Vec<String> =
                headers.into_iter().filter(|name| !name.eq_ignore_ascii_case("content-type")).collect();
            let content = match declared {
                _ if !headers.is_empty() => PartContent::File,
                Some(declared) => self.part_content(&declared)?,
                None => PartContent::Value,
            };
            let is_json = said.and_then(codec) == Some(Codec::Json);
            parts.push(FormPart {
                name,
                ty,
                content: if content == PartContent::Value && is_json { PartContent::Json } else { content },
                required,
                // A choice among several, or a range, is the caller's.
                content_type: said.filter(|said| !said.contains(['*', ','])).map(str::to_owned),
                headers,
            });
        }
        Some(parts)
    }

    /// Says whether a property holds a file, files or something else.
    fn part_content(&mut self, schema: &View<'a>) -> Option<PartContent> {
        let schema = self.followed(schema)?;
        if is_file(&schema) {
            return Some(PartContent::File);
        }
        Some(match schema.get("items") {
            Some(items) if is_file(&self.followed(&items)?) => PartContent::Files,
            _ => PartContent::Value,
        })
    }
}

/// Says whether a schema is that of a file: bytes as they are, not as text that stands for them.
fn is_file(schema: &View<'_>) -> bool {
    let text = |key| schema.get(key).as_ref().and_then(View::as_str).map(str::to_owned);
    match text("format").as_deref() {
        Some("binary") => true,
        Some(_) => false,
        None => text("contentEncoding").is_none() && text("contentMediaType").is_some_and(|said| said != "text/plain"),
    }
}
