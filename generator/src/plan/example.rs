//! Answers for tests: what the document shows of an operation's answers, completed so that a client can read it.

use crate::ir::{Codec, Frozen, Operation, Response, StatusPattern};

use super::example_value::Examples;

/// An answer for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamplePlan {
    /// The status.
    pub status: u16,
    /// The content type; empty: it has no body.
    pub content_type: String,
    /// The body.
    pub body: String,
}

/// The answers of an operation, successes first.
pub(super) fn examples(api: &Frozen, operation: &Operation) -> Vec<ExamplePlan> {
    let successes = operation.responses.successes().map(|(pattern, response)| (status(pattern, 200), response));
    let errors = operation.responses.errors().map(|(pattern, response)| (status(pattern, 500), response));
    let mut examples: Vec<ExamplePlan> = Vec::new();
    for (status, response) in successes.chain(errors) {
        if !examples.iter().any(|known| known.status == status) {
            examples.extend(example(api, status, response));
        }
    }
    examples
}

fn status(pattern: Option<StatusPattern>, any: u16) -> u16 {
    match pattern {
        Some(StatusPattern::Exact(status)) => status,
        Some(StatusPattern::Class(class)) => u16::from(class) * 100,
        None => any,
    }
}

/// The example of one answer; none: it is a stream, or no value fits.
fn example(api: &Frozen, status: u16, response: &Response) -> Option<ExamplePlan> {
    let Some(media) = response.preferred() else {
        return Some(ExamplePlan { status, content_type: String::new(), body: String::new() });
    };
    let shown = media.example.as_ref().and_then(|shown| serde_json::from_str(&shown.0).ok());
    let body = match (media.codec, media.ty) {
        (Codec::Json, Some(ty)) => Examples::new(api).value(ty, shown.as_ref())?.to_string(),
        (Codec::Text | Codec::Bytes, _) => match shown {
            Some(serde_json::Value::String(text)) => text,
            _ => "text".to_owned(),
        },
        _ => return None,
    };
    let content_type = if media.content_type.contains('*') { "application/json" } else { &media.content_type };
    let is_header = content_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    is_header.then(|| ExamplePlan { status, content_type: content_type.to_owned(), body })
}
