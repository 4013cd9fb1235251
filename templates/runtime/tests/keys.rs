//! Private keys from PEM and from random numbers, and signers that fail.

#![cfg(all(feature = "pem", feature = "keygen", feature = "ecdsa-secp256k1"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::plain::Plain;
use crate::virtual_time::*;

// Made by `openssl genpkey` for these tests, and used nowhere else.
const ED25519: &str = "-----BEGIN PRIVATE KEY-----\n\
MC4CAQAwBQYDK2VwBCIEIFU8TzRqrCNxbY6qzIGX9wBVsi/Kfx8M105lC34gg7p5\n\
-----END PRIVATE KEY-----";
const SECP256K1: &str = "-----BEGIN PRIVATE KEY-----\n\
MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgBasa9Oa8ZWXOIRqj/XyW\n\
sh4bjFBR87mCMckgzBpigmOhRANCAARe2BMvfz5fmT0T+k5xx9lOf8rOZx6j4FtU\n\
WIEWUp0wGl98zeydAOUbt8j3xyqNrpiIPnl9c4SAvO1NZLh5PAkZ\n\
-----END PRIVATE KEY-----";
const SEC1: &str = "-----BEGIN EC PARAMETERS-----\n\
BgUrgQQACg==\n\
-----END EC PARAMETERS-----\n\
-----BEGIN EC PRIVATE KEY-----\n\
MHQCAQEEIF5y42/2rQ9t926TjcimH6eoMpLg8EKw/OoE48mtJNu1oAcGBSuBBAAK\n\
oUQDQgAENp8Ts3TJGWeFUkrkhkAW3lKdCrvw/s3dY/a/KLJ1qgQowu/afnjslnZ0\n\
cucdBZUiLnWRKGpSlQ1QPeHmT82dJw==\n\
-----END EC PRIVATE KEY-----";
const P256: &str = "-----BEGIN PRIVATE KEY-----\n\
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiW9hB+96ETdXuyCg\n\
JigCgKXdvsnudb4XvpFlAWbfHBmhRANCAASSzDcfZPv32UQFbkYWgyrs9eBQqX+1\n\
6vwgir75xvNxKzwLM4MA5ojwn4UthulxRHam1Me0wfNJXMrt2tAWmCGl\n\
-----END PRIVATE KEY-----";
const X25519: &str = "-----BEGIN PRIVATE KEY-----\n\
MC4CAQAwBQYDK2VuBCIEIMDAaRlVp+YmroLxX9MmsPhteSGrF35Q7hJG6GrpYbNV\n\
-----END PRIVATE KEY-----";
const ENCRYPTED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n\
MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjjvrVQNEk+VAICCAAw\n\
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEB+y6/6xguU5vQ6snDBdaJoEQADE\n\
rXSzKHB2eHls8LcziAo28bBB/s+PFTmIjztI1WExRkdygCMH5y9KS72+JRTQ40Hx\n\
C2G9Pd+5Y3KzIxCVxGw=\n\
-----END ENCRYPTED PRIVATE KEY-----";
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
MCowBQYDK2VwAyEA6JMmTghcfp8xHwpo6YzP7IRce4ZcMgtbhqvqHOElv4c=\n\
-----END PUBLIC KEY-----";

#[test]
fn keys_of_openssl_are_read() {
    let from_hex = Ed25519Signer::from_hex("553c4f346aac23716d8eaacc8197f70055b22fca7f1f0cd74e650b7e2083ba79").unwrap();
    for text in [ED25519.to_owned(), format!("\n{ED25519}\n"), ED25519.replace('\n', "\r\n")] {
        let signer = Ed25519Signer::from_pem(&text).unwrap();
        assert_eq!(signer.public_key_hex(), "e893264e085c7e9f311f0a68e98ccfec845c7b865c320b5b86abea1ce125bf87");
        assert_eq!(signer.public_key_hex(), from_hex.public_key_hex());
    }
    let signer = EcdsaSecp256k1Signer::from_pem(SECP256K1).unwrap();
    assert_eq!(signer.public_key_hex(), "035ed8132f7f3e5f993d13fa4e71c7d94e7fcace671ea3e05b54588116529d301a");
}

