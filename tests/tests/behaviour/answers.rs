//! What the server says: an answer flows in, the typed body or the typed error comes out, and nothing of it is lost.

use cobo_waas2::error::VerificationFault;
use cobo_waas2::json::Found;
use cobo_waas2::{Error, OAuthError, Secret, Verification};
use http::{HeaderValue, StatusCode};
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, client};
use signet_tests::server::{ACCESS_TOKEN, REFRESH_TOKEN, Reply, Seal, Server, TOKEN};

use super::{failure, get_token, kind, response};

const OAUTH_BODY: &str = r#"{"error":"invalid_client","error_description":"no such app"}"#;
const ERROR_BODY: &str =
    r#"{"error_code":4001,"error_message":"no such org","error_id":"0b6ddf19083c4bd1a9ca01bec44b24dd"}"#;
const PAGE: &str = "<html><h1>Bad Gateway</h1></html>";

/// Makes one call to a server with this answer, and checks that the error keeps status, headers and body.
async fn error(reply: &Reply, status: u16, body: &str) -> Error<OAuthError> {
    let server = Server::start(reply.clone().header("x-request-id", "r-17")).await;
    let error = failure(&client(&server)).await;
    let (kept_status, headers, raw) = response(&error);
    assert_eq!((kept_status.as_u16(), raw.as_ref()), (status, body.as_bytes()), "{reply:?}");
    assert_eq!(headers.get("x-request-id").map(HeaderValue::as_bytes), Some(&b"r-17"[..]), "{reply:?}");
    assert_eq!((error.status(), error.request_id()), (Some(kept_status), Some("r-17")), "{reply:?}");
    assert_eq!(server.requests().len(), 1, "no call is repeated: {reply:?}");
    error
}

#[tokio::test]
async fn a_token() {
    for (reply, verification) in [
        (Reply::json(200, TOKEN), Verification::Verified),
        (Reply::json(200, TOKEN).seal(Seal::SignedWithUnderscores), Verification::Verified),
        (Reply::json(201, TOKEN), Verification::Verified),
        (Reply::new(200, TOKEN), Verification::Verified),
    ] {
        let server = Server::start(reply.clone()).await;
        let call = client(&server).oauth().get_token(CLIENT_ID, ORG_ID, GRANT);
        let answer = call.send_with_response().await.unwrap();
        assert_eq!(answer.verification, verification, "{reply:?}");
        assert!(answer.status.is_success(), "{reply:?}");
        let token = answer.body;
        assert_eq!(token.access_token.as_ref().map(Secret::expose), Some(ACCESS_TOKEN));
        assert_eq!(token.refresh_token.as_ref().map(Secret::expose), Some(REFRESH_TOKEN));
        assert_eq!(token.token_type.as_deref(), Some("Bearer"));
        assert_eq!(token.scope.as_deref(), Some(""));
        assert_eq!(token.expires_in, Some(43199));
        assert_eq!(server.request().verdict, Ok(()));
    }
}

