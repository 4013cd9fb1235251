//! What `tracing` sees: facts, and nothing that is a secret.

#![cfg(all(feature = "mock", feature = "tracing"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::recorder::Recorder;
use crate::virtual_time::*;

#[tokio::test(start_paused = true)]
async fn calls_and_tries() {
    let recorder = Recorder::default();
    let _listening = recorder.listen();
    let server = Timed::answering(&[
        MockResponse::json(503, "s3cret").with_header("x-request-id", "r-1").with_header("x-note", "s3cret"),
        MockResponse::failure(TransportErrorKind::Other),
        MockResponse::json(200, r#"{"id":1,"name":"s3cret"}"#),
    ]);
    let client = server.builder().credential("Key", Seal(Key("s3cret"))).build().unwrap();
    let mut call = literal::<Secured>(&client, "/vault").with_header("x-token", "s3cret");
    call.raw_mut().query("token", "s3cret");
    call.raw_mut().json(&"s3cret".to_owned());
    call.send().await.unwrap();
    let lines = recorder.0.lock().unwrap().clone();
    assert_eq!(
        lines,
        [
            r#"INFO call operation="secured" method="GET" path="/vault""#,
            r#"WARN message=try operation="secured" attempt=1 status=503 latency_us=0 request_id="r-1" retry_in_ms=100"#,
            r#"WARN message=try operation="secured" attempt=2 latency_us=0 retry_in_ms=200 error=secured: the connection was interrupted"#,
            r#"DEBUG message=try operation="secured" attempt=3 status=200 latency_us=0"#,
        ]
    );
    assert!(!lines.concat().contains("s3cret"));
}

#[tokio::test(start_paused = true)]
async fn failing_calls() {
    let recorder = Recorder::default();
    let _listening = recorder.listen();
    for answer in [
        MockResponse::json(400, r#"{"error":"s3cret"}"#).with_header("set-cookie", "s3cret"),
        MockResponse::json(200, r#"{"id":"s3cret"}"#),
        MockResponse::failure(TransportErrorKind::Connect),
        MockResponse::never(),
    ] {
        let server = Timed::answering(&[answer]);
        let client = server.builder().credential("Key", Key("s3cret")).build().unwrap();
        literal::<Secured>(&client, "/vault").with_header("authorization", "s3cret").send().await.unwrap_err();
    }
    let server = Timed::answering(&[pet()]);
    literal::<Secured>(&server.client(), "/vault").send().await.unwrap_err();
    let lines = recorder.0.lock().unwrap().clone();
    // Four calls that reach the transport, one of them three times; the last has no key, and one never ends.
    let tries: Vec<_> = lines.iter().filter(|line| line.contains("message=try")).collect();
    assert_eq!((lines.len(), tries.len()), (11, 6), "{lines:#?}");
    assert!(!lines.concat().contains("s3cret"), "{lines:#?}");
}
