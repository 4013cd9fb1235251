//! Answers for tests: what the document shows of an operation's answers, completed so that a client can read it.

use serde_json::Value;

use crate::ir::{Codec, Convention, Frozen, Operation, Pagination, Response, Responses, StatusPattern};

use super::example_value::{Example, Examples};

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
    let responses = &operation.responses;
    let mut examples: Vec<ExamplePlan> = Vec::new();
    for (pattern, response) in responses.successes() {
        let status = status(responses, pattern, 200);
        if !examples.iter().any(|known| known.status == status) {
            examples.extend(example(api, status, response, operation.pagination.known()));
        }
    }
    for (pattern, response) in responses.errors() {
        let status = status(responses, pattern, 500);
        if !examples.iter().any(|known| known.status == status) {
            examples.extend(example(api, status, response, None));
        }
    }
    examples
}

/// A status that matches a pattern, and is not documented separately.
fn status(responses: &Responses, pattern: Option<StatusPattern>, any: u16) -> u16 {
    let first = match pattern {
        Some(StatusPattern::Exact(status)) => return status,
        Some(StatusPattern::Class(class)) => u16::from(class) * 100,
        None => any,
    };
    let is_documented = |status| responses.by_status.iter().any(|(known, _)| *known == StatusPattern::Exact(status));
    (first..first + 100).find(|status| !is_documented(*status)).unwrap_or(first)
}

/// The example of one answer; none: it is a stream, or no value fits.
fn example(api: &Frozen, status: u16, response: &Response, pagination: Option<&Pagination>) -> Option<ExamplePlan> {
    let Some(media) = response.preferred() else {
        return Some(ExamplePlan { status, content_type: String::new(), body: String::new() });
    };
    let shown = media.example.as_ref().and_then(|shown| serde_json::from_str(&shown.0).ok());
    let body = match (media.codec, media.ty) {
        (Codec::Json, Some(ty)) => {
            let mut value = Examples::new(api).value(ty, shown.as_ref())?;
            if let Some(pagination) = pagination {
                end_list(pagination, &mut value);
            }
            value.to_string()
        }
        (Codec::Text | Codec::Bytes, _) => match shown {
            Some(Value::String(text)) => text,
            _ => "text".to_owned(),
        },
        (Codec::Json, None) | (Codec::Form | Codec::Multipart | Codec::EventStream | Codec::JsonLines, _) => {
            return None;
        }
    };
    let content_type = if media.content_type.contains('*') { "application/json" } else { &media.content_type };
    let is_header = content_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    is_header.then(|| ExamplePlan { status, content_type: content_type.to_owned(), body })
}

/// Turns a page into the last one, since a program that receives the same page again would never end.
fn end_list(pagination: &Pagination, page: &mut Example) {
    let next = match &pagination.convention {
        Convention::Cursor { next, .. } | Convention::NextUrl { next } => Some(next),
        Convention::LastItem { .. } | Convention::Offset { .. } | Convention::Page { .. } | Convention::Link => None,
    };
    for way in next.into_iter().chain(&pagination.more) {
        let end = way.iter().try_fold(&mut *page, |value, name| value.get_mut(name));
        match end {
            Some(Example::Single(Value::String(text))) => text.clear(),
            Some(Example::Single(Value::Bool(more))) => *more = false,
            _ => {}
        }
    }
    // A list that goes on after its last item ends with a page that has none, unless the page says so otherwise.
    let ends_empty = matches!(pagination.convention, Convention::LastItem { .. }) && pagination.more.is_none();
    if let Some(way) = pagination.items.as_ref().filter(|_| ends_empty)
        && let Some(Example::List(items)) = way.iter().try_fold(&mut *page, |value, name| value.get_mut(name))
    {
        items.clear();
    }
}
