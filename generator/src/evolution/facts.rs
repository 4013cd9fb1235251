//! Signatures, tokens, pages and forms in the words of overlays and of OpenAPI, for reports. Fingerprints are made of these
//! texts, so that they stay as they are.

use std::collections::BTreeMap;

use crate::ir::{
    Algorithm, Convention, Empty, Encoding, FormPart, Pagination, PartContent, Piece, Prehash, ProofValue,
    PropertyEncoding, QueryEncoding, RequestValue, ResponseCheck, ResponseValue, Signing, Style, Timestamp,
    TokenSource,
};

pub(super) const fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Ed25519 => "ed25519",
        Algorithm::EcdsaSecp256k1 => "ecdsa-secp256k1",
    }
}

pub(super) const fn timestamp(timestamp: Timestamp) -> &'static str {
    match timestamp {
        Timestamp::UnixMilliseconds => "unix-milliseconds",
        Timestamp::UnixSeconds => "unix-seconds",
    }
}

const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Hex => "hex",
    }
}

fn prehash(steps: &[Prehash]) -> String {
    let words = steps.iter().map(|step| match step {
        Prehash::Sha256 => "sha256",
    });
    words.collect::<Vec<_>>().join(", ")
}

fn template<V: Copy>(pieces: &[Piece<V>], name: fn(V) -> &'static str) -> String {
    let text = |piece: &Piece<V>| match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Value(value) => format!("{{{}}}", name(*value)),
    };
    pieces.iter().map(text).collect()
}

const fn request_value(value: RequestValue) -> &'static str {
    match value {
        RequestValue::Method => "method",
        RequestValue::Path => "path",
        RequestValue::Query => "query",
        RequestValue::Body => "body",
        RequestValue::Timestamp => "timestamp",
    }
}

const fn proof_value(value: ProofValue) -> &'static str {
    match value {
        ProofValue::Key => "key",
        ProofValue::Timestamp => "timestamp",
        ProofValue::Signature => "signature",
    }
}

const fn response_value(value: ResponseValue) -> &'static str {
    match value {
        ResponseValue::Body => "body",
        ResponseValue::Timestamp => "timestamp",
    }
}

/// How requests are signed, whatever the algorithm.
pub(super) fn signing(signing: &Signing) -> String {
    let Signing { algorithms: _, message, prehash: steps, timestamp: time, encoding: form, headers, query } = signing;
    let mut facts = vec![format!("message {}", template(message, request_value))];
    facts.push(format!("prehash [{}]", prehash(steps)));
    facts.push(format!("timestamp {}", timestamp(*time)));
    facts.push(format!("encoding {}", encoding(*form)));
    facts.extend(headers.iter().map(|(name, value)| format!("{name}: {}", template(value, proof_value))));
    facts.push(match query.encoding {
        QueryEncoding::Rfc6570 => "query rfc6570".to_owned(),
        QueryEncoding::FormUrlencoded => "query form-urlencoded".to_owned(),
    });
    facts.push(match query.empty {
        Empty::Keep => "empty parameters are kept".to_owned(),
        Empty::Drop => "empty parameters are dropped".to_owned(),
    });
    facts.join("; ")
}

/// How a response is checked.
pub(super) fn check(check: &ResponseCheck) -> String {
    let ResponseCheck {
        algorithm: own,
        message,
        prehash: steps,
        encoding: form,
        signature_headers,
        timestamp_headers,
        unsigned,
    } = check;
    let unsigned: Vec<String> = unsigned.iter().map(u16::to_string).collect();
    format!(
        "{} of {}; prehash [{}]; encoding {}; signature in {}; timestamp in {}; unsigned [{}]",
        algorithm(*own),
        template(message, response_value),
        prehash(steps),
        encoding(*form),
        signature_headers.join(", "),
        timestamp_headers.join(", "),
        unsigned.join(", ")
    )
}

/// Scopes with their descriptions.
pub(super) fn scopes(scopes: &BTreeMap<String, String>) -> String {
    scopes.iter().map(|(scope, description)| format!("{scope}: {description}")).collect::<Vec<_>>().join("; ")
}

/// Where tokens come from.
pub(super) fn tokens(source: Option<&TokenSource>) -> String {
    let Some(source) = source else { return "none".to_owned() };
    let TokenSource { get, refresh, access_token, lifetime, refresh_token, beside } = source;
    let mut facts = vec![format!("get {get}")];
    facts.extend(refresh.as_ref().map(|refresh| format!("refresh {refresh}")));
    facts.push(format!("access token in {access_token}"));
    facts.extend(lifetime.as_ref().map(|lifetime| format!("lifetime in {lifetime}")));
    facts.extend(refresh_token.as_ref().map(|token| format!("refresh token in {token}")));
    if !beside.is_empty() {
        facts.push(format!("beside {}", beside.join(", ")));
    }
    facts.join("; ")
}

/// How the next page is found.
pub(super) fn pages(pages: &Pagination) -> String {
    let Pagination { convention, items, more } = pages;
    let convention = match convention {
        Convention::Cursor { parameter, next } => format!("parameter {parameter} from {}", next.join("/")),
        Convention::LastItem { parameter, key } => format!("parameter {parameter} from the last {}", key.join("/")),
        Convention::Offset { parameter, first } => format!("offset in the parameter {parameter} from {first}"),
        Convention::Page { parameter, first } => format!("page number in the parameter {parameter} from {first}"),
        Convention::Link => "header Link".to_owned(),
        Convention::NextUrl { next } => format!("URL in {}", next.join("/")),
    };
    let place = |word: &str, way: &Option<Vec<String>>| {
        let path = |way: &Vec<String>| if way.is_empty() { "the body".to_owned() } else { way.join("/") };
        way.as_ref().map(|way| format!("; {word} in {}", path(way))).unwrap_or_default()
    };
    [convention, place("items", items), place("whether there are more", more)].concat()
}

/// The value of `style`.
pub(super) const fn style(style: Style) -> &'static str {
    match style {
        Style::Form => "form",
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::SpaceDelimited => "spaceDelimited",
        Style::TabDelimited => "tabDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
        Style::Json => "JSON",
    }
}

/// How a value is written.
pub(super) fn written(of: Style, explode: bool, allow_reserved: bool) -> String {
    let reserved = if allow_reserved { ", reserved characters as they are" } else { "" };
    format!("style {}, explode {explode}{reserved}", style(of))
}

/// How a property of a form is written.
pub(super) fn property(encoding: &PropertyEncoding) -> String {
    let PropertyEncoding { name, style, explode, allow_reserved } = encoding;
    format!("{name}: {}", written(*style, *explode, *allow_reserved))
}

/// How a part of a multipart body is written.
pub(super) fn part(part: &FormPart) -> String {
    let content = match part.content {
        PartContent::File => "file".to_owned(),
        PartContent::Files => "files".to_owned(),
        PartContent::Value => "text".to_owned(),
        PartContent::Json => "JSON".to_owned(),
        PartContent::Joined(own) => format!("style {}", style(own)),
    };
    let content_type = part.content_type.as_deref().unwrap_or("the usual content type");
    let headers = if part.headers.is_empty() { "no headers".to_owned() } else { part.headers.join(", ") };
    format!("{content}, {content_type}, {headers}")
}
