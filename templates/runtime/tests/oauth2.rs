//! Tokens of an authorization server: what it is asked for, how who asks proves itself, and what its refusals become.

#![cfg(feature = "mock")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use signet_runtime::runtime::*;

static API: Api = Api { name: "Shop", version: "1", user_agent: "shop/1", query: QueryEncoding::Rfc6570 };

const URL: &str = "https://auth.test/token/?tenant=a";

#[derive(Clone, Default)]
struct Hand(Arc<AtomicU64>);

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

struct Orders;

/// No error body is documented.
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
        query: &[],
        security: &[&["OAuth2"]],
        success: &[(Status::Exact(200), "application/json", 0)],
        errors: &[],
    };
}

/// Refuses everything: only what comes from the API is checked.
#[derive(Debug)]
struct Suspicious;

impl Verify for Suspicious {
    fn verify(&self, _: u16, headers: &http::HeaderMap, _: &[u8]) -> Result<Verification, VerificationFault> {
        if headers.contains_key("sealed") { Ok(Verification::Verified) } else { Err(VerificationFault::Unsigned) }
    }
}

fn app(mock: &MockTransport, clock: &Hand) -> Client {
    let app = ClientBuilder::for_api(&API).base_url("https://api.test/v1").transport(mock.clone()).clock(clock.clone());
    app.verifier(Arc::new(Suspicious)).build().unwrap()
}

fn with(app: &Client, asking: OAuth2) -> Client {
    let tokens = Tokens::new(OAuth2Source::new(app, URL, "/refresh", asking));
    app.with_credential("OAuth2", TokenCredential::new(tokens, &[]))
}

async fn orders(client: &Client) -> Result<Bytes, Error<Undocumented>> {
    let mut call = RawCall::new(client, Orders::OPERATION);
    call.path("/orders");
    Call::<Orders>::from_raw(call).send().await
}

fn granted(mock: &MockTransport, answer: &'static str) {
    mock.on("oauth2_token", MockResponse::json(200, answer));
}

/// What was asked: method and URL, who asked, and the body.
fn asked(mock: &MockTransport) -> Vec<(String, String, String)> {
    let requests = mock.requests().into_iter().filter(|request| request.uri().path() != "/v1/orders");
    let shown = requests.map(|request| {
        let header = request.headers().get("authorization").map_or("", |value| value.to_str().unwrap()).to_owned();
        assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
        assert_eq!(request.headers()["accept"], "application/json");
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        (format!("{} {}", request.method(), request.uri()), header, body)
    });
    shown.collect()
}

fn expected(url: &str, header: &str, body: &str) -> (String, String, String) {
    (format!("POST {url}"), header.to_owned(), body.to_owned())
}

