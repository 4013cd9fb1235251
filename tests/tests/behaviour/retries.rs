//! Calls that are tried again, over real connections: each try is signed anew, and what may have been done is not asked for twice.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cobo_waas2::clock::SystemClock;
use cobo_waas2::policy::{Outcome, Policy};
use cobo_waas2::types::RefreshTokenRequest;
use cobo_waas2::{Client, ClientBuilder, Retry, RetryBudget};
use signet_tests::clients::{CLIENT_ID, GRANT, NOW_MS, ORG_ID, builder, clock};
use signet_tests::server::{Answer, Reply, Server, TOKEN};

use super::{failure, get_token, kind};

/// Retries at once, so that tests do not wait.
fn at_once(attempts: u32) -> Retry {
    Retry::attempts(attempts).with_delays(Duration::from_nanos(1), Duration::from_nanos(1))
}

fn retrying(server: &Server) -> ClientBuilder {
    builder(server).retry(at_once(5)).retry_budget(RetryBudget::new(100, 0)).increasing_timestamps()
}

fn trouble() -> Vec<Answer> {
    vec![
        Reply::html(502, "<html>").unsigned().into(),
        Answer::HangUp,
        Answer::Cut(Reply::json(200, TOKEN)),
        Reply::json(429, "{}").unsigned().header("retry-after", "0").into(),
        Reply::json(200, TOKEN).into(),
    ]
}

#[tokio::test]
async fn every_try_has_its_own_nonce_and_signature() {
    let server = Server::in_turn(trouble()).await;
    // The clock stands still, so that nothing but the client tells one try from the other.
    let client = retrying(&server).clock(clock(NOW_MS)).build().unwrap();
    assert_eq!(get_token(&client).await.unwrap().expires_in, Some(43199));
    let requests = server.requests();
    assert_eq!(requests.len(), 5);
    assert!(requests.iter().all(|request| request.verdict == Ok(())), "each try is signed as it was sent");
    for name in ["biz-api-nonce", "biz-api-signature"] {
        let values: BTreeSet<&str> = requests.iter().map(|request| request.header(name)).collect();
        assert_eq!(values.len(), 5, "{name}: {values:?}");
    }
    let nonces: Vec<u64> = requests.iter().map(|request| request.header("biz-api-nonce").parse().unwrap()).collect();
    assert!(nonces.is_sorted(), "{nonces:?}");
}

#[tokio::test]
async fn what_may_have_been_done_is_not_sent_again() {
    for answer in trouble().into_iter().take(4) {
        let server = Server::start(answer.clone()).await;
        let client = retrying(&server).build().unwrap();
        client.oauth().refresh_token(&RefreshTokenRequest::new()).send().await.unwrap_err();
        assert_eq!(server.requests().len(), 1, "{answer:?}");
    }
}

/// Counts tries and their waiting.
struct Counter(Arc<AtomicUsize>);

impl Policy for Counter {
    fn after(&self, outcome: &Outcome<'_>) {
        assert!(outcome.error().is_some_and(cobo_waas2::Error::is_connect));
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test]
async fn what_was_not_sent_is_tried_again_whatever_it_is() {
    let server = Server::with_token().await;
    let tries = Arc::default();
    // Nobody may listen on this port.
    let builder = retrying(&server).base_url("http://127.0.0.1:1/v2").attempt_policy(Counter(Arc::clone(&tries)));
    let client = builder.build().unwrap();
    let error = client.oauth().refresh_token(&RefreshTokenRequest::new()).send().await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!(tries.load(Ordering::Relaxed), 5);
}

#[tokio::test]
async fn an_answer_is_better_than_a_late_timeout() {
    let reply = Reply::html(503, "<html>").unsigned().header("retry-after", "31536000");
    let server = Server::start(reply).await;
    let begin = std::time::Instant::now();
    let error = failure(&retrying(&server).build().unwrap()).await;
    assert_eq!((kind(&error), error.status().unwrap().as_u16()), ("Unexpected", 503));
    assert_eq!(server.requests().len(), 1);
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_silent_server_costs_a_try() {
    let server = Server::in_turn(vec![Answer::Silence, Reply::json(200, TOKEN).into()]).await;
    let client = retrying(&server).clock(SystemClock).attempt_timeout(Duration::from_millis(500)).build().unwrap();
    get_token(&client).await.unwrap();
    assert!(server.requests().len() >= 2);
}

#[tokio::test]
async fn a_dropped_call_leaves_the_client_whole() {
    let server = Server::start(Reply::json(200, TOKEN)).await;
    let client: Client = retrying(&server).build().unwrap();
    for microseconds in (0..2000).step_by(50) {
        let call = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send();
        let _ = tokio::time::timeout(Duration::from_micros(microseconds), call).await;
    }
    get_token(&client).await.unwrap();
    let requests = server.requests();
    let nonces: BTreeSet<&str> = requests.iter().map(|request| request.header("biz-api-nonce")).collect();
    assert_eq!(nonces.len(), requests.len(), "no nonce is used twice");
}
