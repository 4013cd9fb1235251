//! Recorded signatures: `vectors/cobo-signing.json` flows in, and each has to come out again of the runtime's signing.
//!
//! The text that is signed is made here from what went over the wire (method, target, time, body), never from the text recorded
//! beside it; both texts and signatures are compared. The profile is written as generated code is.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request};
use k256::ecdsa::signature::hazmat::PrehashVerifier as _;
use serde_json::Value;
use signet_runtime::runtime::auth::credential::{Credential as _, SignedText, Verification, Verify as _};
use signet_runtime::runtime::error::{SigningError, VerificationFault};
use signet_runtime::runtime::json::RawJson;
use signet_runtime::runtime::sign::digest::sha256;
use signet_runtime::runtime::sign::ed25519::Ed25519Signer;
use signet_runtime::runtime::sign::hex;
use signet_runtime::runtime::sign::secp256k1::EcdsaSecp256k1Signer;
use signet_runtime::runtime::sign::signing::{Algorithm, Parts, Sealed, Signer, Signing, SigningProfile, unix_millis};
use signet_runtime::runtime::sign::verification::{ResponseKey, ResponseRule, ResponseVerifier};
use signet_runtime::runtime::webhook::verification::{WebhookError, WebhookRule};

/// `{method}|{path}|{timestamp}|{query}|{body}`, SHA-256 twice, hexadecimal in three headers.
#[derive(Debug)]
struct Profile;

impl SigningProfile for Profile {
    fn algorithms(&self) -> &'static [Algorithm] {
        &[Algorithm::Ed25519, Algorithm::EcdsaSecp256k1]
    }

    fn timestamp(&self, now: SystemTime) -> String {
        unix_millis(now)
    }

    fn message(&self, parts: &Parts<'_>) -> Vec<u8> {
        let mut text = Vec::new();
        text.extend_from_slice(parts.method.as_bytes());
        text.extend_from_slice(b"|");
        text.extend_from_slice(parts.path.as_bytes());
        text.extend_from_slice(b"|");
        text.extend_from_slice(parts.timestamp.as_bytes());
        text.extend_from_slice(b"|");
        text.extend_from_slice(parts.query.as_bytes());
        text.extend_from_slice(b"|");
        text.extend_from_slice(parts.body);
        text
    }

    fn payload(&self, message: &[u8]) -> Vec<u8> {
        sha256(&sha256(message)).to_vec()
    }

    fn place(&self, request: &mut Request<Bytes>, sealed: &Sealed<'_>) -> Result<(), SigningError> {
        const KEY: &str = "biz-api-key";
        const NONCE: &str = "biz-api-nonce";
        const SIGNATURE: &str = "biz-api-signature";
        let key = HeaderValue::try_from(hex::encode(sealed.public_key))
            .map_err(|_| SigningError::InvalidHeader { name: KEY })?;
        let nonce = HeaderValue::try_from(sealed.timestamp).map_err(|_| SigningError::InvalidHeader { name: NONCE })?;
        let mut signature = HeaderValue::try_from(hex::encode(sealed.signature))
            .map_err(|_| SigningError::InvalidHeader { name: SIGNATURE })?;
        signature.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert(KEY, key);
        headers.insert(NONCE, nonce);
        headers.insert(SIGNATURE, signature);
        Ok(())
    }
}

static RULE: ResponseRule = ResponseRule {
    signature_headers: &["biz-resp-signature", "biz_resp_signature"],
    timestamp_headers: &["biz-timestamp", "biz_timestamp"],
    may_be_unsigned: &[414, 429, 502, 503],
    message: |body, timestamp| {
        let mut text = Vec::new();
        text.extend_from_slice(body);
        text.extend_from_slice(b"|");
        text.extend_from_slice(timestamp.as_bytes());
        text
    },
    payload: |message| sha256(&sha256(message)).to_vec(),
};

static WEBHOOKS: WebhookRule = WebhookRule { signature: &RULE, since_1970: Duration::from_millis, environments: &[] };

