//! The mock server, seen by a client: what it answers, what it records, and how it fails.

#![cfg(all(feature = "mock", feature = "reqwest"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use signet_runtime::runtime::testing::{MockDocument, MockExample, MockOperation};
use signet_runtime::runtime::*;

use crate::petstore::*;

static DOCUMENT: MockDocument = MockDocument {
    operations: &[
        MockOperation::of::<GetPet>(&[
            MockExample::new(200, "application/json", r#"{"id":7,"name":"Rex"}"#),
            MockExample::new(400, "application/json", r#"{"error":"text"}"#),
        ]),
        MockOperation::of::<DeletePet>(&[MockExample::new(204, "", "")]),
    ],
    seal: None,
};

fn start() -> MockServer {
    MockServer::serve(&DOCUMENT).unwrap()
}

fn client(server: &MockServer) -> Client {
    ClientBuilder::for_api(&API).base_url(server.url()).retry(Retry::never()).build().unwrap()
}

#[tokio::test]
async fn it_answers_as_the_document_shows_unless_a_rule_says_otherwise() {
    let server = start();
    let client = client(&server);
    assert_eq!(get_pet(&client, "1").send().await.unwrap(), Pet { id: 7, name: Some("Rex".to_owned()) });
    delete_pet(&client, "1").send().await.unwrap();
    server.on_op::<GetPet>(MockResponse::json(200, r#"{"id":1}"#)).on_op::<GetPet>(MockResponse::documented(400));
    assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 1);
    assert!(matches!(get_pet(&client, "1").send().await, Err(Error::Api(_))));
    server.on_op_with::<GetPet>(|request| {
        let id = request.uri().path().trim_start_matches("/pets/").to_owned();
        MockResponse::json(200, format!(r#"{{"id":{id}}}"#))
    });
    for id in 10..13 {
        assert_eq!(get_pet(&client, &id.to_string()).send().await.unwrap().id, id);
    }
    let called: Vec<_> = server.take_requests().iter().map(|request| request.operation().unwrap()).collect();
    assert_eq!(called, ["get_pet", "delete_pet", "get_pet", "get_pet", "get_pet", "get_pet", "get_pet"]);
    assert!(server.requests().is_empty(), "they were taken");
}

#[tokio::test]
async fn what_the_document_does_not_have_is_not_found() {
    let server = start();
    let error = add_pet(&client(&server), &Pet { id: 1, name: None }).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    let request = server.requests().pop().unwrap();
    assert_eq!((request.operation(), request.fault()), (None, Some("the document has no such operation")));
}

#[test]
fn it_reads_bodies_in_chunks() {
    let server = start();
    let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    let chunked = b"GET /pets/1 HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nx: y\r\n\r\n";
    stream.write_all(chunked).unwrap();
    stream.write_all(b"DELETE /pets/1 HTTP/1.1\r\n\r\n").unwrap();
    // What is no chunk ends the connection, behind the answers to what came before.
    stream.write_all(b"GET /pets/1 HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nfour\r\nabcd\r\n").unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 20").count(), 2, "{answers}");
    let bodies: Vec<_> = server.take_requests().iter().map(|request| request.body().clone()).collect();
    assert_eq!(bodies, ["abc0123456789", ""]);
}

#[tokio::test]
async fn each_fault_is_an_error_of_its_own() {
    let server = start();
    let builder = ClientBuilder::for_api(&API).base_url(server.url()).retry(Retry::never()).max_response_bytes(1000);
    let client = builder.build().unwrap();
    let transport = |error: &Error<PetError>| matches!(error, Error::Transport(_));
    for (fault, is_expected) in [
        (MockFault::Delay(Duration::from_secs(2)), (|error| error.is_timeout()) as fn(&Error<PetError>) -> bool),
        (MockFault::Silence, |error| error.is_timeout()),
        (MockFault::Drop(MockPhase::Request), transport),
        (MockFault::Drop(MockPhase::Headers), |error| error.status().is_some() && error.is_retryable()),
        (MockFault::Drop(MockPhase::Body), |error| error.status().is_some() && error.is_retryable()),
        (MockFault::Garbage, transport),
        (MockFault::Truncated, |error| matches!(error, Error::Decode(_))),
        (MockFault::RateLimited(9), |error| error.status().unwrap().as_u16() == 429 && error.is_retryable()),
        (MockFault::Html(502), |error| error.status().unwrap().as_u16() == 502),
        (MockFault::Oversized(2000), |error| error.to_string().contains("too large")),
    ] {
        server.on_op::<GetPet>(MockResponse::documented(200).with_fault(fault));
        let call = get_pet(&client, "1");
        let is_slow = matches!(fault, MockFault::Delay(_) | MockFault::Silence);
        let call = if is_slow { call.with_timeout(Duration::from_millis(200)) } else { call };
        let error = call.send().await.unwrap_err();
        assert!(is_expected(&error), "{fault:?}: {error:?}");
        assert_eq!(get_pet(&client, "1").send().await.unwrap().id, 7, "after {fault:?}");
    }
    server.refuse_connections(1);
    let fresh = self::client(&server);
    assert!(matches!(get_pet(&fresh, "1").send().await, Err(Error::Transport(_))));
    assert_eq!(get_pet(&fresh, "1").send().await.unwrap().id, 7);
}

#[tokio::test]
async fn faults_by_chance_are_those_of_their_seed() {
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let server = start();
        server.set_faults(MockFaults::seeded(seed).rate(MockFault::Html(503), 300).rate(MockFault::Truncated, 200));
        let client = client(&server);
        let mut run = String::new();
        for _ in 0..60 {
            run.push(match get_pet(&client, "1").send().await {
                Ok(_) => '.',
                Err(Error::Decode(_)) => 't',
                Err(_) => 'h',
            });
        }
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
    assert!(['.', 't', 'h'].iter().all(|kind| runs[0].contains(*kind)), "{runs:?}");
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let server = start();
    let client = client(&server);
    get_pet(&client, "1").send().await.unwrap();
    server.on_op::<GetPet>(MockResponse::never());
    let call = tokio::spawn(get_pet(&client, "1").send());
    while server.requests().len() < 2 {
        tokio::task::yield_now().await;
    }
    drop(server);
    assert!(call.await.unwrap().is_err());
    assert!(get_pet(&client, "1").send().await.unwrap_err().is_connect());
}

#[test]
fn nothing_that_prints_shows_what_was_sent() {
    let server = start();
    let response =
        MockResponse::json(200, "secret").with_header("set-cookie", "secret").with_fault(MockFault::Unsigned);
    let texts = [format!("{server:?}"), format!("{response:?}"), format!("{:?}", MockFaults::seeded(1))];
    assert!(texts.iter().all(|text| !text.contains("secret")), "{texts:?}");
}
