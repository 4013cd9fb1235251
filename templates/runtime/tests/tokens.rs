//! Tokens: one request for all who wait, renewed in time, kept while they are valid, and one clear error for all.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::future::{Future, poll_fn};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use signet_runtime::runtime::*;

use crate::petstore::*;

static RULE: TokenRule =
    TokenRule { access_token: "access_token", lifetime: Some("expires_in"), refresh_token: Some("refresh_token") };

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A clock that is set by hand.
#[derive(Clone, Default)]
struct Hand(Arc<AtomicU64>);

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        at(self.0.load(Ordering::SeqCst))
    }
}

/// Grants tokens that are numbered and live for 100 seconds, when it is let.
#[derive(Clone, Default)]
struct Mint {
    asked: Arc<Mutex<Vec<String>>>,
    fails: Arc<AtomicBool>,
    revoked: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
}

impl Mint {
    fn grant(&self, how: &str) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let mint = self.clone();
        let number = {
            let mut asked = mint.asked.lock().unwrap();
            asked.push(how.to_owned());
            asked.len()
        };
        let refuses = how != "get" && self.revoked.load(Ordering::SeqCst);
        Box::pin(async move {
            poll_fn(|_| if mint.held.load(Ordering::SeqCst) { Poll::Pending } else { Poll::Ready(()) }).await;
            if mint.fails.load(Ordering::SeqCst) || refuses {
                return Err(TokenError::Refused(Refusal::new(400)));
            }
            Ok(Grant {
                access_token: format!("token-{number}").into(),
                lifetime: Some(Duration::from_secs(100)),
                refresh_token: Some(format!("refresh-{number}").into()),
            })
        })
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl TokenSource for Mint {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        self.grant("get")
    }

    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        self.grant(refresh_token.expose())
    }
}

fn poll<T>(future: &mut (impl Future<Output = T> + Unpin)) -> Poll<T> {
    std::pin::Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

async fn shown(tokens: &Tokens, seconds: u64) -> String {
    tokens.token(at(seconds)).await.unwrap().access_token.expose().to_owned()
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_before_its_end() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone()).refresh_window(Duration::from_secs(10));
    for (seconds, expected) in [(0, "token-1"), (89, "token-1"), (90, "token-2"), (179, "token-2"), (500, "token-3")] {
        assert_eq!(shown(&tokens, seconds).await, expected, "{seconds}");
    }
    assert_eq!(mint.asked(), ["get", "refresh-1", "refresh-2"]);
}

#[tokio::test]
async fn a_valid_token_serves_while_renewing_fails() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone()).refresh_window(Duration::from_secs(10));
    assert_eq!(shown(&tokens, 0).await, "token-1");
    mint.fails.store(true, Ordering::SeqCst);
    for seconds in [90, 91, 94] {
        assert_eq!(shown(&tokens, seconds).await, "token-1");
    }
    assert_eq!(mint.asked().len(), 3, "it refreshed, got, and paused");
    assert!(matches!(&*tokens.token(at(100)).await.unwrap_err(), TokenError::Refused(why) if why.status() == 400));
    mint.fails.store(false, Ordering::SeqCst);
    assert_eq!(shown(&tokens, 106).await, "token-6");
}

#[tokio::test]
async fn a_revoked_refresh_token_is_not_used_twice() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone());
    shown(&tokens, 0).await;
    mint.revoked.store(true, Ordering::SeqCst);
    assert_eq!(shown(&tokens, 100).await, "token-3");
    assert_eq!(mint.asked(), ["get", "refresh-1", "get"]);
}

#[test]
fn all_wait_for_one_and_any_may_go() {
    let mint = Mint::default();
    mint.held.store(true, Ordering::SeqCst);
    let tokens = Tokens::new(mint.clone());
    let mut waiting: Vec<_> = (0..64).map(|_| Box::pin(tokens.token(at(0)))).collect();
    assert!(waiting.iter_mut().all(|each| poll(each).is_pending()));
    // The one that asked, and half of the others.
    waiting.drain(..32);
    mint.held.store(false, Ordering::SeqCst);
    for each in &mut waiting {
        let Poll::Ready(Ok(token)) = poll(each) else { panic!("it goes on without the first") };
        assert_eq!(token.access_token.expose(), "token-1");
    }
    assert_eq!(mint.asked().len(), 1);
}

