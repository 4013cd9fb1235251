//! How documented responses are found, with what only the runtime itself can call.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use crate::runtime::operation::Operation;
use crate::runtime::response::documented::Expectation::{Error, Success, Undocumented};
use crate::runtime::response::documented::Status;

const OPERATION: Operation = Operation {
    id: "op",
    method: "GET",
    path: "/",
    accept: None,
    query: &[],
    security: &[],
    success: &[
        (Status::Exact(200), "application/json", 0),
        (Status::Exact(200), "text/plain; charset=utf-8", 1),
        (Status::Exact(200), "image/*", 2),
        (Status::Class(2), "", 3),
    ],
    errors: &[
        (Status::Exact(404), "text/plain", 1),
        (Status::Class(4), "application/problem+json", 0),
        (Status::Class(4), "text/plain", 1),
        (Status::Any, "text/html", 2),
    ],
};

fn headers(content_type: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if !content_type.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    headers
}

#[test]
fn the_content_type_chooses_the_body_of_a_success() {
    for (content_type, body) in [
        ("", 0),
        ("application/json", 0),
        ("Application/JSON; charset=utf-8", 0),
        ("application/vnd.api+json", 0),
        ("text/plain", 1),
        ("TEXT/PLAIN;charset=latin1", 1),
        ("text/csv", 1),
        ("text/html", 0),
        ("image/png", 2),
        ("application/octet-stream", 0),
    ] {
        assert_eq!(OPERATION.success_body(200, &headers(content_type)), body, "{content_type}");
    }
    assert_eq!(OPERATION.success_body(204, &headers("")), 3);
}

#[test]
fn an_error_that_is_text_must_say_so() {
    for (status, content_type, body) in [
        (404, "text/plain", Some(1)),
        (404, "", Some(1)),
        (404, "text/html", None),
        (404, "application/json", None),
        (400, "application/json", Some(0)),
        (400, "text/html", Some(0)),
        (400, "text/plain", Some(1)),
        (500, "text/html", Some(2)),
        (500, "application/json", None),
    ] {
        assert_eq!(OPERATION.error_body(status, &headers(content_type)), body, "{status} {content_type}");
    }
}

#[test]
fn default_covers_what_is_not_declared() {
    let operation = Operation {
        success: &[(Status::Exact(201), "", 0)],
        errors: &[(Status::Any, "application/json", 0)],
        ..OPERATION
    };
    let expected = [200, 201, 204, 302, 404, 500].map(|status| operation.expectation(status));
    assert_eq!(expected, [Error, Success, Error, Error, Error, Error]);
    let operation = Operation { errors: &[], ..operation };
    let expected = [204, 302, 404].map(|status| operation.expectation(status));
    assert_eq!(expected, [Undocumented, Undocumented, Error]);
}

#[test]
fn default_may_stand_for_a_success_that_is_not_listed() {
    let operation = Operation {
        success: &[(Status::Exact(200), "text/event-stream", 0)],
        errors: &[(Status::Any, "application/json", 0)],
        ..OPERATION
    };
    for (status, content_type, expected) in [
        (200, "text/event-stream", true),
        (201, "text/event-stream", true),
        (201, "application/json", false),
        (201, "", false),
        (206, "text/event-stream", false),
        (500, "text/event-stream", false),
    ] {
        assert_eq!(operation.may_be_success(status, &headers(content_type)), expected, "{status} {content_type}");
    }
}
