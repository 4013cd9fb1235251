//! Request bodies and the forms of bodies.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, Hint, Kind, MediaType, PartContent, RequestBody, TypeId, Why, essence};
use crate::openapi::{self, Payload, Schema};
use crate::source::View;

use super::Lowering;
use super::schema::value;

impl<'a> Lowering<'a, '_> {
    /// Lowers what a request carries; `place` is the operation.
    pub(super) fn request_body(
        &mut self,
        source: &openapi::RequestBody<'a>,
        operation: &str,
        place: &View<'a>,
    ) -> Option<RequestBody> {
        match source {
            openapi::RequestBody::Payload { required, payload } => {
                let words = match &payload.component {
                    Some(name) => vec![name.clone()],
                    None => vec![operation.to_owned(), "request".to_owned()],
                };
                let media = self.media(payload, &words, Direction::Request)?.read;
                let description = payload.description.map(str::to_owned);
                Some(RequestBody { required: *required, taken: false, media, released: None, description })
            }
            openapi::RequestBody::Form { parameters, content_type } => {
                self.form_data(parameters, content_type, operation, place)
            }
        }
    }

    /// Lists the media types of a body; one that cannot be read or written is reported.
    pub(super) fn media(&mut self, source: &Payload<'a>, words: &[String], direction: Direction) -> Option<Media> {
        let mut media: Vec<(usize, MediaType)> = Vec::new();
        let mut spellings = Vec::new();
        self.note_part(&source.entry, &source.view);
        let mut values: Vec<(String, TypeId)> = Vec::new();
        let is_alone = source.content.len() == 1;
        let has_json = source.content.iter().any(|form| codec(form.name) == Some(Codec::Json));
        // A type of several content types has the place of the first by name, wherever the document has it.
        let mut forms: Vec<_> = source.content.iter().enumerate().collect();
        forms.sort_by_key(|(_, form)| form.name);
        for (position, form) in forms {
            let (content_type, view) = (form.name, &form.view);
            let schema = form.item_schema.as_ref().or(form.schema.as_ref());
            let schema = schema.map(|schema| Schema::new(schema.clone(), self.dialect));
            let schema = schema.as_ref();
            let Some(codec) = codec(content_type) else {
                self.unreadable(content_type, view, source.content.len() > 1 || direction == Direction::Error)?;
                continue;
            };
            let codec = self.narrowed(codec, content_type, schema, direction);
            let form_of = |ty| MediaType {
                content_type: content_type.to_owned(),
                codec,
                ty,
                encoding: Vec::new(),
                parts: Vec::new(),
                example: form.example.as_ref().map(value),
            };
            if direction != Direction::Request && has_json && self.is_spelling(codec, content_type, schema)? {
                spellings.push(form_of(None));
                continue;
            }
            let inside = |word: &str| Hint::inline([words, &[word.to_owned()]].concat());
            let ty = match (codec, schema) {
                (Codec::Json | Codec::Form, Some(schema)) => {
                    // Documents repeat an inline schema for each content type: it is one type.
                    let text = if is_alone { String::new() } else { schema.sorted() };
                    let known = values.iter().find(|(known, _)| *known == text).map(|(_, ty)| *ty);
                    let ty = match known {
                        Some(ty) => ty,
                        None => self.schema(schema, Hint::inline(words.to_vec()))?,
                    };
                    values.push((text, ty));
                    Some(ty)
                }
                (Codec::Json | Codec::Form, None) => {
                    let hint = Hint::Inline { words: words.to_vec(), place: self.place(view).key };
                    Some(self.without_schema(view, Why::Unsaid, hint))
                }
                (Codec::EventStream, Some(schema)) if form.item_schema.is_some() => {
                    Some(self.events(schema, inside("event"))?)
                }
                (Codec::JsonLines, Some(schema)) if form.item_schema.is_some() => {
                    Some(self.schema(schema, inside("line"))?)
                }
                (Codec::EventStream, Some(schema)) => Some(self.element(schema, inside("event"))?),
                (Codec::JsonLines, Some(schema)) => Some(self.element(schema, inside("line"))?),
                (Codec::JsonLines, None) => Some(self.without_schema(view, Why::Unsaid, inside("line"))),
                (Codec::EventStream | Codec::Multipart | Codec::Text | Codec::Bytes, _) => None,
            };
            if let Some(ty) = ty {
                self.describe(ty, source);
            }
            let encoding = if codec == Codec::Form { self.encoding(form) } else { Vec::new() };
            let parts = match schema.filter(|_| codec == Codec::Multipart) {
                Some(schema) => self.form_parts(form, schema, Hint::inline(words.to_vec()))?,
                None => Vec::new(),
            };
            media.push((position, MediaType { encoding, parts, ..form_of(ty) }));
        }
        media.sort_by_key(|(position, _)| *position);
        Some(Media { read: media.into_iter().map(|(_, media)| media).collect(), spellings })
    }

    /// Says whether a form beside JSON is another spelling of the same value, which only its own parser could read: text of a
    /// schema that is no string, bytes of such a schema, XML and the like.
    fn is_spelling(&mut self, codec: Codec, content_type: &str, schema: Option<&Schema<'a>>) -> Option<bool> {
        if !matches!(codec, Codec::Text | Codec::Bytes) {
            return Some(false);
        }
        let holds_value = match schema {
            Some(schema) => !self.followed(schema)?.may_be_string(),
            None => false,
        };
        Some(holds_value || codec == Codec::Bytes && is_structured(content_type))
    }

    /// The type of one element of a stream; some documents give the type of all of them, as a list.
    pub(super) fn element(&mut self, schema: &Schema<'a>, hint: Hint) -> Option<TypeId> {
        let ty = self.schema(schema, hint)?;
        match self.api.types[ty].kind {
            Kind::Array(items) => Some(items),
            _ => Some(ty),
        }
    }

    /// Reports a content type that is none; a body with others does without it, and that of an error is kept as received.
    fn unreadable(&mut self, content_type: &str, view: &View<'a>, can_be_left_out: bool) -> Option<()> {
        let message = format!("invalid media type `{content_type}`");
        let diagnostic = if can_be_left_out {
            Diagnostic::new(Code::MediaTypeIgnored, message)
                .at(&view.origin(), "expected a type and a subtype")
                .cost("this media type is ignored")
        } else {
            Diagnostic::new(Code::MediaType, message)
                .at(&view.origin(), "expected a type and a subtype")
                .cost("the operations with this body are skipped")
        };
        self.diagnostics.push(diagnostic.help("write a media type such as `application/json`"));
        can_be_left_out.then_some(())
    }

    /// Corrects the codec of a form by what surrounds it: any media type is JSON only where the schema describes more than
    /// bytes, responses are not written as forms, and requests are no streams.
    fn narrowed(
        &mut self,
        codec: Codec,
        content_type: &str,
        schema: Option<&Schema<'a>>,
        direction: Direction,
    ) -> Codec {
        match codec {
            _ if schema.is_some_and(Schema::is_of_type_file) => Codec::Bytes,
            Codec::Json if content_type.contains('*') => match schema {
                Some(schema) if self.part_content(std::slice::from_ref(schema)) != PartContent::File => codec,
                _ => Codec::Bytes,
            },
            Codec::EventStream if direction == Direction::Request => Codec::Text,
            Codec::JsonLines if direction == Direction::Request => Codec::Bytes,
            Codec::Form | Codec::Multipart if direction != Direction::Request => Codec::Bytes,
            other => other,
        }
    }

    /// Gives an inline type without documentation the documentation of its body.
    fn describe(&mut self, ty: TypeId, source: &Payload<'a>) {
        let ty = &mut self.api.types[ty];
        if ty.description.is_none() && matches!(ty.hint, Hint::Inline { .. }) {
            ty.description = source.description.map(str::to_owned);
        }
    }
}