#[test]
fn all_who_wait_are_told_the_same_error_and_then_nobody_asks() {
    let mint = Mint::default();
    mint.held.store(true, Ordering::SeqCst);
    mint.fails.store(true, Ordering::SeqCst);
    let tokens = Tokens::new(mint.clone());
    let mut waiting: Vec<_> = (0..64).map(|_| Box::pin(tokens.token(at(0)))).collect();
    assert!(waiting.iter_mut().all(|each| poll(each).is_pending()));
    mint.held.store(false, Ordering::SeqCst);
    let later = (0..64).map(|_| Box::pin(tokens.token(at(4))));
    for mut each in waiting.into_iter().chain(later) {
        assert!(matches!(poll(&mut each), Poll::Ready(Err(error)) if matches!(*error, TokenError::Refused(_))));
    }
    assert_eq!(mint.asked().len(), 1);
}

#[tokio::test]
async fn a_refresh_token_that_was_revoked_for_good_is_one_error_for_all_and_no_storm() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone());
    shown(&tokens, 0).await;
    for flag in [&mint.revoked, &mint.fails, &mint.held] {
        flag.store(true, Ordering::SeqCst);
    }
    let mut waiting: Vec<_> = (0..64).map(|_| Box::pin(tokens.token(at(100)))).collect();
    assert!(waiting.iter_mut().all(|each| poll(each).is_pending()));
    mint.held.store(false, Ordering::SeqCst);
    let mut errors = Vec::new();
    for each in waiting {
        errors.push(each.await.unwrap_err());
    }
    assert!(errors.iter().all(|error| Arc::ptr_eq(error, &errors[0])), "it is one and the same");
    assert_eq!(errors[0].to_string(), "the server refused an access token with status 400");
    assert_eq!(mint.asked(), ["get", "refresh-1", "get"], "it was renewed once, got once, and then left alone");
}

#[test]
fn when_all_go_the_next_one_starts_anew() {
    let mint = Mint::default();
    mint.held.store(true, Ordering::SeqCst);
    let tokens = Tokens::new(mint.clone());
    let mut first = Box::pin(tokens.token(at(0)));
    assert!(poll(&mut first).is_pending());
    drop(first);
    mint.held.store(false, Ordering::SeqCst);
    assert!(matches!(poll(&mut Box::pin(tokens.token(at(0)))), Poll::Ready(Ok(_))));
    assert_eq!(mint.asked().len(), 2);
}

/// A source that hangs costs one call its time, and not each.
#[test]
fn when_all_give_up_on_a_renewal_others_go_on_with_the_token_there_is() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone()).refresh_window(Duration::from_secs(10));
    let token = |seconds| poll(&mut Box::pin(tokens.token(at(seconds)))).map(|token| token.unwrap().access_token);
    assert_eq!(token(0), Poll::Ready("token-1".into()));
    mint.held.store(true, Ordering::SeqCst);
    assert_eq!(token(90), Poll::Pending);
    assert_eq!([token(91), token(95)], [(); 2].map(|()| Poll::Ready("token-1".into())));
    assert_eq!(token(96), Poll::Pending, "after 5 seconds it is asked once more");
    assert_eq!(token(96), Poll::Ready("token-1".into()));
    assert_eq!(token(101), Poll::Pending, "there is no valid token any longer");
    mint.held.store(false, Ordering::SeqCst);
    assert_eq!(token(101), Poll::Ready("token-5".into()));
}

/// However long a source takes to fail, it is left alone after that.
#[test]
fn the_pause_begins_with_the_last_call_before_the_failure() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone());
    mint.fails.store(true, Ordering::SeqCst);
    mint.held.store(true, Ordering::SeqCst);
    let (mut first, mut other) = (Box::pin(tokens.token(at(0))), Box::pin(tokens.token(at(60))));
    assert!(poll(&mut first).is_pending() && poll(&mut other).is_pending());
    mint.held.store(false, Ordering::SeqCst);
    assert!(matches!((poll(&mut first), poll(&mut other)), (Poll::Ready(Err(_)), Poll::Ready(Err(_)))));
    let fails = |seconds| matches!(poll(&mut Box::pin(tokens.token(at(seconds)))), Poll::Ready(Err(_)));
    assert!(fails(60) && fails(64));
    assert_eq!(mint.asked().len(), 1);
    assert!(fails(65));
    assert_eq!(mint.asked().len(), 2);
}

