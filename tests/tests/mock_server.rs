//! How a program is tested with the mock server of a generated crate: the program's function flows in, what it did flows out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use cobo_waas2::mock::{MockFault, MockResponse, MockServer};
use cobo_waas2::sign::Signer;
use cobo_waas2::{Client, EcdsaSecp256k1Signer, Ed25519Signer, Error, OAuthError, Retry, ops};

const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

/// The function that is tested.
async fn access_token(client: &Client, org: &str) -> Result<Option<String>, Error<OAuthError>> {
    let token = client.oauth().get_token("my app", org, "org_implicit").send().await?;
    Ok(token.access_token.map(|token| token.expose().to_owned()))
}

fn client(server: &MockServer, signer: impl Signer) -> Client {
    let builder = Client::builder().base_url(server.url()).response_key(&server.response_key());
    builder.signer(signer).retry(Retry::never()).build().unwrap()
}

fn ed25519() -> Ed25519Signer {
    Ed25519Signer::from_hex(SEED).unwrap()
}

#[tokio::test]
async fn a_program_is_answered_with_examples_and_by_rules() {
    let server = MockServer::start().unwrap();
    let client = client(&server, ed25519());
    assert!(access_token(&client, "org 1").await.unwrap().is_some(), "the document's example");
    server.on_op::<ops::GetToken>(MockResponse::json(200, r#"{"access_token":"mine"}"#));
    assert_eq!(access_token(&client, "org 1").await.unwrap().as_deref(), Some("mine"));
    server.on_op_with::<ops::GetToken>(|request| {
        let org = request.query("org_id").unwrap_or_default();
        MockResponse::json(200, format!(r#"{{"access_token":"token of {org}"}}"#))
    });
    assert_eq!(access_token(&client, "a&b").await.unwrap().as_deref(), Some("token of a%26b"));
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!((request.operation(), request.fault()), (Some("get_token"), None));
        assert!(!format!("{request:?}").contains(request.header("biz-api-signature").unwrap()));
    }
}

#[tokio::test]
async fn a_key_on_secp256k1_signs_too() {
    let server = MockServer::start().unwrap();
    let client = client(&server, EcdsaSecp256k1Signer::from_hex(SEED).unwrap());
    assert!(access_token(&client, "org").await.unwrap().is_some());
    assert_eq!(server.requests().pop().unwrap().fault(), None);
}

/// Signs something else than it is asked to.
struct Astray(Ed25519Signer);

impl Signer for Astray {
    fn algorithm(&self) -> cobo_waas2::sign::Algorithm {
        self.0.algorithm()
    }

    fn public_key(&self) -> &[u8] {
        self.0.public_key()
    }

    fn sign<'a>(
        &'a self,
        _: &'a [u8],
    ) -> cobo_waas2::transport::BoxFuture<'a, Result<Vec<u8>, cobo_waas2::sign::SignerError>> {
        self.0.sign(b"something else")
    }
}

#[tokio::test]
async fn a_request_that_is_signed_wrongly_is_refused_with_the_reason() {
    let server = MockServer::start().unwrap();
    let error = access_token(&client(&server, Astray(ed25519())), "org").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    let Error::Unexpected(error) = error else { panic!("{error:?}") };
    assert_eq!(error.raw().as_ref(), b"mock server: the signature does not match");
    assert_eq!(server.requests().pop().unwrap().fault(), Some("the signature does not match"));
}

#[tokio::test]
async fn answers_that_are_not_signed_as_they_must_be_are_told_apart() {
    let server = MockServer::start().unwrap();
    let client = client(&server, ed25519());
    for fault in [MockFault::BadSignature, MockFault::Unsigned, MockFault::Truncated] {
        server.on_op::<ops::GetToken>(MockResponse::documented(200).with_fault(fault));
        let error = access_token(&client, "org").await.unwrap_err();
        assert!(matches!(error, Error::Verification(_)), "{fault:?}: {error:?}");
    }
    server.on_op::<ops::GetToken>(MockResponse::documented(200).with_fault(MockFault::RateLimited(1)));
    let error = access_token(&client, "org").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 429, "a proxy answers it unsigned");
    let other = MockServer::start().unwrap();
    assert_ne!(other.response_key(), server.response_key(), "each server has a key of its own");
}
