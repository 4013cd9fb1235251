//! Nothing that prints shows a secret: clients, tokens, requests and errors flow in as text, and no key or token is in it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cobo_waas2::policy::{Attempt, Outcome, Policy, PolicyError};
use cobo_waas2::transport::BoxFuture;
use cobo_waas2::types::{GetTokenResponse, RefreshTokenRequest};
use cobo_waas2::{
    AnyError, Client, EcdsaSecp256k1Signer, Ed25519Signer, Environment, Error, OAuthError, Retry, RetryBudget, Secret,
    SignedText,
};
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, builder, client};
use signet_tests::server::{ACCESS_TOKEN, APP_SEED, Answer, REFRESH_TOKEN, Reply, SERVER_KEY, Seal, Server, TOKEN};

/// `Shown` collects what was printed, and by what.
#[derive(Default)]
struct Shown(Vec<(String, String)>);

impl Shown {
    fn debug(&mut self, name: &str, value: &impl Debug) {
        self.0.push((name.to_owned(), format!("{value:?}")));
        self.0.push((name.to_owned(), format!("{value:#?}")));
    }

    fn both(&mut self, name: &str, value: &(impl Debug + Display)) {
        self.debug(name, value);
        self.0.push((name.to_owned(), format!("{value} {value:#}")));
    }

    fn error(&mut self, name: &str, error: &(impl StdError + 'static)) {
        self.both(name, error);
        let mut source = error.source();
        while let Some(error) = source {
            self.both(name, &error);
            source = error.source();
        }
    }

    /// Checks that there is something to check, and that no secret is in it.
    fn check(self, at_least: usize) {
        assert!(self.0.len() >= at_least, "{} texts", self.0.len());
        let seed = |byte: u8| byte.to_string();
        let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&APP_SEED[2 * at..2 * at + 2], 16).unwrap()).collect();
        let secrets = [
            APP_SEED.to_owned(),
            APP_SEED.to_uppercase(),
            // As `Debug` writes an array of bytes.
            bytes.iter().take(8).copied().map(seed).collect::<Vec<_>>().join(", "),
            ACCESS_TOKEN.to_owned(),
            REFRESH_TOKEN.to_owned(),
            // A part is too much already.
            ACCESS_TOKEN[..8].to_owned(),
            REFRESH_TOKEN[REFRESH_TOKEN.len() - 8..].to_owned(),
        ];
        for (name, text) in &self.0 {
            assert!(!text.trim().is_empty(), "{name} prints nothing");
            for secret in &secrets {
                assert!(!text.contains(secret.as_str()), "{name} shows a secret: {text}");
            }
        }
    }
}

fn refreshing() -> RefreshTokenRequest {
    RefreshTokenRequest::new().client_id(CLIENT_ID).grant_type("refresh_token").refresh_token(REFRESH_TOKEN)
}

/// Makes one call that fails; both its arguments and the answer hold secrets.
async fn failure(client: &Client) -> Error<OAuthError> {
    client.oauth().refresh_token(&refreshing()).send().await.unwrap_err()
}

