//! Verification of responses: what is believed, and each way of not being believed.
#![cfg(feature = "runtime")]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use http::{HeaderMap, HeaderName, HeaderValue};
use signet_runtime::runtime::auth::credential::{Verification, Verify as _};
use signet_runtime::runtime::error::VerificationFault;
use signet_runtime::runtime::sign::digest::sha256;
use signet_runtime::runtime::sign::ed25519::Ed25519Signer;
use signet_runtime::runtime::sign::hex::{self, KeyError};
use signet_runtime::runtime::sign::signing::Signer as _;
use signet_runtime::runtime::sign::verification::{ResponseKey, ResponseRule, ResponseVerifier};

static RULE: ResponseRule = ResponseRule {
    signature_headers: &["x-signature", "x_signature"],
    timestamp_headers: &["x-timestamp", "x_timestamp"],
    may_be_unsigned: &[502],
    message: |body, timestamp| [body, b"|", timestamp.as_bytes()].concat(),
    payload: |message| sha256(message).to_vec(),
};

const BODY: &[u8] = b"{\"a\":\"\xc3\xa9\"}";

fn signer() -> Ed25519Signer {
    Ed25519Signer::from_seed([7; 32])
}

fn verifier() -> ResponseVerifier {
    ResponseVerifier::new(&RULE, ResponseKey::from_hex(&signer().public_key_hex()).unwrap())
}

async fn signature(text: &[u8]) -> String {
    hex::encode(&signer().sign(&sha256(text)).await.unwrap())
}

fn verify(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Result<Verification, VerificationFault> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    verifier().verify(status, &map, body)
}

#[tokio::test]
async fn either_spelling_will_do() {
    let good = signature(b"{\"a\":\"\xc3\xa9\"}|17").await;
    let verified = Ok(Verification::Verified);
    assert_eq!(verify(200, &[("x-signature", &good), ("x-timestamp", "17")], BODY), verified);
    assert_eq!(verify(500, &[("X_Signature", &good), ("X_Timestamp", "17")], BODY), verified);
    assert_eq!(verify(502, &[("x-signature", &good), ("x_timestamp", "17")], BODY), verified);
    assert_eq!(verify(200, &[("x-signature", &good.to_uppercase()), ("x-timestamp", "17")], BODY), verified);
    let both = [("x-signature", &*good), ("x_signature", &good), ("x-timestamp", "17"), ("x_timestamp", "17")];
    assert_eq!(verify(200, &both, BODY), verified);
    let empty = signature(b"|017").await;
    assert_eq!(verify(200, &[("x-signature", &empty), ("x-timestamp", "017")], b""), verified);
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let good = signature(b"{\"a\":\"\xc3\xa9\"}|17").await;
    let other = signature(b"other|17").await;
    let ambiguous = VerificationFault::Ambiguous;
    for (headers, fault) in [
        (vec![], VerificationFault::Unsigned),
        (vec![("x-timestamp", "17")], VerificationFault::Unsigned),
        (vec![("x-signature", &*good)], VerificationFault::TimestampMissing),
        (vec![("x-signature", &*good), ("x-timestamp", "")], VerificationFault::TimestampNotDigits),
        (vec![("x-signature", &*good), ("x-timestamp", "17 ")], VerificationFault::TimestampNotDigits),
        (vec![("x-signature", &*good), ("x-timestamp", "+17")], VerificationFault::TimestampNotDigits),
        (vec![("x-signature", &*good), ("x-timestamp", "1|7")], VerificationFault::TimestampNotDigits),
        (vec![("x-signature", &*good), ("x-timestamp", "18")], VerificationFault::Mismatch),
        (vec![("x-signature", &*good), ("x-timestamp", "017")], VerificationFault::Mismatch),
        (vec![("x-signature", &*other), ("x-timestamp", "17")], VerificationFault::Mismatch),
        (vec![("x-signature", ""), ("x-timestamp", "17")], VerificationFault::SignatureLength),
        (vec![("x-signature", &good[2..]), ("x-timestamp", "17")], VerificationFault::SignatureLength),
        (vec![("x-signature", &good[1..]), ("x-timestamp", "17")], VerificationFault::SignatureLength),
        (vec![("x-signature", "zz"), ("x-timestamp", "17")], VerificationFault::SignatureNotHex),
        (vec![("x-signature", &*good), ("x-signature", &*good), ("x-timestamp", "17")], ambiguous),
        (vec![("x-signature", &*good), ("x_signature", &*other), ("x-timestamp", "17")], ambiguous),
        (vec![("x-signature", &*good), ("x-timestamp", "17"), ("x-timestamp", "17")], ambiguous),
        (vec![("x-signature", &*good), ("x-timestamp", "17"), ("x_timestamp", "18")], ambiguous),
    ] {
        assert_eq!(verify(200, &headers, BODY), Err(fault), "{headers:?}");
    }
    assert_eq!(
        verify(200, &[("x-signature", &good), ("x-timestamp", "17")], b"{\"a\":\"e\"}"),
        Err(VerificationFault::Mismatch)
    );
}