#[tokio::test]
async fn those_who_wait_in_other_tasks_are_woken() {
    let mint = Mint::default();
    let tokens = Tokens::new(Slow(mint.clone()));
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let tokens = tokens.clone();
            tokio::spawn(async move { tokens.token(at(0)).await.unwrap() })
        })
        .collect();
    tokio::task::yield_now().await;
    tasks[0].abort();
    for task in tasks.into_iter().skip(1) {
        assert_eq!(task.await.unwrap().access_token.expose(), "token-1");
    }
    assert_eq!(mint.asked().len(), 1);
}

/// Grants after a while.
struct Slow(Mint);

impl TokenSource for Slow {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let grant = self.0.get();
        Box::pin(async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            grant.await
        })
    }
}

#[test]
fn a_source_that_panics_is_an_error_for_the_others() {
    struct Panics;
    impl TokenSource for Panics {
        fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
            let mut polls = 0;
            Box::pin(poll_fn(move |_| {
                polls += 1;
                if polls > 2 { panic!("by the source") } else { Poll::Pending }
            }))
        }
    }
    let tokens = Tokens::new(Panics);
    let (mut one, mut other) = (Box::pin(tokens.token(at(0))), Box::pin(tokens.token(at(0))));
    assert!(poll(&mut one).is_pending() && poll(&mut other).is_pending());
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| poll(&mut one))).is_err());
    assert!(matches!(poll(&mut other), Poll::Ready(Err(error)) if matches!(*error, TokenError::Lost)));
}

#[tokio::test]
async fn a_store_is_asked_before_the_source_and_told_after_it() {
    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Option<Token>>>);
    impl TokenStore for Memory {
        fn load(&self) -> BoxFuture<'static, Option<Token>> {
            Box::pin(std::future::ready(self.0.lock().unwrap().clone()))
        }
        fn save(&self, token: &Token) -> BoxFuture<'static, ()> {
            *self.0.lock().unwrap() = Some(token.clone());
            Box::pin(std::future::ready(()))
        }
    }
    let (mint, memory) = (Mint::default(), Memory::default());
    shown(&Tokens::new(mint.clone()).store(memory.clone()), 0).await;
    assert_eq!(shown(&Tokens::new(mint.clone()).store(memory.clone()), 10).await, "token-1");
    assert_eq!(mint.asked().len(), 1);
    assert_eq!(shown(&Tokens::new(mint.clone()).store(memory.clone()), 200).await, "token-2");
    assert_eq!(mint.asked(), ["get", "refresh-1"]);
}

/// A store that takes its time.
#[derive(Clone, Default)]
struct Held(Arc<Mutex<Vec<&'static str>>>, Arc<AtomicBool>);

impl Held {
    fn wait<T: Send + 'static>(&self, what: &'static str, then: T) -> BoxFuture<'static, T> {
        self.0.lock().unwrap().push(what);
        let (held, mut then) = (self.1.clone(), Some(then));
        Box::pin(poll_fn(move |_| match then.take_if(|_| !held.load(Ordering::SeqCst)) {
            Some(then) => Poll::Ready(then),
            None => Poll::Pending,
        }))
    }
}

impl TokenStore for Held {
    fn load(&self) -> BoxFuture<'static, Option<Token>> {
        let refresh_token = Some("kept".into());
        self.wait("load", Some(Token { access_token: "old".into(), expires_at: Some(at(0)), refresh_token }))
    }

    fn save(&self, _token: &Token) -> BoxFuture<'static, ()> {
        self.wait("save", ())
    }
}