#[tokio::test]
async fn clients_and_keys() {
    let mut shown = Shown::default();
    let server = Server::with_token().await;
    shown.debug("builder", &builder(&server));
    shown.debug("builder", &Client::builder().environment(Environment::Production));
    shown.debug("client", &client(&server));
    shown.debug("view", &client(&server).oauth());
    shown.debug("signer", &Ed25519Signer::from_hex(APP_SEED).unwrap());
    shown.debug("signer", &EcdsaSecp256k1Signer::from_hex(APP_SEED).unwrap());
    for secret in [&APP_SEED[2..], &format!("{APP_SEED}0"), &format!("{APP_SEED}zz"), &format!("0x{APP_SEED}")] {
        shown.error("key error", &Ed25519Signer::from_hex(secret).unwrap_err());
        shown.error("key error", &EcdsaSecp256k1Signer::from_hex(secret).unwrap_err());
        // In the armour of another kind, and in that of a key whose parts do not fit.
        for label in ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY"] {
            let pem = format!("-----BEGIN {label}-----\n{secret}\n-----END {label}-----\n");
            shown.error("key error", &Ed25519Signer::from_pem(&pem).unwrap_err());
            shown.error("key error", &EcdsaSecp256k1Signer::from_pem(&pem).unwrap_err());
        }
        // A private key in the place of the public one, which is an easy mistake to make.
        shown.error("build error", &Client::builder().base_url(server.url()).response_key(secret).build().unwrap_err());
    }
    let (signer, seed) = Ed25519Signer::generate().unwrap();
    assert!(!format!("{signer:?} {signer:#?}").contains(seed.as_str()));
    let url = format!("https://user:{REFRESH_TOKEN}@api.cobo.com/v2");
    shown.error("build error", &Client::builder().base_url(url).response_key(SERVER_KEY).build().unwrap_err());
    let agent = format!("{REFRESH_TOKEN}\n");
    shown.error("build error", &builder(&server).user_agent(agent).build().unwrap_err());
    shown.check(100);
}

#[tokio::test]
async fn tokens_and_responses() {
    let mut shown = Shown::default();
    let server = Server::start(Reply::json(200, TOKEN).header("set-cookie", ACCESS_TOKEN)).await;
    let client = client(&server);
    let token: GetTokenResponse = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send().await.unwrap();
    shown.debug("token", &token);
    shown.both("secret", token.access_token.as_ref().unwrap());
    shown.both("secret", &Secret::from(REFRESH_TOKEN));
    shown.debug("token", &GetTokenResponse::new().access_token(ACCESS_TOKEN).refresh_token(REFRESH_TOKEN));
    shown.debug("body of a request", &refreshing());
    let call = || client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT);
    shown.debug("response", &call().send_with_response().await.unwrap());
    shown.debug("response as received", &call().send_raw().await.unwrap());
    // What is stored or sent is the secret itself.
    assert_eq!(serde_json::to_string(&token).unwrap(), TOKEN);
    shown.check(12);
}

#[tokio::test]
async fn calls_and_requests() {
    let mut shown = Shown::default();
    let server = Server::with_token().await;
    let client = client(&server);
    let bearer = format!("Bearer {ACCESS_TOKEN}");
    let call = || client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).with_header("authorization", &bearer);
    shown.debug("call", &call());
    shown.debug("call", &client.oauth().refresh_token(&refreshing()));
    let request = call().into_request().await.unwrap();
    let signature = request.headers()["biz-api-signature"].to_str().unwrap().to_owned();
    for text in [format!("{request:?}"), format!("{:?}", request.headers())] {
        assert!(!text.contains(&signature), "a signature is as good as the key, once: {text}");
    }
    shown.debug("request", &request);
    let request = client.oauth().refresh_token(&refreshing()).into_request().await.unwrap();
    shown.debug("signed text", request.extensions().get::<SignedText>().unwrap());
    shown.debug("extensions", request.extensions());
    // The body is the caller's own from here on, as plain bytes, which print what they hold.
    shown.debug("request", &request.map(drop));
    shown.check(12);
}