#[tokio::test]
async fn one_request_for_all_and_another_before_the_end() {
    let (mock, clock) = (MockTransport::new(), Hand::default());
    let app = app(&mock, &clock);
    mock.on("orders", MockResponse::json(200, "[]").with_header("sealed", "1").repeated());
    granted(&mock, r#"{"access_token":"t-1","token_type":"bearer","expires_in":100}"#);
    let client = with(&app, OAuth2::client_credentials("me", "s3cret").scope("read").scope("write"));
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { orders(&client).await.unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let first = expected(URL, "Basic bWU6czNjcmV0", "grant_type=client_credentials&scope=read+write");
    assert_eq!(asked(&mock), std::slice::from_ref(&first));
    granted(&mock, r#"{"access_token":"t-2","expires_in":100,"refresh_token":"r-2"}"#);
    clock.0.store(60, Ordering::SeqCst);
    orders(&client).await.unwrap();
    granted(&mock, r#"{"access_token":"t-3"}"#);
    clock.0.store(120, Ordering::SeqCst);
    orders(&client).await.unwrap();
    let body = "grant_type=refresh_token&refresh_token=r-2&scope=read+write";
    let refresh = expected("https://api.test/refresh", "Basic bWU6czNjcmV0", body);
    assert_eq!(asked(&mock), [first.clone(), first, refresh]);
    let last = mock.requests().pop().unwrap();
    assert_eq!(last.headers()["authorization"], "Bearer t-3");
}

#[tokio::test]
async fn who_asks_proves_itself_as_the_server_wants() {
    let body = "grant_type=client_credentials&client_id=a%26b&client_secret=%25+%2B&audience=https%3A%2F%2Fapi";
    for (asking, wanted) in [
        // Both are encoded before they are joined (RFC 6749, section 2.3.1).
        (OAuth2::client_credentials("a:b", "%"), expected(URL, "Basic YSUzQWI6JTI1", "grant_type=client_credentials")),
        (
            OAuth2::client_credentials("a&b", "% +").credentials_in_body().parameter("audience", "https://api"),
            expected(URL, "", body),
        ),
        (
            OAuth2::refresh_token("app", None, "r-1"),
            expected("https://api.test/refresh", "", "grant_type=refresh_token&refresh_token=r-1&client_id=app"),
        ),
        (
            OAuth2::refresh_token("app", Some("s".into()), "r-1").token_url("http://127.0.0.1:9/t"),
            expected("http://127.0.0.1:9/t", "Basic YXBwOnM=", "grant_type=refresh_token&refresh_token=r-1"),
        ),
    ] {
        let (mock, clock) = (MockTransport::new(), Hand::default());
        mock.on("orders", MockResponse::json(200, "[]").with_header("sealed", "1"));
        granted(&mock, r#"{"access_token":"t"}"#);
        let shown = format!("{asking:?} {:?}", OAuth2Source::new(&app(&mock, &clock), URL, URL, asking.clone()));
        assert!(!shown.contains('%') && !shown.contains("r-1") && !shown.contains("https://api\""), "{shown}");
        orders(&with(&app(&mock, &clock), asking)).await.unwrap();
        assert_eq!(asked(&mock), [wanted]);
    }
}

#[tokio::test]
async fn a_refusal_is_typed_and_shows_nothing_that_the_server_repeats() {
    for (status, body, reason, shown) in [
        (
            400,
            r#"{"error":"invalid_grant","error_description":"s3cret"}"#,
            RefusalReason::InvalidGrant,
            ": invalid_grant",
        ),
        (401, r#"{"error":"invalid_client"}"#, RefusalReason::InvalidClient, ": invalid_client"),
        (400, r#"{"error":"s3cret","error_description":7,"error_uri":"https://e"}"#, RefusalReason::Other, ""),
        (403, "<html>", RefusalReason::Other, ""),
    ] {
        let (mock, clock) = (MockTransport::new(), Hand::default());
        mock.on("oauth2_token", MockResponse::json(status, body));
        let client = with(&app(&mock, &clock), OAuth2::client_credentials("me", "s3cret"));
        let error = orders(&client).await.unwrap_err();
        let text = match status {
            403 => "the token endpoint responded with status 403 and without an error of RFC 6749".to_owned(),
            _ => format!("the server refused an access token with status {status}{shown}"),
        };
        assert_eq!(error.source().unwrap().to_string(), text);
        assert!(!format!("{error:?} {error} {client:?}").contains("s3cret"));
        let error = error.source().unwrap().downcast_ref::<Arc<TokenError>>().unwrap();
        let (TokenError::Refused(refusal) | TokenError::Unexpected { response: refusal, .. }) = &**error else {
            unreachable!("{error:?}")
        };
        assert_eq!((refusal.status(), refusal.reason()), (status, reason));
        assert_eq!(refusal.uri(), body.contains("error_uri").then_some("https://e"));
        assert_eq!(refusal.description(), body.contains("\"s3cret\"}").then_some("s3cret"));
        assert!(orders(&client).await.is_err());
        assert_eq!(mock.requests().len(), 1, "the server is left alone");
    }
}

#[tokio::test]
async fn a_secret_goes_to_no_plain_server() {
    let (mock, clock) = (MockTransport::new(), Hand::default());
    for url in ["http://auth.test/token", "auth.test/token", "https://auth.test/a/../token", "https://auth.test/#"] {
        let asking = OAuth2::client_credentials("me", "s3cret").token_url(url);
        let error = orders(&with(&app(&mock, &clock), asking)).await.unwrap_err();
        assert!(matches!(&error, Error::Signing(_)), "{url}: {error:?}");
    }
    assert!(mock.requests().is_empty());
}

/// Who needs a token can do no other than ask again, whatever the method says, as long as nothing is spent by asking.
#[cfg(feature = "reqwest")]
#[tokio::test(start_paused = true)]
async fn a_busy_server_is_asked_again_after_the_time_that_it_says() {
    let (mock, clock) = (MockTransport::new(), Hand::default());
    mock.on("orders", MockResponse::json(200, "[]").with_header("sealed", "1"));
    mock.on("oauth2_token", MockResponse::new(503, "<html>").with_header("retry-after", "2"));
    granted(&mock, r#"{"access_token":"t"}"#);
    let begun = tokio::time::Instant::now();
    orders(&with(&app(&mock, &clock), OAuth2::client_credentials("me", "s3cret"))).await.unwrap();
    assert_eq!((asked(&mock).len(), begun.elapsed().as_secs()), (2, 2));
}