#[test]
fn who_gives_up_on_a_store_loses_no_refresh_token() {
    let (mint, store) = (Mint::default(), Held::default());
    let tokens = Tokens::new(mint.clone()).store(store.clone());
    let token = |seconds| poll(&mut Box::pin(tokens.token(at(seconds)))).map(|token| token.unwrap().access_token);
    store.1.store(true, Ordering::SeqCst);
    assert_eq!(token(1), Poll::Pending, "loading takes its time");
    store.1.store(false, Ordering::SeqCst);
    assert_eq!(token(1), Poll::Ready("token-1".into()));
    assert_eq!(mint.asked(), ["kept"], "what the store kept was used");
    store.1.store(true, Ordering::SeqCst);
    assert_eq!(token(101), Poll::Pending, "saving takes its time");
    assert_eq!(token(101), Poll::Ready("token-2".into()), "and the token is there already");
    assert_eq!(mint.asked(), ["kept", "refresh-1"], "a refresh token is not used twice");
    assert_eq!(*store.0.lock().unwrap(), ["load", "load", "save", "save"]);
}

/// A server that knows one token at a time, and grants it.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    answer: String,
    valid: String,
    requests: Vec<(String, Option<String>, bool)>,
}

impl Transport for Server {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let mut seen = self.0.lock().unwrap();
        let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let path = request.uri().path().to_owned();
        let (status, body) = match (path.as_str(), header("authorization")) {
            ("/v2/pet", _) => (200, seen.answer.clone()),
            (_, Some(value)) if value == format!("Bearer {}", seen.valid) => (200, r#"{"id":1}"#.to_owned()),
            _ => (401, r#"{"error":"who?"}"#.to_owned()),
        };
        seen.requests.push((path, header("authorization"), header("key").is_some()));
        let mut response = http::Response::new(ResponseBody::from(Bytes::from(body)));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }

    fn streams_bodies(&self) -> bool {
        true
    }
}

/// Makes a client whose tokens come from `/pet`, a call of the API, for the scheme `Other`, beside `Key`.
fn client(server: &Server, clock: &Hand) -> Client {
    let app = ClientBuilder::for_api(&API)
        .base_url("https://api.test/v2")
        .transport(server.clone())
        .clock(clock.clone())
        .sleep(NoTime)
        .retry(Retry::never())
        .credential("Key", Seal(Key("k")));
    // A `Sleep` that is over at once would end calls: these have none to wait for.
    let app = app.timeout(Duration::from_secs(1)).build().unwrap();
    let source = CallSource::new(&app, &RULE, |client| literal::<Granting>(client, "/pet"));
    app.with_credential("Other", TokenCredential::new(Tokens::new(source), &["Key"]))
}

struct Granting;

impl Op for Granting {
    type Output = Bytes;
    type Error = Undocumented;
    const OPERATION: &'static Operation = &Operation {
        id: "granting",
        method: "GET",
        path: "/pet",
        accept: None,
        query: &[],
        security: &[&["Key"]],
        success: &[(Status::Exact(200), "application/json", 0)],
        errors: &[],
    };
}

struct Guarded;

impl Op for Guarded {
    type Output = Pet;
    type Error = Problem;
    const OPERATION: &'static Operation = &Operation {
        id: "guarded",
        method: "POST",
        path: "/vault",
        accept: None,
        query: &[],
        security: &[&["Key"], &["Other"]],
        success: &[(Status::Exact(200), "application/json", 0)],
        errors: &[(Status::Class(4), "application/json", 0)],
    };
}

