//! Secrets that go into a request as they are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use signet_runtime::runtime::auth::api_key::{CookieKey, HeaderKey, QueryKey};
use signet_runtime::runtime::auth::basic::Basic;
use signet_runtime::runtime::auth::bearer::Bearer;
use signet_runtime::runtime::auth::credentials::Alternatives;
use signet_runtime::runtime::*;

async fn applied(credential: impl Credential, uri: &str) -> http::Request<Bytes> {
    assert!(!format!("{credential:?}").contains("s3cr3t"), "{credential:?}");
    let mut request = http::Request::get(uri).body(Bytes::new()).unwrap();
    credential.apply(&mut request, SystemTime::UNIX_EPOCH + Duration::from_secs(1)).await.unwrap();
    assert!(!format!("{:?}", request.headers()).contains("s3cr3t"), "{request:?}");
    request
}

#[tokio::test]
async fn a_key_stands_in_its_header() {
    let request = applied(HeaderKey::new("x-api-key", "s3cr3t"), "http://h/p").await;
    assert_eq!(request.headers()["x-api-key"], "s3cr3t");
}

#[tokio::test]
async fn a_key_stands_last_in_the_query() {
    for (uri, sent) in [("http://h/p", "/p?k=a%20b"), ("http://h/p?x=1", "/p?x=1&k=a%20b")] {
        let request = applied(QueryKey::new("k", "a b"), uri).await;
        assert_eq!(request.uri().path_and_query().unwrap(), sent);
    }
}

#[tokio::test]
async fn a_key_stands_last_among_the_cookies() {
    let key = CookieKey::new("sid", "s3cr3t");
    assert_eq!(applied(CookieKey::new("sid", "s3cr3t"), "http://h/p").await.headers()["cookie"], "sid=s3cr3t");
    let mut request = http::Request::get("http://h/p").header("cookie", "a=b").body(Bytes::new()).unwrap();
    key.apply(&mut request, SystemTime::UNIX_EPOCH).await.unwrap();
    assert_eq!(request.headers()["cookie"], "a=b; sid=s3cr3t");
}

#[tokio::test]
async fn a_token_is_a_bearer_token() {
    let request = applied(Bearer::new("s3cr3t"), "http://h/p").await;
    assert_eq!(request.headers()["authorization"], "Bearer s3cr3t");
}

#[tokio::test]
async fn user_and_password_are_those_of_rfc_7617() {
    // The example of RFC 7617, section 2.
    let request = applied(Basic::new("Aladdin", "open sesame"), "http://h/p").await;
    assert_eq!(request.headers()["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

static API: Api = Api { name: "Shop", version: "1", user_agent: "shop/1", query: QueryEncoding::Rfc6570 };

/// An operation that takes either of two credentials, or both of two others together.
/// The error body of operations that document none.
#[derive(Debug)]
enum Undocumented {}

impl ErrorBody for Undocumented {
    const BODIES: usize = 0;
}

struct Guarded;

const EITHER: Alternatives = &[&["Key"], &["Token"], &["User"], &["Left", "Right"]];

impl Op for Guarded {
    type Output = Bytes;
    type Error = Undocumented;
    const OPERATION: &'static Operation = &Operation {
        id: "guarded",
        method: "GET",
        path: "/vault",
        accept: None,
        query: &[],
        security: EITHER,
        success: &[(Status::Exact(200), "application/octet-stream", 0)],
        errors: &[],
    };
}

struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(std::future::ready(Err(TransportError::new(TransportErrorKind::Connect, "nowhere"))))
    }
}

fn builder() -> ClientBuilder {
    ClientBuilder::for_api(&API).base_url("https://api.test").transport(Nowhere)
}

/// The headers that a call is sent with, but for those that every call has.
async fn sent(builder: ClientBuilder) -> Result<Vec<String>, Error<Undocumented>> {
    let client = builder.build().unwrap();
    let mut call = RawCall::new(&client, Guarded::OPERATION);
    call.path("/vault");
    let request = Call::<Guarded>::from_raw(call).into_request().await?;
    let own = request.headers().iter().filter(|(name, _)| !["accept", "user-agent"].contains(&name.as_str()));
    let mut shown: Vec<String> = own.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
    shown.sort();
    Ok(shown)
}

#[tokio::test]
async fn every_credential_that_an_operation_takes_is_sent() {
    let key = || builder().credential("Key", HeaderKey::new("key", "k"));
    assert_eq!(sent(key()).await.unwrap(), ["key: k"]);
    let both = key().credential("Token", Bearer::new("t"));
    assert_eq!(sent(both).await.unwrap(), ["authorization: Bearer t", "key: k"]);
    let half = key().credential("Left", HeaderKey::new("left", "l"));
    assert_eq!(sent(half).await.unwrap(), ["key: k"], "what needs another one is not sent without it");
    let all = key().credential("Left", HeaderKey::new("left", "l")).credential("Right", HeaderKey::new("right", "r"));
    assert_eq!(sent(all).await.unwrap(), ["key: k", "left: l", "right: r"]);
    let other = builder().credential("Elsewhere", HeaderKey::new("other", "o"));
    assert!(matches!(sent(other).await.unwrap_err(), Error::Signing(_)), "an operation that does not take it");
}

#[tokio::test]
async fn a_credential_that_would_never_be_sent_is_refused() {
    let both = || builder().credential("User", Basic::new("u", "p")).credential("Token", Bearer::new("t"));
    assert_eq!(sent(both()).await.unwrap(), ["authorization: Bearer t"], "the first that the operation lists");
    let error = both().requirements(&[EITHER]).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the credential for `User` would never be sent, since that for `Token` takes the same header: give one of them"
    );
    let elsewhere: &[Alternatives] = &[EITHER, &[&["User"]]];
    assert!(both().requirements(elsewhere).build().is_ok(), "another operation takes nothing else");
    let one = builder().credential("Left", HeaderKey::new("left", "l")).requirements(&[EITHER]);
    assert!(one.build().is_ok(), "its other half may come later");
}

#[tokio::test]
async fn a_client_may_say_that_it_has_no_credential() {
    let error = sent(builder()).await.unwrap_err();
    let message = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
    assert!(message.contains("`.unauthenticated()`"), "{message}");
    assert_eq!(sent(builder().unauthenticated()).await.unwrap(), Vec::<String>::new());
    let error = builder().unauthenticated().credential("Key", HeaderKey::new("key", "k")).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`.unauthenticated()` was called, and a credential for `Key` was given: leave out one of them"
    );
    let client = builder().unauthenticated().build().unwrap().with_credential("Key", HeaderKey::new("key", "k"));
    let mut call = RawCall::new(&client, Guarded::OPERATION);
    call.path("/vault");
    let request = Call::<Guarded>::from_raw(call).into_request().await.unwrap();
    assert_eq!(request.headers()["key"], "k");
}
