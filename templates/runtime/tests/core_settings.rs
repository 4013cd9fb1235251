//! What a client is built with: its base URL, and what verifies its responses.

#![cfg(feature = "runtime")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::error::Error as StdError;

use http::HeaderMap;
use signet_runtime::runtime::*;

use crate::petstore::*;

const PET: &str = r#"{"id":1,"name":"Rex"}"#;

#[derive(Debug)]
struct Judge(Result<Verification, VerificationFault>);

impl Verify for Judge {
    fn verify(&self, _status: u16, headers: &HeaderMap, body: &[u8]) -> Result<Verification, VerificationFault> {
        assert!(headers.contains_key("content-type") && !body.is_empty());
        self.0
    }
}

fn judge(verdict: Result<Verification, VerificationFault>) -> std::sync::Arc<dyn Verify> {
    std::sync::Arc::new(Judge(verdict))
}

#[tokio::test]
async fn responses_are_verified_before_they_are_decoded() {
    for (status, body) in [(200, PET), (200, "no json"), (502, "<html>"), (302, "-")] {
        let transport = Always::json(status, body);
        let client = transport.builder().verifier(judge(Err(VerificationFault::Mismatch))).build().unwrap();
        let error = get_pet(&client, "1").send().await.unwrap_err();
        let Error::Verification(verification) = &error else { panic!("{error:?}") };
        assert_eq!((verification.fault(), verification.status().as_u16()), (VerificationFault::Mismatch, status));
        assert_eq!(&verification.raw()[..], body.as_bytes());
        assert!(error.to_string().contains("unverified status"), "{error}");
        assert!(!error.is_retryable());
        assert!(matches!(get_pet(&client, "1").send_raw().await, Err(Error::Verification(_))));
    }
    let client = Always::json(429, r#"{"error":"e"}"#).builder().verifier(judge(Ok(Verification::Unsigned)));
    let Err(Error::Api(error)) = get_pet(&client.build().unwrap(), "1").send().await else { panic!() };
    assert_eq!(error.verification(), Verification::Unsigned);
}

#[tokio::test]
async fn variables_of_the_server_make_no_other_host() {
    let build = |name, value: &str| {
        let variables = &[("region", "us"), ("port", "443"), ("base", "/v1"), ("last", "x")];
        let builder = ClientBuilder::for_api(&API).transport(Always::json(200, PET));
        builder.published("https://{region}.example.com:{port}{base}/{last}/", variables).variable(name, value).build()
    };
    for (name, value, url) in [
        ("region", "eu", "https://eu.example.com:443/v1/x/pets/1"),
        ("port", "8443", "https://us.example.com:8443/v1/x/pets/1"),
        ("base", "/a/b", "https://us.example.com:443/a/b/x/pets/1"),
        ("base", "", "https://us.example.com:443/x/pets/1"),
        ("last", "a/{region}", ""),
        ("last", "a/@b", "https://us.example.com:443/v1/a/@b/pets/1"),
        ("region", "evil.example/", ""),
        ("region", "a@evil.example", ""),
        ("region", "evil.example?", ""),
        ("region", "evil.example#", ""),
        ("region", "evil.example\\", ""),
        ("region", "evil.example:1", ""),
        ("port", "1.evil.example", ""),
        ("port", "@evil.example", ""),
        ("base", "@evil.example", ""),
        ("base", "0.evil.example", ""),
        ("base", "/../x", ""),
        ("last", "?a", ""),
    ] {
        let Ok(client) = build(name, value) else {
            assert_eq!(url, "", "{name} {value}");
            continue;
        };
        assert_eq!(get_pet(&client, "1").into_request().await.unwrap().uri().to_string(), url, "{name} {value}");
    }
}

#[tokio::test]
async fn what_is_said_about_verification_wins_over_the_environment() {
    let builder = || Always::json(200, PET).builder().responses_signed("call `.key(…)`");
    assert!(matches!(builder().build(), Err(BuildError::NoResponseKey(_))));
    let error = || judge(Err(VerificationFault::Unsigned));
    let ok = || judge(Ok(Verification::Verified));
    let cases = [
        (builder().default_verifier(ok()), Some(Verification::Verified)),
        (builder().default_verifier(error()).verifier(ok()), Some(Verification::Verified)),
        (builder().verifier(ok()).default_verifier(error()), Some(Verification::Verified)),
        (builder().unverified().default_verifier(error()), Some(Verification::NotChecked)),
        (builder().verifier(error()).unverified(), Some(Verification::NotChecked)),
        (builder().unverified().verifier(error()), None),
    ];
    for (index, (builder, expected)) in cases.into_iter().enumerate() {
        let response = get_pet(&builder.build().unwrap(), "1").send_with_response().await;
        assert_eq!(response.ok().map(|response| response.verification), expected, "case {index}");
    }
}

#[test]
fn base_urls_are_checked() {
    let build = |url: &str| ClientBuilder::for_api(&API).base_url(url).transport(Always::json(200, "")).build();
    let invalid = [
        ("api.test/v2", "the base URL has no scheme, such as `https://`"),
        ("", "the base URL has no scheme, such as `https://`"),
        ("ftp://h", "the base URL is neither https nor http"),
        ("https://u:p@h", "the base URL has a user name or a password"),
        ("https://h/?a=b", "the base URL has a query"),
        ("https://h/#a", "the base URL has a fragment"),
        ("https://", "the base URL has no valid host"),
        ("https:///v2", "the base URL has no valid host"),
        ("https://h:port", "the base URL has no valid host"),
        ("https://h:99999", "the base URL has no valid host"),
        ("https://a b", "the base URL has no valid host"),
        ("https://h/a b", "the base URL has a path with characters that must be percent-encoded"),
        ("https://h/é", "the base URL has a path with characters that must be percent-encoded"),
        ("https://h/a/../b", "the base URL has a path with a `.` or `..` in it"),
    ];
    for (url, expected) in invalid {
        assert_eq!(build(url).unwrap_err().to_string(), expected, "{url}");
    }
    for url in ["http://api.test", "http://10.0.0.1", "http://127.0.0.1.evil.test", "http://localhost.evil.test"] {
        assert!(matches!(build(url), Err(BuildError::PlainHttp)), "{url}");
    }
    for url in ["http://127.0.0.1:80/v2", "http://127.8.8.8", "http://[::1]:1", "HTTP://LocalHost", "https://h/v2/"] {
        build(url).unwrap();
    }
    assert!(matches!(ClientBuilder::for_api(&API).build(), Err(BuildError::NoBaseUrl)));
    let plain = ClientBuilder::for_api(&API).base_url("http://10.0.0.1").allow_plain_http();
    plain.transport(Always::json(200, "")).build().unwrap();
}

#[tokio::test]
async fn slashes_at_the_end_of_a_base_url_do_not_count() {
    for base in ["https://h/v2", "https://h/v2/", "HTTPS://h/v2//"] {
        let builder = ClientBuilder::for_api(&API).server("https://unused").base_url(base);
        let client = builder.transport(Always::json(200, "")).build().unwrap();
        assert_eq!(get_pet(&client, "1").into_request().await.unwrap().uri(), "https://h/v2/pets/1");
    }
}

#[test]
fn a_builder_passes_on_the_first_fault() {
    let broken = || BuildError::InvalidKey("not hexadecimal".into());
    let builder = Always::json(200, "").builder().fail(broken()).fail(BuildError::NoBaseUrl);
    let error = builder.build().unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.source().unwrap().to_string().as_str()),
        ("a key is not valid", "not hexadecimal")
    );
    let error = Always::json(200, "").builder().user_agent("a\nb").build().unwrap_err();
    assert!(matches!(error, BuildError::InvalidUserAgent));
}
