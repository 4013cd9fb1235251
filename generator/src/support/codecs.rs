//! The media types of bodies: one row a codec.

use crate::ir::Codec;
use crate::openapi::Dialect;

use super::Fate;
use super::rows::Row;

/// In the order in which programs are given them.
const ALL: [Codec; 7] =
    [Codec::Json, Codec::Form, Codec::Multipart, Codec::EventStream, Codec::JsonLines, Codec::Text, Codec::Bytes];

pub(super) fn rows() -> impl Iterator<Item = Row> {
    ALL.map(row).into_iter().map(|[media, request, response, proof]| {
        let note = format!("in requests: {request}; in responses: {response}");
        Row::since(Dialect::V20, "Media Type Object", media.to_owned(), Fate::Works, &note).proved(proof)
    })
}

/// Media types, what becomes of them in requests and in responses, and the document that proves it.
const fn row(codec: Codec) -> [&'static str; 4] {
    match codec {
        Codec::Json => [
            "`application/json`, `text/json`, `…+json`; `*/*` with a schema",
            "the type of the schema",
            "the same",
            "valid/operations/bodies.yaml",
        ],
        Codec::Form => [
            "`application/x-www-form-urlencoded`",
            "the type of the schema: objects as JSON, unless `encoding` gives a style",
            "bytes",
            "valid/operations/forms.yaml",
        ],
        Codec::Multipart => [
            "`multipart/form-data`, `multipart/mixed`, `multipart/related` and other subtypes",
            "a struct of the schema's properties",
            "bytes",
            "valid/bodies/subtypes.yaml",
        ],
        Codec::EventStream => [
            "`text/event-stream`",
            "a string",
            "a stream of events with data of the schema's type",
            "valid/bodies/streams.yaml",
        ],
        Codec::JsonLines => [
            "`application/x-ndjson`, `application/jsonl` and the like",
            "bytes",
            "a stream of values",
            "valid/bodies/streams.yaml",
        ],
        Codec::Text => ["`text/…`", "a string", "a string", "valid/operations/bodies.yaml"],
        Codec::Bytes => [
            "all others, including XML",
            "bytes; the media type of several, or of a range, follows from the content or is set by the program",
            "bytes, also as a stream",
            "valid/operations/forms.yaml",
        ],
    }
}
