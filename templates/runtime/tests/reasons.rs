//! What the text of an error says of the server's reason.

#![cfg(feature = "runtime")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use signet_runtime::runtime::*;

use crate::petstore::*;

async fn shown(status: u16, body: &'static str) -> String {
    get_pet(&Always::json(status, body).client(), "1").send().await.unwrap_err().to_string()
}

#[tokio::test]
async fn the_reason_of_an_error_is_shown() {
    for (body, reason) in [
        (r#"{"detail":"Not Found"}"#, "Not Found"),
        (
            r#"{"detail":[{"loc":["query","a"],"msg":"field required","type":"missing"},{"loc":["body",0],"msg":"no","input":"s3cret"}]}"#,
            "query.a: field required; body.0: no",
        ),
        (
            r#"{"statusCode":400,"message":["x must be a string","y must be"],"error":"Bad Request"}"#,
            "x must be a string; y must be",
        ),
        (r#"{"error":"invalid_grant","error_description":"expired"}"#, "expired"),
        (r#"{"error":{"code":7,"message":"no such model"}}"#, "no such model"),
        (r#"{"type":"about:blank","title":"Conflict","detail":"it is sold"}"#, "it is sold"),
        (r#"{"title":"Conflict"}"#, "Conflict"),
        (r#"{"errors":[{"message":"first"},{"message":"second"},"third",4,null]}"#, "first; second; third"),
        (r#"{"message":" ","error":"taken"}"#, "taken"),
        (r#"{"message":"a \"quoted\" word, é, हिन्दी"}"#, "a \"quoted\" word, é, हिन्दी"),
        ("{\"message\":\"a\\nb\\u0000\\u001b[31m\\u202e\"}", "a\\nb\\u{0}\\u{1b}[31m\\u{202e}"),
        ("\u{feff}{\"message\":\"marked\"}", "marked"),
    ] {
        let shown = shown(404, body).await;
        let (before, after) = shown.split_once("the server responded with 404 Not Found").unwrap();
        assert_eq!(before, "get_pet: ", "{shown}");
        assert!(after.ends_with(&format!(": {reason}")), "{body}: {shown}");
    }
}

#[tokio::test]
async fn a_body_without_a_reason_adds_nothing() {
    const DEEP: &str = r#"{"error":{"error":{"error":{"error":{"error":{"message":"x"}}}}}}"#;
    for body in ["", "x", "[]", "{", r#"{"message":7}"#, r#"{"detail":{}}"#, r#"{"code":"s3cret"}"#, "[[[[", DEEP] {
        let shown = shown(400, body).await;
        assert!(shown.ends_with(" that are not documented"), "{shown}");
    }
    // A success has data under the same names.
    assert!(!shown(202, r#"{"message":"s3cret"}"#).await.contains("s3cret"));
}

#[tokio::test]
async fn a_reason_is_short() {
    let body: &'static str = format!(r#"{{"message":"{}"}}"#, "é".repeat(300)).leak();
    let shown = shown(400, body).await;
    assert!(shown.ends_with(&format!(": {}…", "é".repeat(200))), "{shown}");
    let body: &'static str = format!(r#"{{"errors":[{}"b"]}}"#, r#""a","#.repeat(100_000)).leak();
    assert!(self::shown(400, body).await.ends_with("; a;…"));
}

#[derive(Debug)]
struct Guarded;

impl ErrorBody for Guarded {
    const BODIES: usize = 1;
    const SECRETS: &'static [&'static str] = &["message"];

    fn decode(_: usize, _: &mut Content<'_>) -> Result<Self, ReadError> {
        Ok(Self)
    }
}

struct Vault;

impl Op for Vault {
    type Output = Pet;
    type Error = Guarded;
    const OPERATION: &'static Operation = &Operation {
        id: "vault",
        method: "GET",
        path: "/vault",
        accept: None,
        query: &[],
        security: &[],
        success: &[(Status::Exact(200), "application/json", 0)],
        errors: &[(Status::Exact(400), "application/json", 0)],
    };
}

#[tokio::test]
async fn no_secret_property_is_shown() {
    for (status, body, text) in [
        (400, r#"{"message":"s3cret","detail":"no"}"#, "vault: the server responded with 400 Bad Request: no"),
        (400, r#"{"error":{"message":"s3cret"}}"#, "vault: the server responded with 400 Bad Request"),
        (
            500,
            r#"{"error":{"message":"s3cret"},"title":"no"}"#,
            "vault: the server responded with 500 Internal Server Error: no",
        ),
    ] {
        let error = literal::<Vault>(&Always::json(status, body).client(), "/vault").send().await.unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}

#[tokio::test]
async fn the_error_of_any_operation_has_status_headers_and_body() {
    const BODY: &str = r#"{"error":"gone"}"#;
    let client = Always::json(404, BODY).client();
    let error: AnyError = get_pet(&client, "1").send().await.unwrap_err().into();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");
    assert_eq!(&error.raw().unwrap()[..], BODY.as_bytes());
    assert_eq!(error.to_string(), "get_pet: the server responded with 404 Not Found: gone");
    let error: AnyError = get_pet(&client, "").send().await.unwrap_err().into();
    assert!(error.headers().is_none() && error.raw().is_none() && error.status().is_none());
}
