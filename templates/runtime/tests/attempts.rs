//! What an error says of the attempts of its call, and what is sent again where a server rejects a key that it knows.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::sync::Arc;
use std::time::Duration;

use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::virtual_time::*;

fn response(status: u16) -> AttemptEnd {
    AttemptEnd::Response(http::StatusCode::from_u16(status).unwrap())
}

fn transfer(client: &Client, repeated: Repeated) -> Call<AddPet> {
    let mut call = literal::<AddPet>(client, "/pets");
    call.raw_mut().body("application/json", b"{}".to_vec());
    call.raw_mut().idempotency(Idempotency::Property("request_id"), repeated);
    call
}

fn broken() -> MockResponse {
    MockResponse::failure(TransportErrorKind::Other)
}

fn unconnected() -> MockResponse {
    MockResponse::failure(TransportErrorKind::Connect)
}

/// The server processes a transfer, the connection breaks, and a retry would be rejected as a duplicate.
#[tokio::test(start_paused = true)]
async fn a_known_key_that_is_rejected_is_not_sent_twice() {
    let answers = [broken(), MockResponse::json(400, r#"{"title":"duplicate"}"#)];
    let server = Timed::answering(&answers);
    let error = transfer(&server.client(), Repeated::Rejected).send().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert_eq!((server.tries(), error.attempts()), (1, vec![AttemptEnd::Unknown]));
    assert!(!error.is_retryable());

    let server = Timed::answering(&answers);
    let error = transfer(&server.client(), Repeated::SameResponse).send().await.unwrap_err();
    assert_eq!(error.attempts(), [AttemptEnd::Unknown, response(400)]);
    let note = "; attempt 1 of 2 may have been processed: no response was received";
    assert!(error.to_string().ends_with(note), "{error}");
    assert_eq!(AnyError::from(error).attempts().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_was_certainly_not_processed_is_sent_again() {
    for first in [unconnected(), status(425), status(429)] {
        let server = Timed::answering(&[first, MockResponse::json(201, r#"{"id":1}"#)]);
        assert!(transfer(&server.client(), Repeated::Rejected).send().await.is_ok());
        assert_eq!(server.tries(), 2);
    }
    for first in [status(408), status(502), status(503), status(504), broken(), MockResponse::never()] {
        let server = Timed::answering(&[first, pet()]);
        let client = server.builder().attempt_timeout(Duration::from_secs(1)).build().unwrap();
        let _ = transfer(&client, Repeated::Rejected).send().await;
        assert_eq!(server.tries(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn every_error_says_how_each_attempt_ended() {
    for (last, expected) in [
        (status(404), vec![AttemptEnd::NotProcessed, response(503), response(404)]),
        (broken(), vec![AttemptEnd::NotProcessed, response(503), AttemptEnd::Unknown]),
        (MockResponse::json(200, "[]"), vec![AttemptEnd::NotProcessed, response(503), response(200)]),
        (MockResponse::never(), vec![AttemptEnd::NotProcessed, response(503), AttemptEnd::Unknown]),
        (MockResponse::failure(TransportErrorKind::InvalidRequest), vec![AttemptEnd::NotProcessed, response(503)]),
    ] {
        let server = Timed::answering(&[unconnected(), status(503), last]);
        let error = get_pet(&server.client(), "1").send().await.unwrap_err();
        assert_eq!(error.attempts(), expected, "{error:?}");
        let note = "; attempt 2 of 3 may have been processed: the server responded with 503 Service Unavailable";
        assert!(error.to_string().ends_with(note), "{error}");
    }
    let server = Timed::answering(&[status(404)]);
    let error = get_pet(&server.client(), "").send().await.unwrap_err();
    assert_eq!((error.attempts(), error.to_string().contains("attempt")), (vec![], false));
}

/// Proxies answer without a signature; what they answer passes, as it does without verification.
#[tokio::test(start_paused = true)]
async fn unsigned_responses_of_proxies_are_retried() {
    #[derive(Debug)]
    struct Signed;
    impl Verify for Signed {
        fn verify(&self, status: u16, _: &http::HeaderMap, _: &[u8]) -> Result<Verification, VerificationFault> {
            if status == 200 { Ok(Verification::Verified) } else { Err(VerificationFault::Unsigned) }
        }
    }
    for code in [408, 425, 504] {
        let server = Timed::answering(&[status(code), pet()]);
        let client = server.builder().verifier(Arc::new(Signed)).build().unwrap();
        assert!(get_pet(&client, "1").send().await.is_ok(), "{code}");
        let server = Timed::answering(&[status(code)]);
        let client = server.builder().verifier(Arc::new(Signed)).build().unwrap();
        let error = get_pet(&client, "1").send().await.unwrap_err();
        assert!(matches!(error, Error::Verification(_)), "{error}");
        assert_eq!((server.tries(), error.attempts()), (3, vec![response(code); 3]));
    }
}

/// A query has the document's order, whatever the order in which its parameters were set.
#[tokio::test(start_paused = true)]
async fn the_order_of_setters_does_not_show() {
    let server = Timed::answering(&[]);
    for order in [["after", "filter[b]", "limit", "limit"], ["filter[b]", "limit", "after", "limit"]] {
        let mut call = literal::<ListPets>(&server.client(), "/pets");
        for name in order {
            call.raw_mut().query_item(name, "1");
        }
        let request = call.into_request().await.unwrap();
        assert_eq!(request.uri().query(), Some("limit=1&limit=1&filter%5Bb%5D=1&after=1"));
    }
    let mut call = literal::<ListPets>(&server.client(), "/pets");
    for name in ["after", "other", "limit"] {
        call.raw_mut().query(name, "1");
    }
    let request = call.into_request().await.unwrap();
    assert_eq!(request.uri().query(), Some("limit=1&after=1&other=1"), "what is not known stays where it was");
}