impl Server {
    fn grants(&self, token: &str, valid: &str) {
        let mut seen = self.0.lock().unwrap();
        seen.answer = format!(r#"{{"access_token":"{token}","expires_in":100,"refresh_token":"r"}}"#);
        valid.clone_into(&mut seen.valid);
    }

    fn answers(&self, text: &str) {
        text.clone_into(&mut self.0.lock().unwrap().answer);
    }

    fn requests(&self) -> Vec<(String, Option<String>, bool)> {
        std::mem::take(&mut self.0.lock().unwrap().requests)
    }
}

fn request(path: &str, token: Option<&str>) -> (String, Option<String>, bool) {
    (path.to_owned(), token.map(|token| format!("Bearer {token}")), true)
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_a_call() {
    let (server, clock) = (Server::default(), Hand::default());
    let client = client(&server, &clock);
    server.grants("a", "a");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    assert_eq!(server.requests(), [request("/v2/pet", None), request("/v2/vault", Some("a"))]);
    server.grants("b", "b");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    let expected = [request("/v2/vault", Some("a")), request("/v2/pet", None), request("/v2/vault", Some("b"))];
    assert_eq!(server.requests(), expected);
    server.grants("c", "something else");
    let error = literal::<Guarded>(&client, "/vault").send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn answers_that_grant_nothing_are_typed_errors_without_a_secret() {
    for (answer, expected) in [
        ("{}", "the response contains no access token"),
        (r#"{"access_token":""}"#, "the response contains no access token"),
        (r#"{"access_token":null}"#, "the response contains no access token"),
        (r#"{"access_token":"sesame","expires_in":-1}"#, "the lifetime of the access token is not a number of seconds"),
        (
            r#"{"access_token":"sesame","expires_in":"soon"}"#,
            "the lifetime of the access token is not a number of seconds",
        ),
        (
            r#"{"access_token":"sesame","expires_in":[9]}"#,
            "the lifetime of the access token is not a number of seconds",
        ),
        (r#"{"error":"access_denied"}"#, "the response contains no access token"),
        (r#"{"error":"invalid_client"}"#, "the server refused an access token with status 200: invalid_client"),
        (r#"["sesame"]"#, "the response with the access token cannot be decoded"),
        (r#"{"access_token":"sesame""#, "the response with the access token cannot be decoded"),
    ] {
        let (server, clock) = (Server::default(), Hand::default());
        let client = client(&server, &clock);
        server.answers(answer);
        let error = literal::<Guarded>(&client, "/vault").send().await.unwrap_err();
        assert!(matches!(&error, Error::Signing(error) if matches!(error.fault(), SigningError::Token(_))), "{answer}");
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), expected, "{answer}");
        assert!(!error.is_retryable());
        let text = format!("{error} {error:?} {client:?}");
        assert!(!text.contains("sesame"), "{text}");
        assert_eq!(server.requests().len(), 1, "no call was made without a token, and none again");
    }
}

#[tokio::test]
async fn a_lifetime_beyond_all_time_does_not_end() {
    let (server, clock) = (Server::default(), Hand::default());
    let client = client(&server, &clock);
    server.grants("a", "a");
    server.answers(r#"{"access_token":"a","expires_in":9223372036854775807}"#);
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    clock.0.store(1 << 40, Ordering::SeqCst);
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    assert_eq!(server.requests().len(), 3);
}

/// Servers write lifetimes as texts and as floats.
#[tokio::test]
async fn lifetimes_are_read_however_they_are_written() {
    for text in ["100", "100.0", "100.9", r#""100""#, r#""100.0""#, "1e2"] {
        let (server, clock) = (Server::default(), Hand::default());
        let client = client(&server, &clock);
        server.grants("a", "a");
        server.answers(&format!(r#"{{"access_token":"a","expires_in":{text}}}"#));
        let mut requests = 0;
        for (seconds, more) in [(0, 2), (49, 1), (51, 2)] {
            clock.0.store(seconds, Ordering::SeqCst);
            literal::<Guarded>(&client, "/vault").send().await.unwrap();
            requests += more;
            assert_eq!(server.0.lock().unwrap().requests.len(), requests, "{text} at {seconds}");
        }
    }
}

/// What such an API objects to is not the token.
#[tokio::test]
async fn an_api_that_refuses_every_token_is_no_storm_on_their_source() {
    let (server, clock) = (Server::default(), Hand::default());
    let client = client(&server, &clock);
    server.grants("a", "something else");
    let mut asked = Vec::new();
    for (seconds, calls) in [(0, 50), (4, 1), (5, 1), (6, 1), (14, 1), (15, 1), (16, 1)] {
        clock.0.store(seconds, Ordering::SeqCst);
        for number in 0..calls {
            server.grants(&format!("a-{seconds}-{number}"), "something else");
            let error = literal::<Guarded>(&client, "/vault").send().await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), 401);
        }
        asked.push(server.requests().iter().filter(|(path, ..)| path == "/v2/pet").count());
    }
    assert_eq!(asked, [2, 0, 1, 0, 0, 1, 0], "two at first, then after 5 seconds, then after 10");
    server.grants("b", "b");
    clock.0.store(60, Ordering::SeqCst);
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    server.grants("c", "c");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
}

/// The body is gone, and the token is dead all the same.
#[tokio::test]
async fn a_token_that_is_refused_for_an_upload_is_not_used_again() {
    let (server, clock) = (Server::default(), Hand::default());
    // Nothing signs, which would need the whole body first.
    let client = client(&server, &clock).with_credential("Key", Key("k"));
    server.grants("a", "a");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    server.grants("b", "b");
    server.requests();
    let mut call = literal::<Guarded>(&client, "/vault");
    call.raw_mut().request_body(&["text/plain"], RequestBody::from_reader(&b"once"[..]));
    assert_eq!(call.send().await.unwrap_err().status().unwrap().as_u16(), 401);
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    let expected = [request("/v2/vault", Some("a")), request("/v2/pet", None), request("/v2/vault", Some("b"))];
    assert_eq!(server.requests(), expected);
}

#[tokio::test]
async fn a_fixed_token_is_sent_beside_and_never_renewed() {
    let (server, clock) = (Server::default(), Hand::default());
    let app = client(&server, &clock);
    let client = app.with_credential("Other", TokenCredential::new(Tokens::fixed("mine"), &["Key"]));
    server.grants("a", "mine");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    server.grants("a", "a");
    let error = literal::<Guarded>(&client, "/vault").send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(server.requests(), [request("/v2/vault", Some("mine")), request("/v2/vault", Some("mine"))]);
}

/// A server that is busy says for how long, and nobody asks before.
#[tokio::test]
async fn a_source_is_left_alone_for_as_long_as_it_asks() {
    struct Busy(Arc<AtomicU64>);
    impl TokenSource for Busy {
        fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            let retry_after = Some(Duration::from_secs(30));
            let response = Refusal::new(503);
            Box::pin(std::future::ready(Err(TokenError::Unexpected { response, retry_after })))
        }
    }
    let asked = Arc::new(AtomicU64::new(0));
    let tokens = Tokens::new(Busy(Arc::clone(&asked)));
    for (seconds, expected) in [(0, 1), (5, 1), (29, 1), (30, 2)] {
        let error = tokens.token(at(seconds)).await.unwrap_err();
        assert_eq!(error.to_string(), "the token endpoint responded with status 503 and without an error of RFC 6749");
        assert_eq!(asked.load(Ordering::SeqCst), expected, "{seconds}");
    }
}

/// A source that hangs costs no call anything while the token is valid, where tokio has threads to wait for it.
#[cfg(feature = "reqwest")]
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn no_call_waits_for_a_renewal_that_hangs() {
    let mint = Mint::default();
    let tokens = Tokens::new(mint.clone()).refresh_window(Duration::from_secs(10));
    assert_eq!(shown(&tokens, 0).await, "token-1");
    mint.held.store(true, Ordering::SeqCst);
    for seconds in 90..100 {
        assert_eq!(shown(&tokens, seconds).await, "token-1");
    }
    let waiting = tokio::spawn({
        let tokens = tokens.clone();
        async move { shown(&tokens, 100).await }
    });
    tokio::task::yield_now().await;
    mint.held.store(false, Ordering::SeqCst);
    // Nothing wakes what is held, so somebody has to look.
    let _ = poll(&mut Box::pin(tokens.token(at(100))));
    assert_eq!(tokio::time::timeout(Duration::from_secs(9), waiting).await.unwrap().unwrap(), "token-2");
    assert_eq!(mint.asked(), ["get", "refresh-1"]);
}

/// The same on one thread, but for a second: what a call started then goes on without it.
#[cfg(feature = "reqwest")]
#[tokio::test(start_paused = true)]
async fn a_call_on_one_thread_waits_a_second_for_a_renewal_that_hangs() {
    struct Nap;
    impl Sleep for Nap {
        fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
            Box::pin(tokio::time::sleep(duration))
        }
    }
    let (server, clock, mint) = (Server::default(), Hand::default(), Mint::default());
    let app = ClientBuilder::for_api(&API).base_url("https://api.test/v2").transport(server.clone()).sleep(Nap);
    let app = app.clock(clock.clone()).credential("Key", Key("k")).build().unwrap();
    let tokens = Tokens::new(mint.clone());
    let client = app.with_credential("Other", TokenCredential::new(tokens.clone(), &["Key"]).timed_by(&app));
    server.grants("", "token-1");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    mint.held.store(true, Ordering::SeqCst);
    clock.0.store(60, Ordering::SeqCst);
    let begun = tokio::time::Instant::now();
    for _ in 0..3 {
        literal::<Guarded>(&client, "/vault").send().await.unwrap();
        assert_eq!(begun.elapsed().as_secs(), 1);
    }
    mint.held.store(false, Ordering::SeqCst);
    clock.0.store(100, Ordering::SeqCst);
    server.grants("", "token-2");
    literal::<Guarded>(&client, "/vault").send().await.unwrap();
    assert_eq!(mint.asked(), ["get", "refresh-1"]);
}

/// A refresh token may be spent as soon as it is sent, and its successor must not be lost.
#[cfg(feature = "reqwest")]
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_call_that_gives_up_does_not_break_a_renewal_off() {
    let mint = Mint::default();
    let tokens = Tokens::new(Slow(mint.clone()));
    let call = tokio::spawn({
        let tokens = tokens.clone();
        async move { shown(&tokens, 0).await }
    });
    while mint.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(shown(&tokens, 0).await, "token-1");
    assert_eq!(mint.asked(), ["get"]);
}

/// Grants a token by a task of the runtime where it is asked, as connections are driven by such tasks.
#[cfg(feature = "reqwest")]
#[derive(Clone, Default)]
struct Tasks(Mint);

#[cfg(feature = "reqwest")]
impl TokenSource for Tasks {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let task = tokio::spawn(self.0.get());
        Box::pin(async { task.await.unwrap_or(Err(TokenError::Lost)) })
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_renewal_on_a_runtime_that_rests_stalls_no_other() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let (resting, other) = (runtime(), runtime());
    let source = Tasks::default();
    let mock = MockTransport::new();
    mock.on("secured", MockResponse::json(200, r#"{"id":1}"#).repeated());
    let client = ClientBuilder::for_api(&API).base_url("https://api.test").transport(mock.clone());
    let client = client.clock(Hand::default()).retry(Retry::never()).build().unwrap();
    let tokens = Tokens::new(source.clone());
    let client = client.with_credential("Key", TokenCredential::new(tokens.clone(), &[]).timed_by(&client));
    let mut first = Box::pin(literal::<Secured>(&client, "/vault").send());
    resting.block_on(async { assert!(poll(&mut first).is_pending()) });
    // Its task does not run any more.
    let waited = other.block_on(async {
        let begun = tokio::time::Instant::now();
        literal::<Secured>(&client, "/vault").send().await.unwrap();
        begun.elapsed()
    });
    assert_eq!((waited.as_secs(), source.0.asked().len()), (1, 2));
    // What the first one brings is for those who waited for it, and not kept.
    resting.block_on(first).unwrap();
    let sent: Vec<_> =
        mock.requests().iter().map(|r| r.headers()["authorization"].to_str().unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer token-2", "Bearer token-1"]);
    assert_eq!(other.block_on(shown(&tokens, 0)), "token-2");
}

#[cfg(feature = "reqwest")]
#[tokio::test(start_paused = true)]
async fn a_slow_renewal_on_a_runtime_that_works_is_waited_for() {
    let source = Tasks::default();
    source.0.held.store(true, Ordering::SeqCst);
    let mock = MockTransport::new();
    mock.on("secured", MockResponse::json(200, r#"{"id":1}"#).repeated());
    let client = ClientBuilder::for_api(&API).base_url("https://api.test").transport(mock);
    let client = client.clock(Hand::default()).retry(Retry::never()).build().unwrap();
    let tokens = Tokens::new(source.clone());
    let client = client.with_credential("Key", TokenCredential::new(tokens, &[]).timed_by(&client));
    let mut first = Box::pin(literal::<Secured>(&client, "/vault").send());
    assert!(poll(&mut first).is_pending());
    let second = literal::<Secured>(&client, "/vault").with_timeout(Duration::from_millis(3_500));
    let error = second.send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(source.0.asked().len(), 1, "it is not begun anew");
}
