//! Signers and the credential made of a profile and a signer.
#![cfg(feature = "runtime")]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderValue;
use signet_runtime::runtime::auth::credential::{Credential as _, SignedText};
use signet_runtime::runtime::error::SigningError;
use signet_runtime::runtime::sign::digest::sha256;
use signet_runtime::runtime::sign::ed25519::Ed25519Signer;
use signet_runtime::runtime::sign::hex::{self, KeyError};
use signet_runtime::runtime::sign::signing::{
    Algorithm, Parts, Sealed, Signer, SignerError, Signing, SigningProfile, unix_millis, unix_seconds,
};
use signet_runtime::runtime::transport::interface::BoxFuture;

use crate::petstore;

/// RFC 8032, section 7.1: seed, public key, message, signature.
const RFC_8032: [[&str; 4]; 3] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
];

const SEED: &str = RFC_8032[0][0];

/// A scheme of its own: `method path?query`, a line, the body; hashed once.
#[derive(Debug)]
struct Lines;

impl SigningProfile for Lines {
    fn algorithms(&self) -> &'static [Algorithm] {
        &[Algorithm::Ed25519]
    }

    fn timestamp(&self, now: SystemTime) -> String {
        unix_seconds(now)
    }

    fn message(&self, parts: &Parts<'_>) -> Vec<u8> {
        let mut text = Vec::new();
        for part in [parts.method, " ", parts.path, "?", parts.query, "\n", parts.timestamp, "\n"] {
            text.extend_from_slice(part.as_bytes());
        }
        text.extend_from_slice(parts.body);
        text
    }

    fn payload(&self, message: &[u8]) -> Vec<u8> {
        sha256(message).to_vec()
    }

    fn place(&self, request: &mut http::Request<Bytes>, sealed: &Sealed<'_>) -> Result<(), SigningError> {
        for (name, value) in [
            ("x-key", hex::encode(sealed.public_key)),
            ("x-time", sealed.timestamp.to_owned()),
            ("x-signature", hex::encode(sealed.signature)),
        ] {
            let value = HeaderValue::try_from(value).map_err(|_| SigningError::InvalidHeader { name })?;
            request.headers_mut().insert(name, value);
        }
        Ok(())
    }
}

fn request() -> http::Request<Bytes> {
    http::Request::post("https://api.example/v1/a%2Fb?x=1+2&y=%C3%A9").body(Bytes::from_static(b"{\"a\":1}")).unwrap()
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_718_587_017_029)
}

#[tokio::test]
async fn ed25519_is_rfc_8032s() {
    for [seed, public_key, message, signature] in RFC_8032 {
        let signer = Ed25519Signer::from_hex(seed).unwrap();
        assert_eq!(signer.public_key_hex(), public_key);
        assert_eq!(hex::encode(signer.public_key()), public_key);
        let message: Vec<u8> = message.as_bytes().chunks(2).map(|pair| hex::decode::<1>(pair).unwrap()[0]).collect();
        assert_eq!(hex::encode(&signer.sign(&message).await.unwrap()), signature);
        let same = Ed25519Signer::from_seed(*hex::decode_key::<32>(seed).unwrap());
        assert_eq!(same.public_key_hex(), public_key);
    }
}

#[tokio::test]
async fn what_is_signed_is_what_the_request_says() {
    let signing = Signing::new(&Lines, Ed25519Signer::from_hex(SEED).unwrap());
    let mut request = request();
    signing.apply(&mut request, now()).await.unwrap();
    let text = "POST /v1/a%2Fb?x=1+2&y=%C3%A9\n1718587017\n{\"a\":1}";
    assert_eq!(request.extensions().get::<SignedText>().unwrap().as_str(), text);
    assert_eq!(request.headers()["x-key"], RFC_8032[0][1]);
    assert_eq!(request.headers()["x-time"], "1718587017");
    let expected = Ed25519Signer::from_hex(SEED).unwrap().sign(&sha256(text.as_bytes())).await.unwrap();
    assert_eq!(request.headers()["x-signature"], hex::encode(&expected));

    // A second try has its own time, and nothing of the first is left.
    signing.apply(&mut request, now() + Duration::from_secs(1)).await.unwrap();
    assert_eq!(request.headers().get_all("x-time").iter().count(), 1);
    assert_eq!(request.headers()["x-time"], "1718587018");
    assert_ne!(request.headers()["x-signature"], hex::encode(&expected));
}