/// The forms of a body.
pub(super) struct Media {
    /// Those that programs read or write.
    pub(super) read: Vec<MediaType>,
    /// Other spellings of the value that JSON has too.
    pub(super) spellings: Vec<MediaType>,
}

/// Which way a body travels.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
    /// A response of an error, whose body is kept as it is received where it cannot be read.
    Error,
}

/// Says how a content type is read and written; none: it is no content type.
pub(super) fn codec(content_type: &str) -> Option<Codec> {
    let essence = essence(content_type);
    let (kind, _) = essence.split_once('/')?;
    Some(match essence.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => Codec::Json,
        "application/x-www-form-urlencoded" => Codec::Form,
        "text/event-stream" => Codec::EventStream,
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/x-json-stream"
        | "application/json-seq"
        | "application/stream+json" => Codec::JsonLines,
        _ if essence.ends_with("+json-seq") => Codec::JsonLines,
        "text/xml" => Codec::Bytes,
        _ if essence.ends_with("+json") => Codec::Json,
        _ if kind == "multipart" => Codec::Multipart,
        _ if kind == "text" => Codec::Text,
        _ => Codec::Bytes,
    })
}

/// Says whether a content type is a syntax for values, as JSON is.
fn is_structured(content_type: &str) -> bool {
    let essence = essence(content_type);
    let name = essence.rsplit(['/', '+', '.', '-']).next().unwrap_or_default();
    essence.starts_with("multipart/") || STRUCTURED.contains(&name)
}

/// How the names of syntaxes for values end.
const STRUCTURED: [&str; 7] = ["xml", "yaml", "cbor", "msgpack", "protobuf", "smile", "urlencoded"];