#[test]
fn other_keys_are_told_apart() {
    let ed25519 = |text: &str| Ed25519Signer::from_pem(text).map(|_| ()).unwrap_err();
    let secp256k1 = |text: &str| EcdsaSecp256k1Signer::from_pem(text).map(|_| ()).unwrap_err();
    let other = |expected| KeyError::OtherAlgorithm { expected };
    for text in [SECP256K1, P256, X25519] {
        assert_eq!(ed25519(text), other("Ed25519"), "{text}");
    }
    for text in [ED25519, P256, X25519] {
        assert_eq!(secp256k1(text), other("secp256k1"), "{text}");
    }
    // The parts of a key may be cut, or come from something else.
    let cut = ED25519.replace("MC4CAQAwBQYDK2VwBCIEIF", "MC4CAQAwBQYDK2VwBCIEIE").replace("p5\n", "pR\n");
    for (text, expected) in [
        (ENCRYPTED, KeyError::Encrypted),
        (PUBLIC, KeyError::NotPkcs8),
        ("", KeyError::NotPem),
        ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", KeyError::NotPem),
        (&ED25519[..70], KeyError::NotPkcs8),
        (&ED25519.replace("MC4C", "MC5C"), KeyError::NotPkcs8),
        (SEC1, KeyError::NotPkcs8),
    ] {
        assert_eq!((ed25519(text), secp256k1(text)), (expected, expected), "{text}");
    }
    assert!(Ed25519Signer::from_pem(&cut).is_ok(), "another seed is another key, and nobody can tell");
    for error in [other("Ed25519"), KeyError::Encrypted, KeyError::NotPkcs8, KeyError::NotPem, KeyError::OutOfRange] {
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn scalars_that_are_no_key() {
    let order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    for hex in ["00".repeat(32), "ff".repeat(32), order.to_owned()] {
        assert_eq!(EcdsaSecp256k1Signer::from_hex(&hex).unwrap_err(), KeyError::OutOfRange);
    }
    assert!(EcdsaSecp256k1Signer::from_hex(&order.replace("4141", "4140")).is_ok());
    // PKCS#8 of the scalar 0, without a public key.
    let zero = "-----BEGIN PRIVATE KEY-----\nMD4CAQAwEAYHKoZIzj0CAQYFK4EEAAoEJzAlAgEBBCAAAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAAA==\n-----END PRIVATE KEY-----";
    assert_eq!(EcdsaSecp256k1Signer::from_pem(zero).unwrap_err(), KeyError::OutOfRange);
}

#[tokio::test]
async fn keys_are_made() {
    let (one, seed) = Ed25519Signer::generate().unwrap();
    let (other, _) = Ed25519Signer::generate().unwrap();
    assert_ne!(one.public_key_hex(), other.public_key_hex());
    assert_eq!(Ed25519Signer::from_hex(&seed).unwrap().public_key_hex(), one.public_key_hex());
    assert!(!format!("{one:?}").contains(seed.as_str()));
    let (one, key) = EcdsaSecp256k1Signer::generate().unwrap();
    assert_eq!(EcdsaSecp256k1Signer::from_hex(&key).unwrap().public_key_hex(), one.public_key_hex());
    assert_eq!(one.public_key_hex().len(), 66);
    assert_eq!(one.sign(&[7; 32]).await.unwrap().first(), Some(&0x30));
}

enum Remote {
    Fails,
    Hangs,
    Signs(usize),
}

impl Signer for Remote {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Ed25519
    }

    fn public_key(&self) -> &[u8] {
        &[7; 32]
    }

    fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(async {
            match self {
                Self::Fails => Err(SignerError::new("the device is locked")),
                Self::Hangs => std::future::pending().await,
                Self::Signs(length) => Ok(vec![7; *length]),
            }
        })
    }
}

async fn signed_by(signer: Remote) -> (Timed, Result<Pet, Error<Problem>>) {
    let server = Timed::answering(&[pet()]);
    let builder = server.builder().credential("Key", Signing::new(&Plain, Arc::new(signer)));
    let client = builder.attempt_timeout(Duration::from_secs(1)).build().unwrap();
    let result = literal::<Secured>(&client, "/vault").send().await;
    (server, result)
}

#[tokio::test(start_paused = true)]
async fn signers_that_do_not_sign() {
    for (signer, message) in [
        (Remote::Fails, "secured: the signer failed"),
        (Remote::Hangs, "secured: the request was not signed in 1s, and not sent"),
        (Remote::Signs(63), "secured: the signer returned 63 bytes, which is not a signature of Ed25519"),
        (Remote::Signs(0), "secured: the signer returned 0 bytes, which is not a signature of Ed25519"),
    ] {
        let (server, result) = signed_by(signer).await;
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Signing(_)), "{error:?}");
        assert_eq!((error.to_string().as_str(), server.tries()), (message, 0));
    }
    let (server, result) = signed_by(Remote::Signs(64)).await;
    assert_eq!((result.unwrap().id, server.tries()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn no_try_sends_the_signature_of_an_earlier_one() {
    let server = Timed::answering(&[status(503)]);
    let signer = Ed25519Signer::from_seed([7; 32]);
    // The clock stands still, so that only growing times tell tries apart.
    let builder = server.builder().clock(FixedClock(SystemTime::UNIX_EPOCH)).increasing_timestamps();
    let client = builder.credential("Key", Signing::new(&Plain, signer)).build().unwrap();
    let _ = literal::<Secured>(&client, "/vault").with_retry(Retry::attempts(5)).send().await;
    for name in ["x-nonce", "x-seal"] {
        let mut values = server.header(name);
        values.sort();
        values.dedup();
        assert_eq!(values.len(), 5, "{name}");
    }
}
