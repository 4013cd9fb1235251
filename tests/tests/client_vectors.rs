//! Recorded requests of this API: parameters flow into the generated client, and the recorded bytes and signature come out.
//!
//! `vectors.rs` checks how requests are signed; here it is what the generated methods make of their arguments. Requests that
//! were recorded with sorted parameters (`go_sdk_vectors`) do not apply: the client sends them in the document's order.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use bytes::Bytes;
use cobo_waas2::error::TransportError;
use cobo_waas2::error::{RequestFault, VerificationFault};
use cobo_waas2::sign::Signer;
use cobo_waas2::transport::Transport;
use cobo_waas2::transport::{BoxFuture, ResponseBody};
use cobo_waas2::types::RefreshTokenRequest;
use cobo_waas2::{
    Client, EcdsaSecp256k1Signer, Ed25519Signer, Environment, Error, OAuthError, SignedText, Verification,
};
use http::{Request, Response};
use serde_json::Value;
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, clock};
use signet_tests::server::crypto;

const PATH: &str = "/v2/oauth/token";

fn recorded(list: &str) -> Vec<Value> {
    let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/cobo-signing.json")).unwrap();
    let mut document: Value = serde_json::from_slice(&file).unwrap();
    let Value::Array(list) = document[list].take() else { panic!("no list `{list}`") };
    list
}

/// Returns the recorded requests of the two operations that the client has.
fn of_method(list: &str, method: &str) -> Vec<Value> {
    recorded(list).into_iter().filter(|vector| vector["path"] == PATH && vector["method"] == method).collect()
}

fn text<'v>(vector: &'v Value, key: &str) -> &'v str {
    vector[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {vector}"))
}

/// Makes the client that a vector describes. All environments have the path that was recorded.
fn client(vector: &Value, environment: Environment) -> Client {
    let key = text(vector, "private_key_hex");
    let signer: Box<dyn Signer> = match text(vector, "algorithm") {
        "ed25519" => Box::new(Ed25519Signer::from_hex(key).unwrap()),
        _ => Box::new(EcdsaSecp256k1Signer::from_hex(key).unwrap()),
    };
    let now = clock(vector["timestamp_ms"].as_u64().unwrap());
    Client::builder().environment(environment).signer(signer).clock(now).build().unwrap()
}

async fn get_token(vector: &Value) -> Result<Request<Bytes>, Error<OAuthError>> {
    let parameter = |name: &str| {
        let pairs = vector["query"].as_array().unwrap();
        pairs.iter().find(|pair| pair[0] == name).map_or("", |pair| pair[1].as_str().unwrap())
    };
    let client = client(vector, Environment::Development);
    let (client_id, org_id, grant_type) = (parameter("client_id"), parameter("org_id"), parameter("grant_type"));
    client.oauth().get_token(client_id, org_id, grant_type).into_request().await
}

async fn refresh_token(vector: &Value) -> Request<Bytes> {
    let body: RefreshTokenRequest = serde_json::from_str(text(vector, "body")).unwrap();
    client(vector, Environment::Production).oauth().refresh_token(&body).into_request().await.unwrap()
}

fn target(request: &Request<Bytes>) -> &str {
    request.uri().path_and_query().unwrap().as_str()
}

fn header<'r>(request: &'r Request<Bytes>, name: &str) -> &'r str {
    request.headers()[name].to_str().unwrap()
}

fn signed_text(request: &Request<Bytes>) -> &str {
    request.extensions().get::<SignedText>().unwrap().as_str()
}

/// Checks all of a request but its text and signature.
fn check_frame(request: &Request<Bytes>, vector: &Value) {
    let name = &vector["name"];
    assert_eq!(request.method(), text(vector, "method"), "{name}");
    assert_eq!(header(request, "biz-api-key"), text(vector, "public_key_hex"), "{name}");
    assert_eq!(header(request, "biz-api-nonce"), vector["timestamp_ms"].to_string(), "{name}");
    assert_eq!(header(request, "accept"), "application/json", "{name}");
    assert!(header(request, "user-agent").starts_with("cobo-waas2/"), "{name}");
    let is_post = vector["method"] == "POST";
    assert_eq!(request.headers().contains_key("content-type"), is_post, "{name}");
}

