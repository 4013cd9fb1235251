//! Secrets that go into a request as they are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use signet_runtime::runtime::Credential;
use signet_runtime::runtime::api_key::{CookieKey, HeaderKey, QueryKey};
use signet_runtime::runtime::basic::Basic;
use signet_runtime::runtime::bearer::Bearer;

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