/// No property of the token is required, and servers may add some.
#[tokio::test]
async fn a_token_with_less_and_with_more() {
    for (body, expires_in) in [("{}", None), (r#"{"expires_in":1,"issued":{"at":[1,null]}}"#, Some(1))] {
        let server = Server::start(Reply::json(200, body)).await;
        let token = get_token(&client(&server)).await.unwrap();
        assert_eq!((token.access_token, token.expires_in), (None, expires_in), "{body}");
    }
}

#[tokio::test]
async fn documented_errors() {
    for status in [400, 401, 403, 404, 409, 429, 500, 503] {
        for (body, is_oauth) in [(OAUTH_BODY, true), (ERROR_BODY, false)] {
            let error = error(&Reply::json(status, body), status, body).await;
            let Error::Api(error) = error else { panic!("{status} {body}: {error:?}") };
            assert_eq!(error.verification(), Verification::Verified);
            match error.body() {
                OAuthError::OauthErrorResponse(body) if is_oauth => {
                    assert_eq!(
                        (body.error.as_str(), body.error_description.as_str()),
                        ("invalid_client", "no such app")
                    );
                }
                OAuthError::ErrorResponse(body) if !is_oauth => {
                    assert_eq!((body.error_code, body.error_message.as_str()), (4001, "no such org"));
                    assert_eq!(body.error_id, "0b6ddf19083c4bd1a9ca01bec44b24dd");
                }
                other => panic!("{status} {body}: {other:?}"),
            }
        }
    }
}

/// Success that is not JSON, failures that are not the API's, and statuses that are neither.
#[tokio::test]
async fn undocumented_answers() {
    for (reply, status, body) in [
        (Reply::new(204, ""), 204, ""),
        (Reply::json(200, ""), 200, ""),
        (Reply::html(200, PAGE), 200, PAGE),
        (Reply::html(502, PAGE), 502, PAGE),
        (Reply::html(502, PAGE).unsigned(), 502, PAGE),
        (Reply::json(502, PAGE), 502, PAGE),
        (Reply::json(400, r#"{"message":"neither body"}"#), 400, r#"{"message":"neither body"}"#),
        (Reply::json(401, r#"{"error":"cut o"#), 401, r#"{"error":"cut o"#),
        (Reply::json(404, ""), 404, ""),
        (Reply::html(304, ""), 304, ""),
        (Reply::json(999, "{}"), 999, "{}"),
    ] {
        let error = error(&reply, status, body).await;
        assert_eq!(kind(&error), "Unexpected", "{reply:?}");
        let said = if status < 300 { "reported success with" } else { "responded with" };
        assert!(error.to_string().starts_with(&format!("get_token: the server {said} {status}")), "{error}");
    }
}

#[tokio::test]
async fn json_that_does_not_fit() {
    let integer = "an integer from -9223372036854775808 to 9223372036854775807";
    for (body, path, expected, found) in [
        (r#"{"expires_in":"43199"}"#, "$.expires_in", integer, Found::String),
        (r#"{"expires_in":1.5}"#, "$.expires_in", integer, Found::Number),
        (r#"{"expires_in":1e30}"#, "$.expires_in", integer, Found::Number),
        (r#"{"access_token":"#, "$.access_token", "a string", Found::End),
        (r#"{"access_token":"AnCE"#, "$.access_token", "the end of the string", Found::End),
        (r#"{"access_token":["AnCE"]}"#, "$.access_token", "a string", Found::Array),
        (r#"{"token_type":"Bearer","#, "$", "a property name", Found::End),
        ("[]", "$", "an object", Found::Array),
        ("null", "$", "an object", Found::Null),
        ("<html>", "$", "an object", Found::Malformed),
        ("no such token", "$", "an object", Found::Malformed),
    ] {
        let error = error(&Reply::json(200, body), 200, body).await;
        let text = error.to_string();
        let Error::Decode(error) = error else { panic!("{body}: {error:?}") };
        assert_eq!((error.path().as_str(), error.expected(), error.found()), (path, expected, found), "{body}");
        let whole =
            format!("get_token: at {path}: expected {expected}, found {found}, in a response with status 200 OK");
        assert_eq!(text, whole);
        assert_eq!(error.verification(), Verification::Verified);
    }
}

#[tokio::test]
async fn answers_that_are_not_properly_signed() {
    let shorter = "00".repeat(63);
    for (seal, fault) in [
        (Seal::Missing, VerificationFault::Unsigned),
        (Seal::NoTimestamp, VerificationFault::TimestampMissing),
        (Seal::NamedTimestamp, VerificationFault::TimestampNotDigits),
        (Seal::OtherTimestamp, VerificationFault::Mismatch),
        (Seal::OtherKey, VerificationFault::Mismatch),
        (Seal::OtherBody(r#"{"access_token":"another"}"#), VerificationFault::Mismatch),
        (Seal::OtherBody(""), VerificationFault::Mismatch),
        (Seal::Text("not hexadecimal"), VerificationFault::SignatureNotHex),
        (Seal::Text(""), VerificationFault::SignatureLength),
        (Seal::Text(shorter.leak()), VerificationFault::SignatureLength),
        (Seal::Twice, VerificationFault::Ambiguous),
    ] {
        // A status that may be unsigned is no excuse for a signature that is wrong; one without any is the next test's.
        let statuses = if seal == Seal::Missing { &[200, 400, 500][..] } else { &[200, 401, 500, 502] };
        for &status in statuses {
            let body = if status == 200 { TOKEN } else { ERROR_BODY };
            let error = error(&Reply::json(status, body).seal(seal), status, body).await;
            let Error::Verification(error) = error else { panic!("{status} {seal:?}: {error:?}") };
            assert_eq!(error.fault(), fault, "{status} {seal:?}");
            assert!(error.to_string().ends_with(&format!("(unverified status {})", error.status())), "{error}");
        }
    }
}

/// A proxy in front of the API answers these itself, and has no key. All others come from the API.
#[tokio::test]
async fn answers_that_may_be_unsigned() {
    for status in [414, 429, 502, 503] {
        let reply = Reply::json(status, ERROR_BODY).unsigned();
        let Error::Api(error) = error(&reply, status, ERROR_BODY).await else { panic!("{status}") };
        assert_eq!(error.verification(), Verification::Unsigned);
        let Error::Unexpected(error) = self::error(&Reply::html(status, PAGE).unsigned(), status, PAGE).await else {
            panic!("{status}")
        };
        assert_eq!(error.verification(), Verification::Unsigned);
    }
    for status in [200, 204, 302, 400, 401, 403, 404, 413, 415, 428, 500, 501, 504] {
        let body = if status == 204 { "" } else { ERROR_BODY };
        let error = error(&Reply::json(status, body).unsigned(), status, body).await;
        assert_eq!(kind(&error), "Verification", "{status}");
    }
}

/// A redirect would send key and signature to wherever an answer says.
#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::with_token().await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/oauth/token", elsewhere.url());
        let error = error(&Reply::html(status, "").header("location", &location), status, "").await;
        assert_eq!(kind(&error), "Unexpected", "{status}");
        let (_, headers, _) = response(&error);
        assert_eq!(headers.get("location").and_then(|value| value.to_str().ok()), Some(location.as_str()));
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn as_received() {
    let server = Server::start(Reply::html(404, PAGE)).await;
    let answer = client(&server).oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send_raw().await.unwrap();
    assert_eq!((answer.status, answer.body.as_ref()), (StatusCode::NOT_FOUND, PAGE.as_bytes()));
    assert_eq!(answer.verification, Verification::Verified);
}
