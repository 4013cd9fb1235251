//! The time that is signed: it grows if asked to, and learns from a server that refuses it if asked to.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::virtual_time::*;

/// Writes the milliseconds that it is given into a header.
#[derive(Debug)]
struct Stamp(Duration);

impl Credential for Stamp {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        let milliseconds = now.duration_since(UNIX_EPOCH).unwrap().as_millis();
        request.headers_mut().insert("at", milliseconds.to_string().parse().unwrap());
        Box::pin(std::future::ready(Ok(())))
    }

    fn resolution(&self) -> Duration {
        self.0
    }

    fn signs(&self) -> bool {
        true
    }
}

fn builder(server: &Timed, resolution: Duration) -> ClientBuilder {
    server.builder().clock(FixedClock(UNIX_EPOCH + Duration::from_millis(5500))).credential("Key", Stamp(resolution))
}

async fn times(server: &Timed, client: &Client) -> Vec<String> {
    for _ in 0..3 {
        let _ = literal::<Secured>(client, "/vault").send().await;
    }
    server.header("at")
}

#[tokio::test(start_paused = true)]
async fn times_grow_if_asked_to() {
    let millisecond = Duration::from_millis(1);
    let server = Timed::answering(&[pet()]);
    assert_eq!(times(&server, &builder(&server, millisecond).build().unwrap()).await, ["5500"; 3]);
    for (resolution, expected) in [
        (millisecond, ["5500", "5501", "5502"]),
        (Duration::from_secs(1), ["5500", "6000", "7000"]),
        (Duration::ZERO, ["5500", "5501", "5502"]),
    ] {
        let server = Timed::answering(&[pet()]);
        let client = builder(&server, resolution).increasing_timestamps().build().unwrap();
        assert_eq!(times(&server, &client).await, expected, "{resolution:?}");
    }
    let server = Timed::answering(&[status(503)]);
    let client = builder(&server, millisecond).increasing_timestamps().build().unwrap();
    let _ = literal::<Secured>(&client, "/vault").send().await;
    assert_eq!(server.header("at"), ["5500", "5501", "5502"], "tries of one call count too");
}

/// A server may refuse a signature that it has seen, and a try that is made at once would have the one before.
#[tokio::test(start_paused = true)]
async fn the_tries_of_a_call_are_signed_with_times_of_their_own() {
    for (resolution, expected) in [(1, ["5500", "5501", "5502"]), (1000, ["5500", "6000", "7000"])] {
        let server = Timed::answering(&[status(503)]);
        let client = builder(&server, Duration::from_millis(resolution)).build().unwrap();
        let _ = literal::<Secured>(&client, "/vault").send().await;
        assert_eq!(server.header("at"), expected);
    }
}

/// A server that is 100 seconds after 1970.
fn refusal(status: u16) -> MockResponse {
    MockResponse::json(status, "{}").with_header("date", "Thu, 01 Jan 1970 00:01:40 GMT")
}

fn learning(server: &Timed) -> Client {
    builder(server, Duration::from_millis(1)).learn_clock_skew().build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_refused_time_is_learnt_from_if_asked_to() {
    for code in [400, 401, 403] {
        let server = Timed::answering(&[refusal(code), pet()]);
        literal::<Secured>(&learning(&server), "/vault").send().await.unwrap();
        // 94.5 seconds ahead, of which the half is not known.
        assert_eq!(server.header("at"), ["5500", "99500"], "{code}");
        assert_eq!(server.gaps(), [0]);
    }
    let server = Timed::answering(&[refusal(401), pet()]);
    let client = builder(&server, Duration::from_millis(1)).build().unwrap();
    literal::<Secured>(&client, "/vault").send().await.unwrap_err();
    assert_eq!(server.tries(), 1, "it is off unless asked for");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_learnt_where_time_is_not_the_trouble() {
    let far = MockResponse::json(401, "{}").with_header("date", "Mon, 17 Jun 2024 00:00:00 GMT");
    let near = MockResponse::json(401, "{}").with_header("date", "Thu, 01 Jan 1970 00:00:04 GMT");
    let none = MockResponse::json(401, "{}");
    let garbage = MockResponse::json(401, "{}").with_header("date", "yesterday");
    for answer in [refusal(200), refusal(404), refusal(500), far, near, none, garbage] {
        let server = Timed::answering(std::slice::from_ref(&answer));
        let client = learning(&server);
        for _ in 0..2 {
            let _ = literal::<Secured>(&client, "/vault").send().await;
        }
        assert_eq!(server.header("at"), ["5500"; 2], "{answer:?}");
    }
    // A server that refuses for another reason is asked twice, and no more.
    let server = Timed::answering(&[refusal(401)]);
    literal::<Secured>(&learning(&server), "/vault").send().await.unwrap_err();
    assert_eq!(server.tries(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_safe_to_repeat_helps_the_next_one() {
    let server = Timed::answering(&[refusal(401)]);
    let client = learning(&server);
    add_pet(&client, &Pet { id: 1, name: None }).send().await.unwrap_err();
    assert_eq!(server.tries(), 1);
    let request = literal::<Secured>(&client, "/vault").into_request().await.unwrap();
    assert_eq!(request.headers()["at"], "99500");
}