#[tokio::test]
async fn errors() {
    let mut shown = Shown::default();
    let misfit = TOKEN.replace("43199", "\"43199\"");
    let page = format!("<html>{TOKEN}</html>");
    let known = format!(r#"{{"error":"invalid_grant","error_description":"no","refresh_token":"{REFRESH_TOKEN}"}}"#);
    let cookie = |reply: Reply| reply.header("set-cookie", ACCESS_TOKEN).header("authorization", REFRESH_TOKEN);
    let mut kinds = Vec::new();
    for answer in [
        cookie(Reply::json(400, known)).into(),
        cookie(Reply::html(502, page.as_str())).into(),
        cookie(Reply::json(404, TOKEN)).into(),
        cookie(Reply::json(200, misfit)).into(),
        cookie(Reply::json(200, &TOKEN[..TOKEN.len() - 10])).into(),
        cookie(Reply::json(200, TOKEN).unsigned()).into(),
        cookie(Reply::json(200, TOKEN).seal(Seal::OtherKey)).into(),
        cookie(Reply::json(200, TOKEN).seal(Seal::Text("none"))).into(),
        Answer::Cut(cookie(Reply::json(200, TOKEN))),
        Answer::HangUp,
        Answer::Silence,
    ] {
        let server = Server::start(answer).await;
        let client = builder(&server).timeout(Duration::from_millis(300)).build().unwrap();
        kinds.push(failure(&client).await);
    }
    let server = Server::with_token().await;
    kinds.push(failure(&builder(&server).max_response_bytes(7).build().unwrap()).await);
    kinds.push(failure(&builder(&server).base_url("http://127.0.0.1:1/v2").build().unwrap()).await);
    let keyless = Client::builder().base_url(server.url()).response_key(SERVER_KEY).build().unwrap();
    kinds.push(failure(&keyless).await);
    let call = || client(&server).oauth().refresh_token(&refreshing());
    kinds.push(call().with_header("authorization", &format!("{ACCESS_TOKEN}\r\n")).send().await.unwrap_err());
    kinds.push(call().with_header(&format!("{ACCESS_TOKEN} "), "").send().await.unwrap_err());
    kinds.push(client(&server).oauth().get_token(ACCESS_TOKEN, REFRESH_TOKEN, "").send().await.unwrap_err());
    let mut variants: Vec<String> = Vec::new();
    for error in kinds {
        shown.error("error", &error);
        let text = format!("{error:?}");
        variants.push(text.split('(').next().unwrap().to_owned());
        shown.error("any error", &AnyError::from(error));
    }
    variants.sort();
    variants.dedup();
    let all =
        ["Api", "Connect", "Decode", "InvalidRequest", "Signing", "Timeout", "Transport", "Unexpected", "Verification"];
    assert_eq!(variants, all);
    shown.check(2 * 3 * 17);
}

/// Writes down what policies are told.
struct Told(Arc<Mutex<Shown>>);

impl Policy for Told {
    fn before<'a>(
        &'a self,
        _: &'a mut http::Request<bytes::Bytes>,
        attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        self.0.lock().unwrap().debug("attempt", &attempt);
        Box::pin(std::future::ready(Ok(())))
    }

    fn after(&self, outcome: &Outcome<'_>) {
        let mut shown = self.0.lock().unwrap();
        shown.debug("outcome", outcome);
        shown.debug("outcome", &outcome.status());
        if let Some(error) = outcome.error() {
            shown.error("outcome", error);
        }
    }
}

#[tokio::test]
async fn what_policies_are_told() {
    let shown = Arc::new(Mutex::new(Shown::default()));
    let secretive = |reply: Reply| reply.header("set-cookie", ACCESS_TOKEN).header("authorization", REFRESH_TOKEN);
    let retry = Retry::attempts(9).with_delays(Duration::from_nanos(1), Duration::from_nanos(1));
    let server = Server::in_turn(vec![
        secretive(Reply::json(503, TOKEN)).into(),
        Answer::HangUp,
        Answer::Cut(secretive(Reply::json(200, TOKEN))),
        secretive(Reply::json(200, TOKEN)).into(),
        secretive(Reply::json(200, TOKEN)).seal(Seal::OtherKey).into(),
    ])
    .await;
    let budget = RetryBudget::new(20, 10);
    shown.lock().unwrap().debug("budget", &budget);
    shown.lock().unwrap().debug("retry", &retry);
    let told = || Told(Arc::clone(&shown));
    let builder = builder(&server).retry(retry).retry_budget(budget).call_policy(told()).attempt_policy(told());
    let client = builder.build().unwrap();
    let bearer = format!("Bearer {ACCESS_TOKEN}");
    for succeeds in [true, false] {
        let call = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).with_header("authorization", &bearer);
        assert_eq!(call.send().await.is_ok(), succeeds);
    }
    std::mem::take(&mut *shown.lock().unwrap()).check(40);
}
