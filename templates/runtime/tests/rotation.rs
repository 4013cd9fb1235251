//! Refresh tokens that are replaced each time they are used, by a server that ends the session when it sees one again
//! (RFC 9700, section 4.14.2), and that is not always well.

#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use signet_runtime::runtime::*;

static API: Api = Api { name: "Shop", version: "1", user_agent: "shop/1", query: QueryEncoding::Rfc6570 };

const LIFETIME: u64 = 100;

#[derive(Clone, Default)]
struct Hand(Arc<AtomicU64>);

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

struct Orders;

/// The error body of operations that document none.
#[derive(Debug)]
enum Undocumented {}

impl ErrorBody for Undocumented {
    const BODIES: usize = 0;
}

impl Op for Orders {
    type Output = Bytes;
    type Error = Undocumented;
    const OPERATION: &'static Operation = &Operation {
        id: "orders",
        method: "GET",
        path: "/orders",
        accept: None,
        security: &[&["OAuth2"]],
        query: &[],
        success: &[(Status::Exact(200), "application/octet-stream", 0)],
        errors: &[],
    };
}

/// A server with one session. Tokens are numbered: `r-7` is replaced by `r-8`.
#[derive(Clone)]
struct Server(Arc<Mutex<Session>>);

struct Session {
    /// The number of the present refresh token.
    present: u64,
    is_alive: bool,
    /// How many refresh tokens came that had been replaced.
    replays: usize,
    requests: usize,
    /// Whether it is well all the time.
    is_well: bool,
    /// What happens to the next requests, whatever it would answer.
    mishaps: VecDeque<Mishap>,
    random: u64,
}

/// `Mishap` is what happens to a request on its way.
#[derive(Clone, Copy)]
enum Mishap {
    /// It is processed, and the response is lost.
    Lost,
    /// No connection is made.
    Refused,
    /// The server says that it did not process it.
    NotProcessed,
}

impl Session {
    fn draw(&mut self) -> u64 {
        // SplitMix64.
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 32
    }

