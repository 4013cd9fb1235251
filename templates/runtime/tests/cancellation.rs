//! A call may be dropped wherever it waits: the client and those who wait with it go on as if it had never been.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::collections::{BTreeSet, VecDeque};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::plain::Plain;

/// All places at which a call waits.
const PLACES: [&str; 10] = [
    "body",
    "policy of the call",
    "policy of the try",
    "refresh",
    "signer",
    "sleep",
    "store loads",
    "store saves",
    "token",
    "transport",
];

/// Waits once at each place, and remembers where it waited last.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<&'static str>>);

impl Waits {
    async fn at(&self, place: &'static str) {
        let mut waited = false;
        poll_fn(|context| {
            if std::mem::replace(&mut waited, true) {
                return Poll::Ready(());
            }
            *self.0.lock().unwrap() = place;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}

/// Everything of a client that waits.
#[derive(Clone, Default)]
struct Slow {
    waits: Waits,
    asked: Arc<AtomicUsize>,
    /// Whether each call meets trouble that passes and a token that is refused before it is answered.
    troubled: bool,
}

impl Transport for Slow {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async {
            self.waits.at("transport").await;
            let asked = self.asked.fetch_add(1, Ordering::Relaxed);
            let status = if self.troubled { [503, 401, 200][asked % 3] } else { 200 };
            let pieces = [r#"{"id":"#, "7}"].map(|piece| Bytes::from_static(piece.as_bytes())).into();
            let mut response = http::Response::new(ResponseBody::from_source(Pieces(self.waits.clone(), pieces)));
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            Ok(response)
        })
    }
}

struct Pieces(Waits, VecDeque<Bytes>);

impl BodySource for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async {
            self.0.at("body").await;
            Ok(self.1.pop_front())
        })
    }
}

impl Sleep for Slow {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let waits = self.waits.clone();
        Box::pin(async move {
            // What is long is a timeout, and none passes here.
            if duration > Duration::from_secs(1) {
                std::future::pending::<()>().await;
            }
            waits.at("sleep").await;
        })
    }
}

impl Policy for Slow {
    fn before<'a>(
        &'a self,
        _: &'a mut http::Request<Bytes>,
        attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        Box::pin(async move {
            self.waits.at(if attempt.number() == 0 { "policy of the call" } else { "policy of the try" }).await;
            Ok(())
        })
    }
}

impl Signer for Slow {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Ed25519
    }

    fn public_key(&self) -> &[u8] {
        &[7; 32]
    }

    fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(async {
            self.waits.at("signer").await;
            Ok(vec![7; 64])
        })
    }
}

impl Slow {
    fn grant(&self, place: &'static str) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let slow = self.clone();
        Box::pin(async move {
            slow.waits.at(place).await;
            let refresh_token = Some("r".into());
            // A token of its own each time, so that one that was refused is told from the next.
            let number = slow.asked.load(Ordering::Relaxed);
            Ok(Grant { access_token: format!("t{number}").into(), lifetime: None, refresh_token })
        })
    }
}

impl TokenSource for Slow {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        self.grant("token")
    }

    fn refresh(&self, _: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        self.grant("refresh")
    }
}

impl TokenStore for Slow {
    fn load(&self) -> BoxFuture<'static, Option<Token>> {
        let waits = self.waits.clone();
        Box::pin(async move {
            waits.at("store loads").await;
            None
        })
    }

    fn save(&self, _: &Token) -> BoxFuture<'static, ()> {
        let waits = self.waits.clone();
        Box::pin(async move { waits.at("store saves").await })
    }
}

fn client(slow: &Slow) -> Client {
    let client = ClientBuilder::for_api(&API)
        .base_url("https://api.test")
        .transport(slow.clone())
        .sleep(slow.clone())
        .call_policy(slow.clone())
        .attempt_policy(slow.clone())
        .retry(Retry::attempts(5).with_delays(Duration::from_millis(1), Duration::from_millis(1)))
        .retry_budget(RetryBudget::new(1000, 0))
        .increasing_timestamps()
        .credential("Key", Signing::new(&Plain, slow.clone()))
        .build()
        .unwrap();
    client.with_credential("Other", TokenCredential::new(Tokens::new(slow.clone()).store(slow.clone()), &["Key"]))
}

/// Makes a call that works, or the test is over.
async fn works(client: &Client, when: &str) {
    let call = literal::<Secured>(client, "/vault").send();
    let result = tokio::time::timeout(Duration::from_secs(10), call).await;
    assert_eq!(result.unwrap_or_else(|_| panic!("{when}: it hangs")).unwrap().id, 7, "{when}");
}

/// Polls a call at most so many times, and drops it; returns whether it was complete.
fn dropped_after(polls: usize, client: &Client) -> bool {
    let mut call = pin!(literal::<Secured>(client, "/vault").send());
    let mut context = Context::from_waker(Waker::noop());
    (0..polls).any(|_| call.as_mut().poll(&mut context).is_ready())
}

#[tokio::test]
async fn a_call_that_is_dropped_anywhere_leaves_a_client_that_works() {
    let mut met = BTreeSet::new();
    for polls in 0.. {
        let slow = Slow { troubled: true, ..Slow::default() };
        let client = client(&slow);
        let is_complete = dropped_after(polls, &client);
        met.insert(*slow.waits.0.lock().unwrap());
        let when = format!("dropped at its poll {polls}, in {}", slow.waits.0.lock().unwrap());
        for _ in 0..2 {
            works(&client, &when).await;
        }
        if is_complete {
            break;
        }
    }
    met.remove("");
    assert_eq!(met.into_iter().collect::<Vec<_>>(), PLACES);
}

#[tokio::test]
async fn those_who_wait_with_a_call_that_is_dropped_go_on() {
    for polls in 0.. {
        let slow = Slow::default();
        let client = client(&slow);
        // They ask for a token with the one that is dropped, and are woken though it was the last to drive the work.
        let others: Vec<_> = (0..3)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { works(&client, "beside a call that was dropped").await })
            })
            .collect();
        let mut call = Box::pin(literal::<Secured>(&client, "/vault").send());
        let mut is_complete = false;
        for _ in 0..polls {
            is_complete |= poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_ready())).await;
            if is_complete {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(call);
        for other in others {
            other.await.unwrap();
        }
        if is_complete {
            break;
        }
    }
}
