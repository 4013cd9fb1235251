//! Tokens in generated clients, of calls and of an authorization server: programs print what they send.

use std::path::Path;

use signet_tests::program;

const MAIN: &str = r##"
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use t_tokens::types::{RefreshTokenRequest, Transfer, TransferRequired};
use t_tokens::clock::Clock;
use t_tokens::mock::{MockResponse, MockTransport};
use t_tokens::auth::Tokens;
use t_tokens::{Client, Ed25519Signer};

struct Hand(Arc<AtomicU64>);

impl Clock for Hand {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

fn organisation(app: &Client, org: &'static str) -> Client {
    app.with_tokens(Tokens::new(app.token_source(
        move |app| app.access().get_token("app", org),
        |app, token| {
            let body = RefreshTokenRequest::new().client_id("app").refresh_token(token.clone());
            app.access().refresh_token(&body)
        },
    )))
}

fn token(name: &str) -> MockResponse {
    let text = format!(r#"{{"access_token":"token-{name}","expires_in":100,"refresh_token":"refresh-{name}"}}"#);
    MockResponse::json(200, text)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (mock, time) = (MockTransport::new(), Arc::new(AtomicU64::new(1000)));
    let signer = || Ed25519Signer::from_hex(&"7".repeat(64)).unwrap();
    let builder = || Client::builder().transport(mock.clone()).clock(Hand(time.clone())).signer(signer());
    let app = builder().build().unwrap();
    let wallet = || MockResponse::json(200, r#"{"kind":"vault","wallet_id":"w"}"#);
    mock.on("get_token", token("a1")).on("get_token", token("b1")).on("refresh_token", token("a2"));
    mock.on("get_wallet", wallet()).on("get_wallet", wallet());
    mock.on("create_transfer", MockResponse::json(401, r#"{"error":"expired"}"#));
    mock.on("create_transfer", MockResponse::json(201, r#"{"transfer_id":"t"}"#));
    mock.on("list_wallets", MockResponse::json(200, r#"{"data":[]}"#).repeated());
    let (a, b) = (organisation(&app, "org-a"), organisation(&app, "org-b"));
    a.wallets().get_wallet("w").send().await.unwrap();
    b.wallets().get_wallet("w").send().await.unwrap();
    let transfer = Transfer::new(TransferRequired { wallet_id: "w".to_owned(), amount: "1".to_owned() });
    a.transfers().create_transfer(&transfer).send().await.unwrap();
    b.wallets().list_wallets().send().await.unwrap();
    app.wallets().list_wallets().send().await.unwrap();
    // A token that the program has goes where one of calls goes: an operation takes either, and another the token alone.
    let held = builder().oauth2("mine").build().unwrap();
    mock.on("get_wallet", wallet());
    held.wallets().list_wallets().send().await.unwrap();
    held.wallets().get_wallet("w").send().await.unwrap();
    mock.on("refresh_token", MockResponse::json(400, r#"{"error":"revoked"}"#));
    mock.on("get_token", MockResponse::json(403, r#"{"error":"uninstalled"}"#));
    time.store(2000, Ordering::Relaxed);
    for _ in 0..3 {
        let error = b.wallets().get_wallet("w").send().await.unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        let shown = format!("{error} {error:?} {b:?} {source}");
        assert!(!shown.contains("token-") && !shown.contains("refresh-b"), "{shown}");
        eprintln!("{source}");
    }
    for request in mock.requests() {
        let has = |name| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let signed = if has("x-signature").is_some() { "signed" } else { "unsigned" };
        let target = request.uri().path_and_query().unwrap();
        println!("{} {target} {signed} {}", request.method(), has("authorization").unwrap_or_default());
    }
}
"##;

const SENT: [&str; 12] = [
    "GET /v2/oauth/token?client_id=app&org_id=org-a signed ",
    "GET /v2/wallets/w signed Bearer token-a1",
    "GET /v2/oauth/token?client_id=app&org_id=org-b signed ",
    "GET /v2/wallets/w signed Bearer token-b1",
    "POST /v2/transfers signed Bearer token-a1",
    "POST /v2/oauth/token signed ",
    "POST /v2/transfers signed Bearer token-a2",
    "GET /v2/wallets signed Bearer token-b1",
    "GET /v2/wallets signed ",
    "GET /v2/wallets signed Bearer mine",
    "GET /v2/wallets/w signed Bearer mine",
    "POST /v2/oauth/token signed ",
];

#[test]
fn organisations_have_tokens_of_their_own_beside_the_signature() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/valid/custody.yaml");
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "custody", &[("t_tokens", document)], MAIN);
    let (last, first) = printed.split_last().unwrap();
    assert_eq!(first, SENT);
    assert_eq!(
        last, "GET /v2/oauth/token?client_id=app&org_id=org-b signed ",
        "it was asked once, and then left alone"
    );
}

const OAUTH2: &str = r##"
use t_oauth2::Client;
use t_oauth2::mock::{MockResponse, MockTransport};
use t_oauth2::auth::OAuth2;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mock = MockTransport::new();
    mock.on("oauth2_token", MockResponse::json(200, r#"{"access_token":"t-1","token_type":"Bearer"}"#));
    mock.on("mine", MockResponse::new(401, "")).on("mine", MockResponse::new(204, ""));
    mock.on("oauth2_token", MockResponse::json(200, r#"{"access_token":"t-2","token_type":"Bearer"}"#));
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let client = client.with_oauth2(OAuth2::client_credentials("me", "s3cret").scope("read"));
    client.mine().send().await.unwrap();
    for request in mock.requests() {
        let proof = request.headers()["authorization"].to_str().unwrap();
        println!("{} {} {proof} {}", request.method(), request.uri(), std::str::from_utf8(request.body()).unwrap());
    }
}
"##;

#[test]
fn an_authorization_server_is_asked_for_tokens() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/valid/security/tokens_from_elsewhere.yaml");
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "oauth2", &[("t_oauth2", document)], OAUTH2);
    let asked = "POST https://example.com/t Basic bWU6czNjcmV0 grant_type=client_credentials&scope=read";
    let called = "GET https://api.example.com/mine Bearer t-";
    assert_eq!(printed, [asked, &format!("{called}1 "), asked, &format!("{called}2 ")]);
}