    fn answer(&mut self, body: &str) -> Option<(u16, String)> {
        self.requests += 1;
        let sent = body.split('&').find_map(|pair| pair.strip_prefix("refresh_token=r-")).unwrap();
        if sent.parse::<u64>().unwrap() != self.present {
            self.replays += 1;
            self.is_alive = false;
        }
        let refusal = r#"{"error":"invalid_grant"}"#.to_owned();
        if !self.is_alive {
            return Some((400, refusal));
        }
        let html = "<html>Forbidden</html>".to_owned();
        match if self.is_well { 9 } else { self.draw() % 10 } {
            0 => Some((403, r#"{"message":"Forbidden"}"#.to_owned())),
            1 => Some((403, html)),
            2 => Some((404, html)),
            3 => Some((500, r#"{"error":"server_error"}"#.to_owned())),
            4 => Some((200, html)),
            5 => None,
            _ => {
                self.present += 1;
                let number = self.present;
                Some((
                    200,
                    format!(
                        r#"{{"access_token":"t-{number}","refresh_token":"r-{number}","expires_in":"{LIFETIME}"}}"#
                    ),
                ))
            }
        }
    }
}

impl Transport for Server {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let answer = if request.uri().path() == "/orders" {
            Some((200, "[]".to_owned()))
        } else {
            let mut session = self.0.lock().unwrap();
            let body = std::str::from_utf8(request.body()).unwrap();
            let failed = |kind| Box::pin(std::future::ready(Err(TransportError::new(kind, "a mishap"))));
            match session.mishaps.pop_front() {
                Some(Mishap::Refused) => return failed(TransportErrorKind::Connect),
                Some(Mishap::NotProcessed) => return failed(TransportErrorKind::NotProcessed),
                Some(Mishap::Lost) => {
                    session.answer(body);
                    return failed(TransportErrorKind::Other);
                }
                None => session.answer(body),
            }
        };
        let answer = match answer {
            Some((status, body)) => {
                let mut response = http::Response::new(ResponseBody::from(Bytes::from(body)));
                *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
                Ok(response)
            }
            None => Err(TransportError::new(TransportErrorKind::Other, "the connection was closed")),
        };
        Box::pin(std::future::ready(answer))
    }
}

struct NoTime;

impl Sleep for NoTime {
    /// Only what is short is over at once: waiting for a retry, and no timeout.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration < Duration::from_secs(10) {
            return Box::pin(std::future::ready(()));
        }
        Box::pin(std::future::pending())
    }
}

fn server(is_well: bool) -> Server {
    let session =
        Session { present: 0, is_alive: true, replays: 0, requests: 0, is_well, mishaps: VecDeque::new(), random: 11 };
    Server(Arc::new(Mutex::new(session)))
}

fn client(server: &Server, clock: &Hand) -> Client {
    retrying(server, clock, Retry::never())
}

fn retrying(server: &Server, clock: &Hand, retry: Retry) -> Client {
    let app = ClientBuilder::for_api(&API)
        .base_url("https://api.test")
        .transport(server.clone())
        .clock(clock.clone())
        .sleep(NoTime)
        .retry(retry)
        .build()
        .unwrap();
    let source = OAuth2Source::new(&app, "/token", "/token", OAuth2::refresh_token("app", None, "r-0"));
    app.with_credential("OAuth2", TokenCredential::new(Tokens::new(source), &[]))
}

async fn orders(client: &Client) -> Result<Bytes, Error<Undocumented>> {
    let mut call = RawCall::new(client, Orders::OPERATION);
    call.path("/orders");
    Call::<Orders>::from_raw(call).send().await
}

#[tokio::test]
async fn no_replaced_refresh_token_is_sent_in_1000_renewals() {
    let (server, clock) = (server(false), Hand::default());
    let client = client(&server, &clock);
    let mut failed = 0;
    while server.0.lock().unwrap().present < 1_000 {
        failed += usize::from(orders(&client).await.is_err());
        clock.0.fetch_add(LIFETIME / 10, Ordering::SeqCst);
        let session = server.0.lock().unwrap();
        assert_eq!((session.is_alive, session.replays), (true, 0), "after {} renewals", session.present);
    }
    let session = server.0.lock().unwrap();
    assert!(session.requests > 1_500, "the server was well: {} requests", session.requests);
    // Calls fail only when the token is not valid any more: after five refusals in a row, or a response that may have been lost.
    assert!(failed < 1_000, "{failed} calls failed");
}

#[tokio::test]
async fn the_first_refresh_token_is_not_sent_again_when_the_session_has_ended() {
    let (server, clock) = (server(true), Hand::default());
    let client = client(&server, &clock);
    for _ in 0..3 {
        orders(&client).await.unwrap();
        clock.0.fetch_add(LIFETIME, Ordering::SeqCst);
    }
    server.0.lock().unwrap().is_alive = false;
    for _ in 0..3 {
        let error = orders(&client).await.unwrap_err();
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), "the server refused an access token with status 400: invalid_grant");
        clock.0.fetch_add(LIFETIME, Ordering::SeqCst);
    }
    assert_eq!(server.0.lock().unwrap().replays, 0);
}

#[tokio::test]
async fn a_refresh_token_is_sent_again_only_if_it_was_certainly_not_processed() {
    let (server, clock) = (server(true), Hand::default());
    let client = retrying(&server, &clock, Retry::attempts(3));
    server.0.lock().unwrap().mishaps.extend([Mishap::Refused, Mishap::NotProcessed]);
    orders(&client).await.unwrap();
    assert_eq!(server.0.lock().unwrap().requests, 1);
    // A response that is lost takes the newer refresh token along: the present token is used for as long as it is valid.
    server.0.lock().unwrap().mishaps.push_back(Mishap::Lost);
    for seconds in (50..LIFETIME).step_by(10) {
        clock.0.store(seconds, Ordering::SeqCst);
        orders(&client).await.unwrap();
    }
    let seen = |server: &Server| {
        let session = server.0.lock().unwrap();
        (session.requests, session.replays)
    };
    assert_eq!(seen(&server), (2, 0));
    // Then nothing else is left than to find out whether the server processed it.
    clock.0.store(LIFETIME, Ordering::SeqCst);
    let error = orders(&client).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the server refused an access token with status 400: invalid_grant");
    assert_eq!(seen(&server), (3, 1), "it is sent once, and not again");
}
