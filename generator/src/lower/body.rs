//! Request bodies and the forms of bodies.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, Hint, MediaType, RequestBody, TypeId};
use crate::openapi::Payload;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    pub(super) fn request_body(&mut self, source: &Payload<'a>, operation: &str) -> Option<RequestBody> {
        let words = match &source.component {
            Some(name) => vec![name.clone()],
            None => vec![operation.to_owned(), "request".to_owned()],
        };
        let media = self.media(source, &words)?;
        let flag = source.view.get("required").and_then(|flag| flag.as_bool()).unwrap_or(false);
        let description = source.view.get("description").and_then(|text| text.as_str()).map(str::to_owned);
        Some(RequestBody { required: flag, media, description })
    }

    /// Lists the forms of a body; one that nobody can read or write is reported.
    pub(super) fn media(&mut self, source: &Payload<'a>, words: &[String]) -> Option<Vec<MediaType>> {
        let mut media = Vec::new();
        for (content_type, view) in &source.content {
            let Some(codec) = codec(content_type) else {
                self.diagnostics.push(
                    Diagnostic::error(Code::MediaType, format!("`{content_type}` is not understood yet"))
                        .at(&view.origin(), "a body of this form")
                        .help("JSON is understood")
                        .cost("the operations that carry it cannot be generated"),
                );
                return None;
            };
            let ty = match view.get("schema") {
                Some(schema) => self.schema(&schema, Hint::Inline(words.to_vec()))?,
                None => self.any(view, Hint::Inline(words.to_vec())),
            };
            self.describe(ty, source);
            media.push(MediaType { content_type: (*content_type).to_owned(), codec, ty });
        }
        Some(media)
    }

    /// Gives a type that stands inline and says nothing of itself what is said of its body.
    fn describe(&mut self, ty: TypeId, source: &Payload<'a>) {
        let ty = &mut self.api.types[ty];
        if ty.description.is_none() && matches!(ty.hint, Hint::Inline(_)) {
            ty.description = source.view.get("description").and_then(|text| text.as_str()).map(str::to_owned);
        }
    }
}

/// Says how a content type is read and written.
pub(super) fn codec(content_type: &str) -> Option<Codec> {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (essence == "application/json" || essence.ends_with("+json")).then_some(Codec::Json)
}
