//! Webhooks: which are believed, and what is said of each that is not.
#![cfg(feature = "runtime")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::error::Error as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use signet_runtime::runtime::error::VerificationFault;
use signet_runtime::runtime::json::Found;
use signet_runtime::runtime::sign::digest::sha256;
use signet_runtime::runtime::sign::ed25519::Ed25519Signer;
use signet_runtime::runtime::sign::hex;
use signet_runtime::runtime::sign::signing::Signer as _;
use signet_runtime::runtime::sign::verification::{ResponseKey, ResponseRule};
use signet_runtime::runtime::webhook::verification::{Verified, WebhookError, WebhookRule};

/// The public keys of the seeds of these bytes.
const LIVE: &str = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";
const TRIAL: &str = "1398f62c6d1a457c51ba6a4b5f3dbd2f69fca93216218dc8997e416bd17d93ca";

static SIGNED: ResponseRule = ResponseRule {
    signature_headers: &["x-signature", "x_signature"],
    timestamp_headers: &["x-timestamp", "x_timestamp"],
    may_be_unsigned: &[200],
    message: |body, timestamp| [body, b"|", timestamp.as_bytes()].concat(),
    payload: |message| sha256(message).to_vec(),
};

static RULE: WebhookRule = WebhookRule {
    signature: &SIGNED,
    since_1970: Duration::from_secs,
    environments: &[("Broken", "00"), ("Live", LIVE), ("Trial", TRIAL)],
};

const BODY: &[u8] = br#"{"kind":"deposit"}"#;
const MINUTE: Duration = Duration::from_secs(60);

async fn signature(seed: u8, body: &[u8], timestamp: &str) -> String {
    let text = [body, b"|", timestamp.as_bytes()].concat();
    hex::encode(&Ed25519Signer::from_seed([seed; 32]).sign(&sha256(&text)).await.unwrap())
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verify(headers: &[(&str, &str)], body: &[u8], now: SystemTime) -> Result<Verified<bool>, WebhookError> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    RULE.verify(&map, body, &ResponseKey::from_hex(LIVE).unwrap(), MINUTE, now)
}

fn fault(outcome: Result<Verified<bool>, WebhookError>) -> VerificationFault {
    match outcome {
        Err(WebhookError::Signature(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn either_spelling_will_do() {
    let good = signature(7, BODY, "1000").await;
    for headers in [
        [("x-signature", &*good), ("x-timestamp", "1000")],
        [("X_Signature", &good), ("X_Timestamp", "1000")],
        [("x_signature", &good), ("x-timestamp", "1000")],
    ] {
        let webhook = verify(&headers, BODY, at(1030)).unwrap();
        assert_eq!((webhook.raw().as_ref(), webhook.sent_at()), (BODY, at(1000)));
        let shown = format!("{webhook:?}");
        assert!(shown.contains("18 bytes") && !shown.contains("deposit"), "{shown}");
    }
}

#[tokio::test]
async fn the_time_must_be_near_on_both_sides() {
    let good = signature(7, BODY, "1000").await;
    let headers = [("x-signature", &*good), ("x-timestamp", "1000")];
    for now in [940, 1000, 1060] {
        assert!(verify(&headers, BODY, at(now)).is_ok(), "{now}");
    }
    let Err(WebhookError::TooOld { age }) = verify(&headers, BODY, at(1061)) else { panic!() };
    assert_eq!(age.as_secs(), 61);
    let Err(WebhookError::FromTheFuture { ahead }) = verify(&headers, BODY, at(938)) else { panic!() };
    assert_eq!(ahead.as_secs(), 62);
    for timestamp in ["18446744073709551615", "99999999999999999999999"] {
        let good = signature(7, BODY, timestamp).await;
        let outcome = verify(&[("x-signature", &good), ("x-timestamp", timestamp)], BODY, at(1000));
        let Err(error @ WebhookError::FromTheFuture { .. }) = outcome else { panic!("{outcome:?}") };
        assert_eq!(error.to_string(), "the time of the webhook is out of range");
    }
    // A time that nobody vouches for is not even looked at.
    let other = signature(9, BODY, "1000").await;
    let old = verify(&[("x-signature", &other), ("x-timestamp", "1000")], BODY, at(900_000));
    assert_eq!(fault(old), VerificationFault::Mismatch);
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let good = signature(7, BODY, "1000").await;
    let (time, signed) = (("x-timestamp", "1000"), ("x-signature", &*good));
    let upper = good.to_uppercase();
    for (headers, wanted) in [
        (vec![], VerificationFault::Unsigned),
        (vec![time], VerificationFault::Unsigned),
        (vec![signed], VerificationFault::TimestampMissing),
        (vec![signed, ("x-timestamp", "1e3")], VerificationFault::TimestampNotDigits),
        (vec![("x-signature", "zz"), time], VerificationFault::SignatureNotHex),
        (vec![("x-signature", "00"), time], VerificationFault::SignatureLength),
        (vec![signed, signed, time], VerificationFault::Ambiguous),
        (vec![signed, ("x_signature", &upper), time], VerificationFault::Ambiguous),
        (vec![signed, time, ("x_timestamp", "1001")], VerificationFault::Ambiguous),
        (vec![signed, ("x-timestamp", "1001")], VerificationFault::Mismatch),
    ] {
        assert_eq!(fault(verify(&headers, BODY, at(1000))), wanted, "{headers:?}");
    }
    assert_eq!(fault(verify(&[signed, time], b"{}", at(1000))), VerificationFault::Mismatch);
}

#[tokio::test]
async fn another_environment_is_named() {
    let trial = signature(8, BODY, "1000").await;
    let error = verify(&[("x-signature", &trial), ("x-timestamp", "1000")], BODY, at(1000)).unwrap_err();
    assert!(matches!(error, WebhookError::OtherEnvironment { environment: "Trial" }), "{error:?}");
    assert_eq!(error.to_string(), "the webhook is signed with the key of another environment, `Trial`");
}

#[tokio::test]
async fn a_body_that_is_no_event_is_kept() {
    for (body, path, found) in
        [(&b"<html>"[..], "$", Found::Malformed), (b"{}", "$", Found::Object), (b"true x", "$", Found::Malformed)]
    {
        let good = signature(7, body, "1000").await;
        let webhook = verify(&[("x-signature", &good), ("x-timestamp", "1000")], body, at(1000)).unwrap();
        let error = webhook.event().unwrap_err();
        assert!(error.source().is_none() && !format!("{error:?}").contains("html"), "{error:?}");
        let WebhookError::Event(event) = error else { panic!("{error:?}") };
        assert_eq!((event.raw().as_ref(), &*event.path(), event.found()), (body, path, found));
    }
    let good = signature(7, b"true", "1000").await;
    assert!(verify(&[("x-signature", &good), ("x-timestamp", "1000")], b"true", at(1000)).unwrap().event().unwrap());
}