fn recorded(list: &str) -> Vec<Value> {
    let text = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/cobo-signing.json")).unwrap();
    let mut document: Value = serde_json::from_slice(&text).unwrap();
    let Value::Array(list) = document[list].take() else { panic!("no list `{list}`") };
    list
}

fn text<'v>(vector: &'v Value, key: &str) -> &'v str {
    vector[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {vector}"))
}

/// Signs the request that a vector says was sent.
async fn sign(vector: &Value, target: &str) -> Request<Bytes> {
    let key = text(vector, "private_key_hex");
    let signer: Box<dyn Signer> = match text(vector, "algorithm") {
        "ed25519" => Box::new(Ed25519Signer::from_hex(key).unwrap()),
        _ => Box::new(EcdsaSecp256k1Signer::from_hex(key).unwrap()),
    };
    let mut request = Request::builder()
        .method(text(vector, "method"))
        .uri(format!("https://api.example{target}"))
        .body(Bytes::from(text(vector, "body").to_owned()))
        .unwrap();
    let now = UNIX_EPOCH + Duration::from_millis(vector["timestamp_ms"].as_u64().unwrap());
    Signing::new(&Profile, signer).apply(&mut request, now).await.unwrap();
    assert_eq!(request.uri().path_and_query().unwrap().as_str(), target);
    assert_eq!(request.headers()["biz-api-key"], text(vector, "public_key_hex"));
    assert_eq!(request.headers()["biz-api-nonce"], vector["timestamp_ms"].to_string());
    request
}

fn signature(request: &Request<Bytes>) -> &str {
    request.headers()["biz-api-signature"].to_str().unwrap()
}

fn signed_text(request: &Request<Bytes>) -> &str {
    request.extensions().get::<SignedText>().unwrap().as_str()
}

/// Checks that text, digest and signature are the recorded ones.
async fn reproduces(vector: &Value) {
    let request = sign(vector, text(vector, "wire_target")).await;
    assert_eq!(signed_text(&request), text(vector, "string_to_sign"), "{}", vector["name"]);
    let digest = hex::encode(&Profile.payload(signed_text(&request).as_bytes()));
    assert_eq!(digest, text(vector, "digest_hex"), "{}", vector["name"]);
    assert_eq!(signature(&request), text(vector, "signature_hex"), "{}", vector["name"]);
}

/// Checks that what was recorded is not made again, since it does not fit what was sent.
async fn refuses_to_reproduce(vector: &Value) {
    let request = sign(vector, text(vector, "wire_target")).await;
    assert_ne!(signed_text(&request), text(vector, "string_to_sign"), "{}", vector["name"]);
    assert_ne!(signature(&request), text(vector, "signature_hex"), "{}", vector["name"]);
}

#[tokio::test]
async fn ed25519_requests() {
    let vectors = recorded("vectors");
    assert_eq!(vectors.len(), 64);
    for vector in &vectors {
        assert_eq!(vector["signed_equals_wire"], true);
        reproduces(vector).await;
    }
}

#[tokio::test]
async fn requests_signed_as_something_else_than_was_sent() {
    let vectors = recorded("sdk_mismatch_vectors");
    assert_eq!(vectors.len(), 8);
    for vector in &vectors {
        assert_eq!(vector["signed_equals_wire"], false);
        refuses_to_reproduce(vector).await;
    }
}

#[tokio::test]
async fn sorted_queries_and_decoded_paths() {
    let vectors = recorded("go_sdk_vectors");
    let (same, other): (Vec<_>, Vec<_>) = vectors.iter().partition(|vector| vector["signed_equals_wire"] == true);
    assert_eq!((same.len(), other.len()), (9, 5));
    for vector in same {
        reproduces(vector).await;
    }
    for vector in other {
        refuses_to_reproduce(vector).await;
    }
}

