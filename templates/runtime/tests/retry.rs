//! When calls are tried again, after which time, and when they are not.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::time::Duration;

use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::virtual_time::*;

const PASSING: [u16; 6] = [408, 425, 429, 502, 503, 504];

/// Makes a call of each kind against this answer, and returns how often each was tried.
async fn tries(answer: &MockResponse) -> [usize; 3] {
    let pet = Pet { id: 1, name: None };
    let [get, delete, post] = [(); 3].map(|()| Timed::answering(std::slice::from_ref(answer)));
    let _ = get_pet(&get.client(), "1").send().await;
    let _ = delete_pet(&delete.client(), "1").send().await;
    let _ = add_pet(&post.client(), &pet).send().await;
    [get.tries(), delete.tries(), post.tries()]
}

#[tokio::test(start_paused = true)]
async fn what_is_tried_again() {
    use TransportErrorKind::{Connect, ConnectTimeout, InvalidRequest, Other, Timeout};
    for code in PASSING {
        assert_eq!(tries(&status(code)).await, [3, 3, 1], "{code}");
    }
    for code in [200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 500, 501, 505, 599] {
        assert_eq!(tries(&status(code)).await, [1, 1, 1], "{code}");
    }
    for (kind, expected) in [
        (Connect, [3, 3, 3]),
        (ConnectTimeout, [3, 3, 3]),
        (Timeout, [3, 3, 1]),
        (Other, [3, 3, 1]),
        (InvalidRequest, [1, 1, 1]),
    ] {
        assert_eq!(tries(&MockResponse::failure(kind)).await, expected, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_that_breaks_off_or_is_too_large() {
    let large = Timed::answering(&[MockResponse::json(200, r#"{"id":1234567}"#)]);
    let client = large.builder().max_response_bytes(7).build().unwrap();
    assert!(matches!(get_pet(&client, "1").send().await, Err(Error::Transport(_))));
    assert_eq!(large.tries(), 1);
}

#[tokio::test(start_paused = true)]
async fn trouble_passes() {
    let server = Timed::answering(&[status(503), MockResponse::failure(TransportErrorKind::Other), pet()]);
    assert_eq!(get_pet(&server.client(), "1").send().await.unwrap().id, 1);
    // Half of 200 milliseconds, then half of 400.
    assert_eq!(server.gaps(), [100, 200]);
}

#[tokio::test(start_paused = true)]
async fn waiting_doubles_up_to_a_limit() {
    let server = Timed::answering(&[status(503)]);
    let retry = Retry::attempts(7).with_delays(Duration::from_millis(100), Duration::from_secs(1));
    let error = get_pet(&server.client(), "1").with_retry(retry).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
    assert_eq!(server.gaps(), [50, 100, 200, 400, 500, 500]);
}

/// No time that can be set is too long to take a part of, and what is drawn is waited for.
#[tokio::test(start_paused = true)]
async fn limits_may_be_longer_than_anybody_lives() {
    struct Draw(u64);
    impl Random for Draw {
        fn next(&self) -> u64 {
            self.0
        }
    }
    for (random, tries) in [(u64::MAX, 1), (0, 3)] {
        for longest in [Duration::MAX, Duration::from_secs(600 * 365 * 24 * 60 * 60)] {
            let server = Timed::answering(&[status(503)]);
            let retry = Retry::attempts(3).with_delays(longest, longest);
            let client = server.builder().random(Draw(random)).retry(retry).build().unwrap();
            let error = get_pet(&client, "1").send().await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), server.tries()), (503, tries), "{random} of {longest:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_says_when_to_come_back() {
    let date = |ahead: u64| httpdate_of(START + ahead);
    let base = 100;
    for (headers, expected) in [
        (vec![("retry-after", "2".to_owned())], 2000 + base),
        (vec![("retry-after", " 0 ".to_owned())], base),
        (vec![("retry-after", date(3))], 3000 + base),
        // A server whose clock is an hour ahead means its own.
        (vec![("retry-after", date(3604)), ("date", date(3600))], 4000 + base),
        (vec![("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT".to_owned())], base),
        (vec![("retry-after", "1.5".to_owned())], 2000 + base),
        (vec![("retry-after", "3.0".to_owned())], 3000 + base),
        (vec![("retry-after", "1.5.2".to_owned())], base),
        (vec![("retry-after", "soon".to_owned())], base),
        (vec![("retry-after", "-1".to_owned())], base),
        (vec![("retry-after", String::new())], base),
    ] {
        let answer = headers.iter().fold(status(429), |answer, (name, value)| answer.with_header(name, value));
        let server = Timed::answering(&[answer, pet()]);
        get_pet(&server.client(), "1").send().await.unwrap();
        assert_eq!(server.gaps(), [expected], "{headers:?}");
    }
}

/// Whoever waits for a year is not served by waiting for 30 seconds.
#[tokio::test(start_paused = true)]
async fn what_does_not_fit_into_the_timeout_is_not_waited_for() {
    let begin = tokio::time::Instant::now();
    for wait in ["31536000", "30", "99999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let server = Timed::answering(&[status(503).with_header("retry-after", wait)]);
        let error = get_pet(&server.client(), "1").send().await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), server.tries()), (503, 1), "{wait}");
    }
    assert_eq!(begin.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn all_tries_together_are_in_time() {
    let begin = tokio::time::Instant::now();
    let server = Timed::answering(&[MockResponse::never()]);
    let client = server.builder().retry(Retry::attempts(100)).build().unwrap();
    let call = get_pet(&client, "1").with_timeout(Duration::from_secs(5)).with_attempt_timeout(Duration::from_secs(1));
    let error = call.send().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)) && error.is_timeout());
    assert!(error.to_string().contains("timed out"), "{error}");
    assert!(begin.elapsed() <= Duration::from_secs(5));
    // Tries begin at 0, 1.1, 2.3 and 3.7 seconds; after the last there is no time to wait once more.
    assert_eq!(server.tries(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_slow_try_gives_way_to_the_next() {
    let server = Timed::answering(&[MockResponse::never(), pet()]);
    let client = server.builder().attempt_timeout(Duration::from_secs(1)).build().unwrap();
    get_pet(&client, "1").send().await.unwrap();
    assert_eq!(server.gaps(), [1100]);
    let server = Timed::answering(&[MockResponse::never(), pet()]);
    let client = server.builder().attempt_timeout(Duration::from_secs(1)).build().unwrap();
    let error = add_pet(&client, &Pet { id: 1, name: None }).send().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)));
    assert_eq!(server.tries(), 1, "nobody knows whether the server acted on it");
}

#[tokio::test(start_paused = true)]
async fn the_call_says_more_than_the_client() {
    let server = Timed::answering(&[status(503)]);
    let client = server.builder().retry(Retry::never()).build().unwrap();
    let _ = get_pet(&client, "1").send().await;
    assert_eq!(server.tries(), 1);
    let _ = get_pet(&client, "1").with_retry(Retry::attempts(2)).send().await;
    assert_eq!(server.tries(), 3);
    let _ = get_pet(&server.client(), "1").with_retry(Retry::attempts(0)).send().await;
    assert_eq!(server.tries(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_budget_ends_a_flood() {
    let server = Timed::answering(&[status(503)]);
    let client = server.builder().retry_budget(RetryBudget::new(3, 50)).build().unwrap();
    let mut tries = Vec::new();
    for _ in 0..4 {
        let before = server.tries();
        // Clones have one budget.
        let _ = get_pet(&client.clone(), "1").send().await;
        tries.push(server.tries() - before);
    }
    assert_eq!(tries, [3, 2, 1, 1]);
    // Two calls that need no retry bring one back.
    let good = Timed::answering(&[pet(), pet(), pet(), status(503)]);
    let client = good.builder().retry_budget(RetryBudget::new(0, 50)).build().unwrap();
    for _ in 0..3 {
        get_pet(&client, "1").send().await.unwrap();
    }
    let _ = get_pet(&client, "1").send().await;
    assert_eq!(good.tries(), 4, "a store for nothing holds nothing");
    let healing = Timed::answering(&[status(503), pet(), pet(), status(503)]);
    let client = healing.builder().retry_budget(RetryBudget::new(1, 50)).build().unwrap();
    for _ in 0..2 {
        get_pet(&client, "1").send().await.unwrap();
    }
    let _ = get_pet(&client, "1").send().await;
    assert_eq!(healing.tries(), 4, "half a retry is none");
    // Trouble brings nothing back, whether it was tried again or not.
    let down = Timed::answering(&[status(503)]);
    let client = down.builder().retry_budget(RetryBudget::new(1, 100)).build().unwrap();
    for expected in [2, 3, 4, 5] {
        let _ = get_pet(&client, "1").send().await;
        let _ = add_pet(&client.clone(), &Pet { id: 1, name: None }).with_timeout(Duration::from_secs(9)).send().await;
        assert_eq!(down.tries(), 2 * expected - 1);
    }
}

#[tokio::test(start_paused = true)]
async fn each_try_has_a_time_of_its_own() {
    let server = Timed::answering(&[status(503)]);
    let client = server.builder().retry(Retry::attempts(3).with_delays(Duration::from_secs(8), Duration::from_secs(8)));
    let client = client.credential("Key", Seal(Key("key"))).build().unwrap();
    let _ = literal::<Secured>(&client, "/vault").send().await;
    let seen = server.header("seen");
    let expected: Vec<_> =
        [0, 4, 8].map(|second| format!("GET https://api.test/v2/vault {} 2 headers", START + second)).into();
    assert_eq!(seen, expected, "no try sees what an earlier one was given");
}

#[tokio::test(start_paused = true)]
async fn a_verdict_is_not_tried_again() {
    #[derive(Debug)]
    struct Never;
    impl Verify for Never {
        fn verify(&self, _: u16, _: &http::HeaderMap, _: &[u8]) -> Result<Verification, VerificationFault> {
            Err(VerificationFault::Mismatch)
        }
    }
    let server = Timed::answering(&[status(503)]);
    let client = server.builder().verifier(std::sync::Arc::new(Never)).build().unwrap();
    assert!(matches!(get_pet(&client, "1").send().await, Err(Error::Verification(_))));
    assert_eq!(server.tries(), 1);
}

/// A call is dropped at each moment of its life; the client is as good as before.
#[tokio::test(start_paused = true)]
async fn a_dropped_call_leaves_nothing_behind() {
    for after in 0..60 {
        let slow = [MockResponse::never(), status(503), MockResponse::never(), pet()];
        let server = Timed::answering(&slow);
        let client = server.builder().attempt_timeout(Duration::from_millis(100)).retry_budget(RetryBudget::new(9, 0));
        let client = client.credential("Key", Seal(Key("key"))).increasing_timestamps().build().unwrap();
        let call = literal::<Secured>(&client, "/vault").with_retry(Retry::attempts(4)).send();
        let _ = tokio::time::timeout(Duration::from_millis(after * 20), call).await;
        server.mock.on("get_pet", pet().repeated());
        assert!(get_pet(&client, "1").with_retry(Retry::attempts(4)).send().await.is_ok(), "{after}");
    }
}

#[cfg(not(feature = "reqwest"))]
#[tokio::test]
async fn nothing_waits_without_a_sleep() {
    let server = Timed::answering(&[status(503)]);
    for builder in [
        server.sleepless().retry(Retry::attempts(2)),
        server.sleepless().timeout(Duration::from_secs(1)),
        server.sleepless().attempt_timeout(Duration::from_secs(1)),
    ] {
        assert!(matches!(builder.build(), Err(BuildError::NoSleep)));
    }
    let client = server.sleepless().retry(Retry::never()).build().unwrap();
    let _ = get_pet(&client, "1").send().await;
    let _ = get_pet(&server.sleepless().build().unwrap(), "1").send().await;
    assert_eq!(server.tries(), 2);
    for call in [
        get_pet(&client, "1").with_retry(Retry::attempts(2)),
        get_pet(&client, "1").with_timeout(Duration::from_secs(1)),
        get_pet(&client, "1").with_attempt_timeout(Duration::from_secs(1)),
    ] {
        let Err(Error::InvalidRequest(error)) = call.send().await else { panic!() };
        assert!(matches!(error.fault(), RequestFault::NoSleep));
    }
}

/// Writes a date as headers have it.
fn httpdate_of(seconds: u64) -> String {
    // All of them are on the day on which tests begin.
    let of_day = seconds % 86400;
    format!("Mon, 17 Jun 2024 {:02}:{:02}:{:02} GMT", of_day / 3600, of_day / 60 % 60, of_day % 60)
}