#[tokio::test]
async fn a_body_that_the_document_does_not_describe_is_signed_as_any_other() {
    let signing = Signing::new(&Lines, Ed25519Signer::from_hex(SEED).unwrap());
    let client = petstore::Always::json(200, "{}").builder().credential("Key", signing).build().unwrap();
    let call = petstore::literal::<petstore::Secured>(&client, "/vault").with_body("text/csv", "a,b");
    let request = call.into_request().await.unwrap();
    let text = request.extensions().get::<SignedText>().unwrap().as_str();
    assert!(text.ends_with("\na,b"), "{text}");
    let expected = Ed25519Signer::from_hex(SEED).unwrap().sign(&sha256(text.as_bytes())).await.unwrap();
    assert_eq!(request.headers()["x-signature"], hex::encode(&expected));
    assert_eq!(
        (&request.headers()["content-type"], &request.body()[..]),
        (&HeaderValue::from_static("text/csv"), &b"a,b"[..])
    );
}

#[tokio::test]
async fn shared_and_boxed_signers_are_signers() {
    let shared = Arc::new(Ed25519Signer::from_hex(SEED).unwrap());
    let boxed: Box<dyn Signer> = Box::new(shared.clone());
    let mut requests = [request(), request()];
    Signing::new(&Lines, shared).apply(&mut requests[0], now()).await.unwrap();
    Signing::new(&Lines, boxed).apply(&mut requests[1], now()).await.unwrap();
    assert_eq!(requests[0].headers()["x-signature"], requests[1].headers()["x-signature"]);
}

/// A signer that returns what it was told to.
struct Scripted(Algorithm, Result<Vec<u8>, &'static str>);

impl Signer for Scripted {
    fn algorithm(&self) -> Algorithm {
        self.0
    }

    fn public_key(&self) -> &[u8] {
        b"key"
    }

    fn sign<'a>(&'a self, _payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(async { self.1.clone().map_err(SignerError::new) })
    }
}

#[tokio::test]
async fn a_signer_that_does_not_fit_is_an_error() {
    async fn refused(signer: Scripted) -> SigningError {
        let mut request = request();
        let error = Signing::new(&Lines, signer).apply(&mut request, now()).await.unwrap_err();
        assert!(request.headers().is_empty() && request.extensions().is_empty());
        error
    }
    let error = refused(Scripted(Algorithm::EcdsaSecp256k1, Ok(vec![0; 70]))).await;
    assert!(matches!(error, SigningError::UnsupportedAlgorithm { algorithm: "ECDSA with secp256k1" }));
    let error = refused(Scripted(Algorithm::Ed25519, Ok(vec![0; 63]))).await;
    assert!(matches!(error, SigningError::SignatureLength { algorithm: "Ed25519", found: 63 }));
    let error = refused(Scripted(Algorithm::Ed25519, Err("the device is gone"))).await;
    let SigningError::Signer(cause) = error else { panic!("{error}") };
    assert_eq!(cause.to_string(), "the device is gone");
}

#[test]
fn keys_are_read_as_people_paste_them() {
    let public_key = RFC_8032[0][1];
    for text in [SEED.to_owned(), SEED.to_uppercase(), format!("  {SEED}\r\n")] {
        assert_eq!(Ed25519Signer::from_hex(&text).unwrap().public_key_hex(), public_key);
    }
    for (text, error) in [
        (String::new(), KeyError::Length { expected: 64, found: 0 }),
        (SEED[..62].to_owned(), KeyError::Length { expected: 64, found: 62 }),
        (SEED[..63].to_owned(), KeyError::Length { expected: 64, found: 63 }),
        (format!("{SEED}{public_key}"), KeyError::Length { expected: 64, found: 128 }),
        (format!("0x{SEED}"), KeyError::NotHex),
        (SEED.replace('9', "g"), KeyError::NotHex),
        (SEED.replace('9', "９"), KeyError::NotHex),
        (SEED.replacen('6', " ", 1), KeyError::NotHex),
    ] {
        let found = Ed25519Signer::from_hex(&text).unwrap_err();
        assert_eq!(found, error, "{text}");
        assert!(text.is_empty() || !found.to_string().contains(&text));
    }
}