/// Ours are the deterministic ones with low `s`; those with random nonces only have to fit the same digest and key.
#[tokio::test]
async fn secp256k1_requests() {
    let vectors = recorded("secp256k1_vectors");
    assert_eq!(vectors.len(), 5);
    for vector in &vectors {
        let query = text(vector, "query_string_as_signed");
        let mark = if query.is_empty() { "" } else { "?" };
        let request = sign(vector, &format!("{}{mark}{query}", text(vector, "path"))).await;
        assert_eq!(signed_text(&request), text(vector, "string_to_sign"));
        let digest = Profile.payload(signed_text(&request).as_bytes());
        assert_eq!(hex::encode(&digest), text(vector, "digest_hex"));
        assert_eq!(signature(&request), text(vector, "rfc6979_low_s_signature_hex"), "{}", vector["name"]);
        if vector["sdk_deterministic"] == true {
            assert_eq!(signature(&request), text(vector, "signature_hex"));
        }
        let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(&bytes(text(vector, "public_key_hex"))).unwrap();
        for signature in [signature(&request), text(vector, "signature_hex")] {
            let signature = k256::ecdsa::Signature::from_der(&bytes(signature)).unwrap();
            key.verify_prehash(&digest, &signature).unwrap();
        }
    }
}

#[tokio::test]
async fn rfc_8032() {
    let vectors = recorded("rfc8032_ed25519");
    assert_eq!(vectors.len(), 3);
    for vector in &vectors {
        let signer = Ed25519Signer::from_hex(text(vector, "private_key_hex")).unwrap();
        assert_eq!(signer.public_key_hex(), text(vector, "public_key_hex"));
        let signature = signer.sign(&bytes(text(vector, "message_hex"))).await.unwrap();
        assert_eq!(hex::encode(&signature), text(vector, "signature_hex"));
    }
}

#[test]
fn responses_and_webhooks() {
    let vectors = recorded("response_vectors");
    assert_eq!(vectors.len(), 17);
    let mut exceptions = 0;
    for vector in &vectors {
        let key = ResponseKey::from_hex(text(vector, "public_key_hex")).unwrap();
        let timestamp = text(vector, "timestamp");
        let mut headers = HeaderMap::new();
        headers.insert("biz-resp-signature", text(vector, "signature_hex").parse().unwrap());
        headers.insert("biz-timestamp", timestamp.parse().unwrap());
        let body = text(vector, "body").as_bytes();
        let verdict = ResponseVerifier::new(&RULE, key).verify(200, &headers, body);
        // Webhooks are signed in the same way, and each of these could be one.
        let sent_at = UNIX_EPOCH + Duration::from_millis(timestamp.parse().unwrap_or_default());
        let webhook = WEBHOOKS.verify::<RawJson>(&headers, body, &key, Duration::ZERO, sent_at);
        match (verdict, &webhook) {
            (Ok(_), Ok(webhook)) => assert_eq!((webhook.raw().as_ref(), webhook.sent_at()), (body, sent_at)),
            (Err(fault), Err(WebhookError::Signature(other))) => assert_eq!(fault, *other),
            _ => panic!("{}: {verdict:?} {webhook:?}", vector["name"]),
        }
        if vector["kind"] == "webhook" {
            assert!(webhook.as_ref().is_ok_and(|webhook| webhook.event().is_ok()), "{}", vector["name"]);
        }
        if timestamp == "1|2" {
            // The signature fits, and fits another body with the timestamp `2` just as well: a timestamp must be digits only,
            // whatever the signature says.
            assert_eq!(vector["valid"], true);
            assert_eq!(verdict, Err(VerificationFault::TimestampNotDigits));
            exceptions += 1;
        } else if vector["valid"] == true {
            assert_eq!(verdict, Ok(Verification::Verified), "{}", vector["name"]);
        } else {
            let fault = match text(vector, "name") {
                "empty timestamp" => VerificationFault::TimestampNotDigits,
                "overlong signature (65 bytes)" | "empty signature" => VerificationFault::SignatureLength,
                "non-hex signature" => VerificationFault::SignatureNotHex,
                _ => VerificationFault::Mismatch,
            };
            assert_eq!(verdict, Err(fault), "{}", vector["name"]);
        }
    }
    assert_eq!(exceptions, 1);
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    let (pairs, rest) = hexadecimal.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty());
    pairs.iter().map(|pair| hex::decode::<1>(pair).unwrap()[0]).collect()
}
