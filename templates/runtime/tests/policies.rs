//! What a program adds to calls: the order of policies, what they may change, and the facts that they are told.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request};
use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::virtual_time::*;

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down what it is asked and told.
struct Scribe(&'static str, Log);

impl Policy for Scribe {
    fn before<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        Box::pin(async move {
            let is_signed = request.headers().contains_key("seen");
            self.1.lock().unwrap().push(format!("{} asked {} signed:{is_signed}", self.0, attempt.number()));
            request.headers_mut().append("x-by", HeaderValue::from_static(self.0));
            Ok(())
        })
    }

    fn after(&self, outcome: &Outcome<'_>) {
        let attempt = outcome.attempt();
        self.1.lock().unwrap().push(format!(
            "{} told {} of {} {:?} {:?} {:?} {:?} {:?}",
            self.0,
            attempt.number(),
            attempt.operation().id,
            outcome.status().map(|status| status.as_u16()),
            outcome.request_id(),
            outcome.latency().as_millis(),
            outcome.retry_in().map(|delay| delay.as_millis()),
            outcome.error().map(ToString::to_string),
        ));
    }
}

#[tokio::test(start_paused = true)]
async fn the_order_and_the_facts() {
    let log = Log::default();
    let scribe = |name| Scribe(name, log.clone());
    let server = Timed::answering(&[
        status(503).with_header("x-request-id", "r-1"),
        MockResponse::failure(TransportErrorKind::Other),
        MockResponse::json(200, r#"{"id":1}"#).with_header("x-request-id", "r-3"),
    ]);
    let builder = server.builder().call_policy(scribe("call 1")).attempt_policy(scribe("try 1"));
    let builder = builder.call_policy(scribe("call 2")).attempt_policy(scribe("try 2"));
    let client = builder.credential("Key", Seal(Key("key"))).build().unwrap();
    literal::<Secured>(&client, "/vault").send().await.unwrap();
    let asked = |number| [format!("try 1 asked {number} signed:false"), format!("try 2 asked {number} signed:false")];
    let told = |facts: &str| ["try 2", "try 1"].map(|name| format!("{name} told {facts}"));
    let mut expected = vec!["call 1 asked 0 signed:false".to_owned(), "call 2 asked 0 signed:false".to_owned()];
    expected.extend(asked(1));
    expected.extend(told(r#"1 of secured Some(503) Some("r-1") 0 Some(100) None"#));
    expected.extend(asked(2));
    expected.extend(told(r#"2 of secured None None 0 Some(200) Some("secured: the connection was interrupted")"#));
    expected.extend(asked(3));
    expected.extend(told(r#"3 of secured Some(200) Some("r-3") 0 None None"#));
    expected.extend(
        ["call 2", "call 1"].map(|name| format!("{name} told 3 of secured Some(200) Some(\"r-3\") 300 None None")),
    );
    assert_eq!(*log.lock().unwrap(), expected);
    for request in server.mock.requests() {
        let by: Vec<_> = request.headers().get_all("x-by").iter().map(|value| value.to_str().unwrap()).collect();
        assert_eq!(by, ["call 1", "call 2", "try 1", "try 2"], "a try starts from what the call's policies left");
        // Accept, user agent, and the four: all of them were there when it was signed.
        assert!(request.headers()["seen"].to_str().unwrap().ends_with(" 6 headers"));
    }
    let request = literal::<Secured>(&client, "/vault").into_request().await.unwrap();
    assert_eq!(request.headers().get_all("x-by").iter().count(), 4);
}

/// Does something to each request.
struct Meddler(fn(&mut Request<Bytes>) -> Result<(), PolicyError>);

impl Policy for Meddler {
    fn before<'a>(&'a self, request: &'a mut Request<Bytes>, _: Attempt) -> BoxFuture<'a, Result<(), PolicyError>> {
        Box::pin(std::future::ready((self.0)(request)))
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_policy_may_not_do() {
    for (meddle, message) in [
        (
            (|_| Err(PolicyError::new("the circuit is open"))) as fn(&mut Request<Bytes>) -> _,
            "get_pet: a policy refused the request: the circuit is open",
        ),
        (
            |request| {
                *request.uri_mut() = "https://elsewhere.test/v2/pets/1".parse().unwrap();
                Ok(())
            },
            "get_pet: a policy changed the method or the URI",
        ),
        (
            |request| {
                *request.method_mut() = http::Method::POST;
                Ok(())
            },
            "get_pet: a policy changed the method or the URI",
        ),
        (
            |request| {
                request.headers_mut().insert("host", HeaderValue::from_static("elsewhere.test"));
                Ok(())
            },
            "get_pet: the header `host` belongs to the transport",
        ),
    ] {
        for is_of_call in [true, false] {
            let server = Timed::answering(&[pet()]);
            let builder = server.builder();
            let builder =
                if is_of_call { builder.call_policy(Meddler(meddle)) } else { builder.attempt_policy(Meddler(meddle)) };
            let error = get_pet(&builder.build().unwrap(), "1").send().await.unwrap_err();
            assert!(matches!(error, Error::InvalidRequest(_)));
            assert_eq!((error.to_string().as_str(), server.tries()), (message, 0));
        }
    }
}

/// Never says whether it agrees.
struct Silent;

impl Policy for Silent {
    fn before<'a>(&'a self, _: &'a mut Request<Bytes>, _: Attempt) -> BoxFuture<'a, Result<(), PolicyError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_a_policy_agrees() {
    let server = Timed::answering(&[pet()]);
    let client = server.builder().attempt_policy(Silent).timeout(Duration::from_secs(1)).build().unwrap();
    let error = add_pet(&client, &Pet { id: 1, name: None }).send().await.unwrap_err();
    assert!(matches!(error, Error::Signing(_)) && error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), "add_pet: the request was not signed in 1s, and not sent");
    assert_eq!(server.tries(), 0);
}