#[test]
fn hexadecimal_goes_both_ways() {
    let all: Vec<u8> = (0..=255).collect();
    let text = hex::encode(&all);
    assert_eq!(hex::decode::<256>(text.as_bytes()).unwrap().as_slice(), all);
    assert_eq!(hex::decode::<256>(text.to_uppercase().as_bytes()).unwrap().as_slice(), all);
    for byte in 0..=255_u8 {
        assert_eq!(hex::decode::<1>(&[b'0', byte]).is_ok(), byte.is_ascii_hexdigit());
    }
}

#[test]
fn private_keys_are_not_shown() {
    let signer = Ed25519Signer::from_hex(SEED).unwrap();
    assert_eq!(format!("{signer:?}"), format!("Ed25519Signer({})", RFC_8032[0][1]));
    let shown = format!("{:#?}", Signing::new(&Lines, signer));
    assert!(shown.contains(RFC_8032[0][1]) && !shown.contains(SEED), "{shown}");
    let parts = Parts { method: "GET", path: "/a", query: "token=hunter2", body: b"hunter2", timestamp: "1" };
    assert!(!format!("{parts:?}").contains("hunter2"));
}

#[test]
fn times_are_written_as_numbers() {
    assert_eq!(unix_millis(now()), "1718587017029");
    assert_eq!(unix_seconds(now()), "1718587017");
    assert_eq!(unix_millis(UNIX_EPOCH - Duration::from_secs(1)), "0");
}

#[cfg(feature = "ecdsa-secp256k1")]
mod secp256k1 {
    use super::*;
    use signet_runtime::runtime::sign::secp256k1::EcdsaSecp256k1Signer;

    const KEY: &str = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";

    #[tokio::test]
    async fn signatures_are_deterministic_der_with_low_s() {
        let signer = EcdsaSecp256k1Signer::from_hex(KEY).unwrap();
        assert_eq!(signer.public_key_hex(), "032c8c31fc9f990c6b55e3865a184a4ce50e09481f2eaeb3e60ec1cea13a6ae645");
        for byte in 0..=255 {
            let digest = sha256(&[byte]);
            let signature = signer.sign(&digest).await.unwrap();
            assert_eq!(signature, signer.sign(&digest).await.unwrap());
            let parsed = k256::ecdsa::Signature::from_der(&signature).unwrap();
            assert_eq!(parsed.normalize_s(), None, "the signature has a low S already");
        }
    }

    #[tokio::test]
    async fn only_a_digest_is_signed() {
        let signer = EcdsaSecp256k1Signer::from_hex(KEY).unwrap();
        for length in [0, 16, 31, 33, 64] {
            let error = signer.sign(&vec![1; length]).await.unwrap_err();
            assert_eq!(error.to_string(), format!("ECDSA with secp256k1 signs 32 bytes, not {length}"));
        }
    }

    #[test]
    fn scalars_out_of_range_are_refused() {
        const ORDER: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
        for key in ["00".repeat(32), ORDER.to_owned(), "ff".repeat(32)] {
            assert_eq!(EcdsaSecp256k1Signer::from_hex(&key).unwrap_err(), KeyError::OutOfRange);
        }
        assert!(EcdsaSecp256k1Signer::from_hex(&ORDER.replace("4141", "4140")).is_ok());
        assert!(EcdsaSecp256k1Signer::from_bytes([0; 32]).is_err());
        assert_eq!(EcdsaSecp256k1Signer::from_hex("c9").unwrap_err(), KeyError::Length { expected: 64, found: 2 });
    }

    #[test]
    fn the_private_key_is_not_shown() {
        let signer = EcdsaSecp256k1Signer::from_hex(KEY).unwrap();
        assert_eq!(format!("{signer:?}"), format!("EcdsaSecp256k1Signer({})", signer.public_key_hex()));
    }
}