#[tokio::test]
async fn a_proxy_may_answer_unsigned_but_not_wrongly_signed() {
    assert_eq!(verify(502, &[], b"<html>"), Ok(Verification::Unsigned));
    assert_eq!(verify(500, &[], b"<html>"), Err(VerificationFault::Unsigned));
    let other = signature(b"other|17").await;
    assert_eq!(
        verify(502, &[("x-signature", &other), ("x-timestamp", "17")], b"<html>"),
        Err(VerificationFault::Mismatch)
    );
    assert_eq!(verify(502, &[("x-signature", "zz")], b"<html>"), Err(VerificationFault::TimestampMissing));
}

/// Adds the order of the group to the second half of a signature: the same equation, another text.
#[tokio::test]
async fn a_malleable_signature_is_refused() {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = signer().sign(&sha256(b"body|17")).await.unwrap();
    let headers = |bytes: &[u8]| hex::encode(bytes);
    let good = headers(&bytes);
    assert_eq!(verify(200, &[("x-signature", &good), ("x-timestamp", "17")], b"body"), Ok(Verification::Verified));
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    let twin = headers(&bytes);
    assert_eq!(
        verify(200, &[("x-signature", &twin), ("x-timestamp", "17")], b"body"),
        Err(VerificationFault::Mismatch)
    );
}

#[test]
fn keys_that_anybody_can_sign_for_are_refused() {
    let identity = format!("01{}", "00".repeat(31));
    let order_four = "00".repeat(32);
    let no_point = format!("02{}", "00".repeat(31));
    for key in [identity, order_four, no_point] {
        assert_eq!(ResponseKey::from_hex(&key), Err(KeyError::NotAKey), "{key}");
    }
    assert_eq!(ResponseKey::from_hex("zz"), Err(KeyError::NotHex));
    assert_eq!(ResponseKey::from_hex("aa"), Err(KeyError::Length { expected: 64, found: 2 }));
    let key = signer().public_key_hex();
    let read = ResponseKey::from_hex(&format!(" {} ", key.to_uppercase())).unwrap();
    assert_eq!(read.to_hex(), key);
    assert_eq!(format!("{read:?}"), format!("ResponseKey({key})"));
}

#[test]
fn a_value_that_is_no_text_is_refused() {
    let mut headers = HeaderMap::new();
    headers.insert("x-signature", HeaderValue::from_bytes(b"\xff\xfe").unwrap());
    headers.insert("x-timestamp", HeaderValue::from_bytes(b"17\xff").unwrap());
    assert_eq!(verifier().verify(200, &headers, b""), Err(VerificationFault::TimestampNotDigits));
    headers.insert("x-timestamp", HeaderValue::from_static("17"));
    assert_eq!(verifier().verify(200, &headers, b""), Err(VerificationFault::SignatureNotHex));
}
