//! What a client sends with every call, beside or in place of what the API description asks for.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use signet_runtime::runtime::auth::bearer::Bearer;
use signet_runtime::runtime::*;

use crate::petstore::*;

const HEADERS: &[(&str, &str)] = &[("Key", "authorization"), ("Other", "x-key")];

fn builder(mock: &MockTransport) -> ClientBuilder {
    for operation in ["get_pet", "secured", "oauth2_token"] {
        mock.on(operation, MockResponse::json(200, r#"{"id":1,"access_token":"t"}"#).repeated());
    }
    let builder = ClientBuilder::for_api(&API).base_url("https://api.test").transport(mock.clone());
    builder.retry(Retry::never()).scheme_headers(HEADERS).bearer_schemes(&["Key"])
}

fn last(mock: &MockTransport, name: &str) -> String {
    let request = mock.requests().pop().unwrap();
    request.headers().get(name).map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_for_every_call_is_sent_whatever_the_document_says() {
    let mock = MockTransport::new();
    let client = builder(&mock).token_for_every_call("s3cret").build().unwrap();
    get_pet(&client, "1").send().await.unwrap();
    assert_eq!(last(&mock, "authorization"), "Bearer s3cret");
    literal::<Secured>(&client, "/vault").send().await.unwrap();
    assert_eq!(last(&mock, "authorization"), "Bearer s3cret");
    assert!(!format!("{client:?}").contains("s3cret"));
    // Tokens that are issued take its place where the API takes one.
    let issued = client.with_credential("Key", TokenCredential::new(Tokens::fixed("issued"), &[]));
    literal::<Secured>(&issued, "/vault").send().await.unwrap();
    assert_eq!(last(&mock, "authorization"), "Bearer issued");
    get_pet(&issued, "1").send().await.unwrap();
    assert_eq!(last(&mock, "authorization"), "Bearer s3cret");
}

#[tokio::test]
async fn default_headers_are_sent_with_every_call_and_to_no_other_server() {
    let mock = MockTransport::new();
    let builder = builder(&mock).default_header("X-Version", "1").default_header("x-version", "2");
    let client = builder.default_header("user-agent", "me").token_for_every_call("s3cret").build().unwrap();
    get_pet(&client, "1").send().await.unwrap();
    assert_eq!((last(&mock, "x-version").as_str(), last(&mock, "user-agent").as_str()), ("2", "me"));
    let request = get_pet(&client, "1").into_request().await.unwrap();
    assert!(request.headers()["x-version"].is_sensitive() && !format!("{request:?}").contains("\"2\""));
    get_pet(&client, "1").with_header("x-version", "3").send().await.unwrap();
    assert_eq!(last(&mock, "x-version"), "3");
    let source = OAuth2Source::new(&client, "https://auth.test/t", "/t", OAuth2::refresh_token("app", None, "r"));
    source.get().await.unwrap();
    assert_eq!((last(&mock, "x-version"), last(&mock, "authorization")), (String::new(), String::new()));
}

#[tokio::test]
async fn two_credentials_for_one_header_are_refused() {
    let new = || builder(&MockTransport::new());
    for (builder, reason) in [
        (
            new().token_for_every_call("t").credential("Key", Bearer::new("u")),
            "`.bearer_token(…)` was called, and a credential for `Key` was given, which takes the same header: leave out one of them",
        ),
        (
            new().default_header("X-Key", "k"),
            "the default header `x-key` is that of `Other`: give a credential for `Other` instead, or call `.unauthenticated()` as well",
        ),
        (
            ClientBuilder::for_api(&API).default_header("Authorization", "k").token_for_every_call("t"),
            "`.bearer_token(…)` was called, and the default header `authorization` was given: leave out one of them",
        ),
        (
            new().unauthenticated().token_for_every_call("t"),
            "`.unauthenticated()` was called, and a credential for `bearer_token` was given: leave out one of them",
        ),
        (new().default_header("a b", "s3cret"), "a default header cannot be sent: the name of a header is not valid"),
        (
            new().default_header("a", "s3cret\n"),
            "a default header cannot be sent: the value of the header `a` is not valid",
        ),
        (
            new().default_header("Host", "a"),
            "a default header cannot be sent: the header `host` belongs to the transport",
        ),
    ] {
        assert_eq!(builder.build().unwrap_err().to_string(), reason);
    }
    // What the document says can be left aside.
    let mock = MockTransport::new();
    let client = builder(&mock).unauthenticated().default_header("Authorization", "Token k").build().unwrap();
    literal::<Secured>(&client, "/vault").send().await.unwrap();
    assert_eq!(last(&mock, "authorization"), "Token k");
}
