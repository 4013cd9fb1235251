//! The media types of bodies: one row a codec.

use std::fmt::Write as _;

use crate::ir::Codec;

/// In the order in which programs are given them.
const ALL: [Codec; 7] =
    [Codec::Json, Codec::Form, Codec::Multipart, Codec::EventStream, Codec::JsonLines, Codec::Text, Codec::Bytes];

pub(super) fn section() -> String {
    let mut text = "\n## Media types\n\nOf several in one body, a program is given the first of these first, and the others by methods \
                    of their own. What is no media type is reported, and costs the operation where the body has no other \
                    ([invalid/media-type.yaml](tests/corpus/invalid/media-type.yaml)).\n\n\
                    | media type | in requests | in responses | proof |\n|---|---|---|---|\n"
        .to_owned();
    for [media, request, response, proof] in ALL.map(row) {
        let _ = writeln!(text, "| {media} | {request} | {response} | [{proof}](tests/corpus/{proof}) |");
    }
    text
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
            "text",
            "a stream of events with data of the schema's type",
            "valid/bodies/streams.yaml",
        ],
        Codec::JsonLines => [
            "`application/x-ndjson`, `application/jsonl` and the like",
            "bytes",
            "a stream of lines",
            "valid/bodies/streams.yaml",
        ],
        Codec::Text => ["`text/…`", "text", "text", "valid/operations/bodies.yaml"],
        Codec::Bytes => [
            "all others, XML among them",
            "bytes; of several media types or a range, one is chosen by the content or by the program",
            "bytes, also as a stream",
            "valid/operations/forms.yaml",
        ],
    }
}
