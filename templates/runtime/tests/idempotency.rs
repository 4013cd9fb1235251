//! Idempotency keys: where none is given one is made, and it is the same in each try.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::virtual_time::*;

/// Starts a call of a POST with this body.
fn call(client: &Client, place: Idempotency, body: &str) -> Call<AddPet> {
    let mut call = literal::<AddPet>(client, "/pets");
    call.raw_mut().body("application/json", body.as_bytes().to_vec());
    call.raw_mut().idempotency(place, Repeated::SameResponse);
    call
}

async fn bodies(place: Idempotency, body: &str) -> Vec<String> {
    let server = Timed::answering(&[status(503)]);
    let _ = call(&server.client(), place, body).send().await;
    let requests = server.mock.requests();
    requests.iter().map(|request| String::from_utf8(request.body().to_vec()).unwrap()).collect()
}

const KEY: &str = "80000000-0000-4000-8000-000000000000";

#[tokio::test(start_paused = true)]
async fn a_property() {
    let property = Idempotency::Property("request_id");
    for (body, sent) in [
        ("{}", format!(r#"{{"request_id":"{KEY}"}}"#)),
        (r#"{"a":{"request_id":"x"}}"#, format!(r#"{{"request_id":"{KEY}","a":{{"request_id":"x"}}}}"#)),
        (r#"{"a":[1],"b":null}"#, format!(r#"{{"request_id":"{KEY}","a":[1],"b":null}}"#)),
        (r#"{"a":1,"request_id":"mine"}"#, r#"{"a":1,"request_id":"mine"}"#.to_owned()),
    ] {
        assert_eq!(bodies(property, body).await, [sent.as_str(); 3], "{body}");
    }
    // What is no key makes no call safe to repeat, and nothing is written over.
    for body in [r#"{"request_id":""}"#, r#"{"request_id":null}"#, r#"{"request_id":7}"#, "[]", "\"text\"", "", "{"] {
        assert_eq!(bodies(property, body).await, [body], "{body}");
    }
    assert_eq!(bodies(Idempotency::Property("a\"b"), "{}").await, [format!(r#"{{"a\"b":"{KEY}"}}"#).as_str(); 3]);
}

#[tokio::test(start_paused = true)]
async fn a_header() {
    let place = Idempotency::Header("Idempotency-Key");
    for (given, expected) in [(None, vec![KEY; 3]), (Some("mine"), vec!["mine"; 3]), (Some(""), vec![""])] {
        let server = Timed::answering(&[MockResponse::failure(TransportErrorKind::Other)]);
        let mut call = call(&server.client(), place, "{}");
        if let Some(given) = given {
            call = call.with_header("idempotency-key", given);
        }
        let _ = call.send().await;
        assert_eq!(server.header("idempotency-key"), expected, "{given:?}");
    }
    let server = Timed::answering(&[pet()]);
    let request = call(&server.client(), place, "{}").into_request().await.unwrap();
    assert_eq!(request.headers()["idempotency-key"], KEY);
}

#[test]
fn keys_are_uuids_and_differ() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Timed::answering(&[status(201)]);
        // Without a `Random` of the test's own.
        let client =
            ClientBuilder::for_api(&API).base_url("https://api.test").transport(server.clone()).build().unwrap();
        for _ in 0..100 {
            let _ = call(&client, Idempotency::Header("x-key"), "{}").send().await;
        }
        let mut keys = server.header("x-key");
        for key in &keys {
            let shape: String =
                key.chars().map(|c| if c.is_ascii_digit() || ('a'..='f').contains(&c) { 'x' } else { c }).collect();
            assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
            assert!(key.as_bytes()[14] == b'4' && b"89ab".contains(&key.as_bytes()[19]), "{key}");
        }
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), 100);
    });
}

#[test]
fn random_numbers_of_two_sources_differ() {
    let (one, other) = (StdRandom::default(), StdRandom::default());
    assert_ne!([one.next(), one.next()], [other.next(), other.next()]);
    let counted = Counter::from(7);
    assert_eq!([counted.next(), counted.next()], [7, 8]);
}