#[tokio::test]
async fn get_token_requests() {
    let (empty, vectors): (Vec<_>, Vec<_>) =
        of_method("vectors", "GET").into_iter().partition(|vector| vector["wire_target"] == PATH);
    assert_eq!((empty.len(), vectors.len()), (1, 34));
    for vector in &vectors {
        let (request, name) = (get_token(vector).await.unwrap(), &vector["name"]);
        check_frame(&request, vector);
        assert_eq!(target(&request), text(vector, "wire_target"), "{name}");
        assert_eq!(request.uri().host(), Some("api.dev.cobo.com"), "{name}");
        assert_eq!(signed_text(&request), text(vector, "string_to_sign"), "{name}");
        assert_eq!(header(&request, "biz-api-signature"), text(vector, "signature_hex"), "{name}");
        assert!(request.body().is_empty(), "{name}");
    }
    // Three empty strings, which leave a request without parameters. All three are required, so this client refuses the call
    // and names the first of them, instead of sending what the server can only refuse.
    match get_token(&empty[0]).await {
        Err(Error::InvalidRequest(error)) => {
            assert!(matches!(error.fault(), RequestFault::EmptyQueryParameter("client_id")), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

/// Any form of a JSON text may be sent, as long as it is the one that is signed: the client writes it without spaces, in the
/// document's order. Where that is what was recorded, so must the signature be; elsewhere it is checked over what is sent.
#[tokio::test]
async fn refresh_token_requests() {
    let vectors = of_method("vectors", "POST");
    assert_eq!(vectors.len(), 7);
    let mut same = Vec::new();
    for vector in &vectors {
        let (request, name) = (refresh_token(vector).await, text(vector, "name"));
        check_frame(&request, vector);
        assert_eq!(target(&request), PATH, "{name}");
        let body = str::from_utf8(request.body()).unwrap();
        let expected = format!("POST|{PATH}|{}||{body}", vector["timestamp_ms"]);
        assert_eq!(signed_text(&request), expected, "{name}");
        let signature = header(&request, "biz-api-signature");
        assert!(crypto::is_signed(text(vector, "public_key_hex"), signature, expected.as_bytes()), "{name}");
        let is_same = body == text(vector, "body");
        assert_eq!(signature == text(vector, "signature_hex"), is_same, "{name}");
        if is_same {
            assert_eq!(signed_text(&request), text(vector, "string_to_sign"), "{name}");
            same.push(name.to_owned());
        }
    }
    assert_eq!(same, ["js refresh_token empty model", "pynacl: POST compact JSON"]);
}

/// Their signatures do not fit what was sent. With `a b`, the client signs the same text (`a+b`) and sends just that, where the
/// recorded request has `a%20b`: it is the pair of what is sent and its signature that must never come out.
#[tokio::test]
async fn mismatches_are_not_reproduced() {
    let (gets, posts) = (of_method("sdk_mismatch_vectors", "GET"), of_method("sdk_mismatch_vectors", "POST"));
    assert_eq!((gets.len(), posts.len()), (2, 1));
    let mut requests = Vec::new();
    for vector in gets {
        requests.push((get_token(&vector).await.unwrap(), vector));
    }
    for vector in posts {
        requests.push((refresh_token(&vector).await, vector));
    }
    for (request, vector) in requests {
        let same_bytes = target(&request) == text(&vector, "wire_target") && request.body() == text(&vector, "body");
        let same_signature = header(&request, "biz-api-signature") == text(&vector, "signature_hex");
        assert!(!(same_bytes && same_signature), "{}", vector["name"]);
        let (path, query) = target(&request).split_once('?').unwrap_or((target(&request), ""));
        let body = str::from_utf8(request.body()).unwrap();
        let sent = format!("{}|{path}|{}|{query}|{body}", request.method(), vector["timestamp_ms"]);
        let key = text(&vector, "public_key_hex");
        assert!(crypto::is_signed(key, header(&request, "biz-api-signature"), sent.as_bytes()), "{}", vector["name"]);
    }
}

#[tokio::test]
async fn secp256k1_requests() {
    let vectors = recorded("secp256k1_vectors");
    let gets: Vec<_> = vectors.iter().filter(|vector| vector["method"] == "GET").collect();
    assert_eq!(gets.len(), 3);
    for vector in gets {
        let client = client(vector, Environment::Sandbox);
        let request = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).into_request().await.unwrap();
        check_frame(&request, vector);
        assert_eq!(signed_text(&request), text(vector, "string_to_sign"));
        assert_eq!(header(&request, "biz-api-signature"), text(vector, "rfc6979_low_s_signature_hex"));
    }
}

/// `Canned` is a transport that has one answer.
struct Canned {
    headers: [(&'static str, String); 2],
    body: String,
}

impl Transport for Canned {
    fn send(&self, _request: Request<Bytes>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportError>> {
        let mut response = Response::builder();
        for (name, value) in &self.headers {
            response = response.header(*name, value);
        }
        let response = response.body(Bytes::from(self.body.clone()).into()).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test]
async fn responses() {
    let vectors = recorded("response_vectors");
    assert_eq!(vectors.len(), 17);
    for vector in &vectors {
        let timestamp = text(vector, "timestamp");
        let headers =
            [("biz-resp-signature", text(vector, "signature_hex").to_owned()), ("biz-timestamp", timestamp.to_owned())];
        let client = Client::builder()
            .base_url("http://localhost/v2")
            .response_key(text(vector, "public_key_hex"))
            .signer(Ed25519Signer::from_seed([7; 32]))
            .transport(Canned { headers, body: text(vector, "body").to_owned() })
            .build()
            .unwrap();
        let answer = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send_raw().await;
        // Its signature fits, and would fit a body with a part of the timestamp at its end as well: timestamps are digits.
        let is_ambiguous = timestamp == "1|2";
        match answer {
            Ok(answer) => {
                assert!(vector["valid"] == true && !is_ambiguous, "{}", vector["name"]);
                assert_eq!(answer.verification, Verification::Verified);
                assert_eq!(answer.body, text(vector, "body"));
            }
            Err(Error::Verification(error)) => {
                assert!(vector["valid"] == false || is_ambiguous, "{}", vector["name"]);
                let is_digits = error.fault() != VerificationFault::TimestampNotDigits;
                assert_eq!(is_digits, !(is_ambiguous || timestamp.is_empty()), "{}", vector["name"]);
                assert_eq!(error.raw(), text(vector, "body"));
            }
            Err(other) => panic!("{}: {other}", vector["name"]),
        }
    }
}
