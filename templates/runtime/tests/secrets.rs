//! Nothing that prints shows a secret: each public type of the runtime flows in with secrets in it, and none is in its text.
//!
//! The types are found in the source, so that a new one is shown here too, or listed with the reason why not.

#![cfg(all(feature = "blocking", feature = "mock", feature = "pem", feature = "rustls", feature = "tracing"))]
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use signet_runtime::SOURCES;
use signet_runtime::runtime::auth::api_key::{CookieKey, HeaderKey, QueryKey};
use signet_runtime::runtime::auth::basic::Basic;
use signet_runtime::runtime::auth::bearer::Bearer;
use signet_runtime::runtime::sign::hex;
use signet_runtime::runtime::testing::{MockDocument, MockExample, MockOperation};
use signet_runtime::runtime::*;

use crate::petstore::*;
use crate::plain::Plain;
use crate::recorder::Recorder;

/// What is secret: a token, and a key as hexadecimal.
const TOKEN: &str = "sesame-1f9a";
const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
/// As `Debug` writes the bytes of the key, and of the token.
const BYTES: [&str; 2] = ["157, 97, 177, 157", "115, 101, 115, 97"];

/// Types that print and are not shown here, each with the reason.
const UNINTERESTING: &[(&str, &[&str])] = &[
    (
        "constants of generated code",
        &[
            "Algorithm",
            "Api",
            "Idempotency",
            "MockDocument",
            "MockExample",
            "MockOperation",
            "Operation",
            "Paging",
            "Parameter",
            "Repeated",
            "Streamed",
            "Property",
            "QueryEncoding",
            "RequestSeal",
            "ResponseRule",
            "ResponseSeal",
            "SealPiece",
            "Seals",
            "Status",
            "Style",
            "TokenRule",
            "WebhookRule",
        ],
    ),
    (
        "choices and numbers that hold no text from outside",
        &[
            "Counter",
            "Extent",
            "FixedClock",
            "Found",
            "Kind",
            "MockFault",
            "MockFaults",
            "MockPhase",
            "Null",
            "Reading",
            "RefusalReason",
            "Sealing",
            "StdRandom",
            "SystemClock",
            "TokioSleep",
            "TransportErrorKind",
            "Verification",
            "VerificationFault",
        ],
    ),
    (
        "values of documented types that the document does not call secret, shown as a caller's own types are",
        &["Event", "EventView", "Patch", "Tuple", "Unknown", "UnknownInteger"],
    ),
    ("a public key", &["ResponseKey", "ResponseVerifier"]),
    ("public by what it is for: a signature is sent, and is good for one request", &["Sealed"]),
];

operation!(
    Watch,
    EventStream<Pet>,
    PetError,
    "watch",
    "GET",
    "/pets",
    &[],
    &[(Status::Exact(200), "application/json", 0)],
    PET_ERRORS
);
operation!(
    Export,
    JsonLines<Pet>,
    PetError,
    "export",
    "GET",
    "/pets",
    &[],
    &[(Status::Exact(200), "application/json", 0)],
    PET_ERRORS
);
operation!(
    List,
    Vec<Pet>,
    Undocumented,
    "list",
    "GET",
    "/pets",
    &[],
    &[(Status::Exact(200), "application/json", 0)],
    &[]
);

impl Paged for List {
    const PAGING: Paging = Paging::Cursor("after");
    fn next(_: &Vec<Pet>) -> Option<String> {
        Some(TOKEN.to_owned())
    }
    fn count(page: &Vec<Pet>) -> usize {
        page.len()
    }
}

impl Listed for List {
    type Item = Pet;
    fn items(page: Vec<Pet>) -> Vec<Pet> {
        page
    }
}

/// `Shown` checks what is printed, and remembers by which types.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<BTreeSet<String>>>);

impl Shown {
    fn debug<T: Debug>(&self, value: &T) {
        let name = std::any::type_name::<T>().split('<').next().unwrap();
        self.0.lock().unwrap().insert(name.rsplit("::").next().unwrap().to_owned());
        Self::text(name, &format!("{value:?} {value:#?}"));
    }

    fn both<T: Debug + Display>(&self, value: &T) {
        self.debug(value);
        Self::text(std::any::type_name::<T>(), &format!("{value} {value:#}"));
    }

    fn error<T: StdError>(&self, error: &T) {
        self.both(error);
        let mut source = error.source();
        while let Some(error) = source {
            Self::text("a source", &format!("{error} {error:?} {error:#?}"));
            source = error.source();
        }
    }

    fn text(name: &str, text: &str) {
        assert!(!text.trim().is_empty(), "{name} prints nothing");
        for secret in [TOKEN, &TOKEN[..8], SEED, &SEED[..12]].into_iter().chain(BYTES) {
            assert!(!text.to_lowercase().contains(secret), "{name} shows a secret: {text}");
        }
    }
}

/// Refuses every answer.
#[derive(Debug)]
struct Refuses;

impl Verify for Refuses {
    fn verify(&self, _: u16, _: &http::HeaderMap, _: &[u8]) -> Result<Verification, VerificationFault> {
        Err(VerificationFault::Mismatch)
    }
}

/// Grants the secret token.
struct Mint;

impl TokenSource for Mint {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        Box::pin(std::future::ready(Ok(grant())))
    }
}

fn grant() -> Grant {
    Grant { access_token: TOKEN.into(), lifetime: None, refresh_token: Some(TOKEN.into()) }
}

/// Shows what a policy is told.
impl Policy for Shown {
    fn before<'a>(
        &'a self,
        _: &'a mut http::Request<Bytes>,
        attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        self.debug(&attempt);
        Box::pin(std::future::ready(Ok(())))
    }

    fn after(&self, outcome: &Outcome<'_>) {
        self.debug(outcome);
    }
}

fn builder(mock: &MockTransport) -> ClientBuilder {
    let signer = Ed25519Signer::from_hex(SEED).unwrap();
    ClientBuilder::for_api(&API)
        .base_url("https://api.test/v2")
        .transport(mock.clone())
        .retry(Retry::never())
        .credential("Key", Signing::new(&Plain, signer))
        .credential("Other", Bearer::new(TOKEN))
}

/// A call with the secret in each of its parts.
fn secretive<O: Op>(client: &Client) -> Call<O> {
    let mut call = literal::<O>(client, "/vault/").with_header("authorization", TOKEN).with_header("x-api-key", TOKEN);
    let raw = call.raw_mut();
    raw.path_parameter("id", TOKEN);
    raw.query("token", TOKEN);
    raw.json(&TOKEN.to_owned());
    call
}

fn keys_and_credentials(shown: &Shown) {
    shown.debug(&Ed25519Signer::from_hex(SEED).unwrap());
    shown.debug(&EcdsaSecp256k1Signer::from_hex(SEED).unwrap());
    shown.error(&Ed25519Signer::from_hex(&SEED[2..]).unwrap_err());
    shown.error(
        &Ed25519Signer::from_pem(&format!("-----BEGIN PRIVATE KEY-----\n{SEED}\n-----END PRIVATE KEY-----\n"))
            .unwrap_err(),
    );
    shown.both(&Secret::from(TOKEN));
    for credential in [
        &HeaderKey::new("x-key", TOKEN) as &dyn Credential,
        &QueryKey::new("key", TOKEN),
        &CookieKey::new("key", TOKEN),
        &Basic::new("user", TOKEN),
        &Bearer::new(TOKEN),
        &TokenCredential::new(Tokens::new(Mint), &[]),
        &Signing::new(&Plain, Ed25519Signer::from_hex(SEED).unwrap()),
    ] {
        Shown::text("a credential", &format!("{credential:?} {credential:#?}"));
    }
    shown.debug(&HeaderKey::new("x-key", TOKEN));
    shown.debug(&QueryKey::new("key", TOKEN));
    shown.debug(&CookieKey::new("key", TOKEN));
    shown.debug(&Basic::new(TOKEN, TOKEN));
    shown.debug(&Bearer::new(TOKEN));
    shown.debug(&TokenCredential::new(Tokens::new(Mint), &[]));
    shown.debug(&Signing::new(&Plain, Ed25519Signer::from_hex(SEED).unwrap()));
    shown.debug(&SignedText::new(TOKEN.to_owned()));
    let parts = Parts { method: "GET", path: "/", query: TOKEN, body: TOKEN.as_bytes(), timestamp: "1" };
    shown.debug(&parts);
}

async fn tokens(shown: &Shown) {
    static RULE: TokenRule = TokenRule { access_token: "t", lifetime: None, refresh_token: None };
    shown.debug(&Tokens::new(Mint));
    shown.debug(&grant());
    shown.debug(&Tokens::new(Mint).token(SystemTime::UNIX_EPOCH).await.unwrap());
    let client = builder(&MockTransport::new()).build().unwrap();
    shown.debug(&CallSource::new(&client, &RULE, secretive::<GetPet>));
    let failed = TokenError::Source(Box::new(secretive::<GetPet>(&client).send().await.unwrap_err()));
    let mock = MockTransport::new();
    let body = format!(r#"{{"error":"{TOKEN}","error_description":"{TOKEN}","error_uri":"{TOKEN}"}}"#);
    mock.on("oauth2_token", MockResponse::json(400, body));
    let asking = OAuth2::refresh_token("app", Some(TOKEN.into()), TOKEN).parameter("code", TOKEN);
    shown.debug(&asking);
    let source = OAuth2Source::new(&builder(&mock).build().unwrap(), "/token", "/token", asking);
    shown.debug(&source);
    let refused = source.get().await.unwrap_err();
    let TokenError::Refused(refusal) = &refused else { panic!("{refused:?}") };
    assert_eq!(refusal.description(), Some(TOKEN));
    shown.both(refusal);
    let unexpected = TokenError::Unexpected { response: refusal.clone(), retry_after: None };
    for error in [
        TokenError::NoToken,
        TokenError::Lifetime,
        TokenError::Malformed,
        TokenError::Lost,
        refused,
        failed,
        unexpected,
    ] {
        shown.error(&error);
    }
}

/// A webhook whose event is a secret, and one that is none.
async fn webhooks(shown: &Shown) {
    static SIGNED: ResponseRule = ResponseRule {
        signature_headers: &["signature"],
        timestamp_headers: &["time"],
        may_be_unsigned: &[],
        message: |body, _| body.to_vec(),
        payload: <[u8]>::to_vec,
    };
    static RULE: WebhookRule = WebhookRule { signature: &SIGNED, since_1970: Duration::from_secs, environments: &[] };
    let (signer, body) = (Ed25519Signer::from_seed([7; 32]), format!(r#"{{"id":"{TOKEN}"}}"#));
    let key = ResponseKey::from_hex(&signer.public_key_hex()).unwrap();
    let mut headers = http::HeaderMap::new();
    headers.insert("signature", hex::encode(&signer.sign(body.as_bytes()).await.unwrap()).parse().unwrap());
    headers.insert("time", http::HeaderValue::from_static("0"));
    let verify =
        |body: &str| RULE.verify::<Pet>(&headers, body.as_bytes(), &key, Duration::ZERO, SystemTime::UNIX_EPOCH);
    let webhook = verify(&body).unwrap();
    shown.debug(&webhook);
    let error = webhook.event().unwrap_err();
    shown.error(&error);
    let WebhookError::Event(event) = &error else { panic!("{error:?}") };
    shown.error(&**event);
    shown.error(&verify(TOKEN).unwrap_err());
}

fn clients_and_calls(shown: &Shown) {
    let mock = MockTransport::new();
    shown.debug(&builder(&mock));
    let client = builder(&mock).build().unwrap();
    shown.debug(&client);
    shown.debug(&secretive::<GetPet>(&client));
    shown.debug(secretive::<GetPet>(&client).raw_mut());
    shown.debug(&Retry::default());
    shown.debug(&RetryBudget::new(1, 1));
    let connections = Connections::default().proxy(format!("http://user:{TOKEN}@proxy.test"));
    shown.debug(&connections);
    shown.debug(&ReqwestTransport::new(&connections).unwrap());
    let user = format!("https://user:{TOKEN}@api.test");
    shown.error(&builder(&mock).base_url(user).build().unwrap_err());
    shown.error(&builder(&mock).user_agent(format!("{TOKEN}\n")).build().unwrap_err());
    shown.error(&PolicyError::new("the quota is used up"));
    shown.error(&SignerError::new("the device is locked"));
}

/// Bodies, parts and JSON, on the way out and in.
fn contents(shown: &Shown) {
    shown.debug(&Multipart::new().text("token", TOKEN));
    shown.debug(&Part::text(TOKEN).with_file_name(TOKEN).with_header("x", TOKEN));
    shown.debug(&Values::text(TOKEN));
    let text = format!(r#"{{"token":"{TOKEN}","id":"{TOKEN}"}}"#);
    shown.debug(&RawJson::new(&text).unwrap());
    let mut reader = json::Reader::new(text.as_bytes()).unwrap();
    shown.debug(&reader);
    shown.debug(&json::Choice::<Option<Pet>>::of(&mut reader).or(Some::<Pet>));
    let mut writer = json::Writer::new();
    writer.string(TOKEN);
    shown.debug(&writer);
    shown.error(&json::Reader::parse::<Pet>(text.as_bytes()).unwrap_err());
    let mut writer = json::Writer::new();
    writer.f64(f64::NAN);
    shown.error(&writer.finish().unwrap_err());
    shown.debug(&json::Reader::parse::<Base64>(b"\"c2VzYW1lLTFmOWE=\"").unwrap());
    shown.debug(&RequestBody::from(Bytes::from_static(TOKEN.as_bytes())));
    shown.debug(&ResponseBody::from(Bytes::from_static(TOKEN.as_bytes())));
    let mut headers = http::HeaderMap::new();
    headers.insert("x-count", http::HeaderValue::from_static(TOKEN));
    shown.error(&header::<i32>(&headers, "x-count").unwrap_err());
}

async fn answers(shown: &Shown) {
    let mock = MockTransport::new();
    let told = || builder(&mock).attempt_policy(shown.clone()).call_policy(shown.clone()).sleep(NoTime);
    let client = builder(&mock).build().unwrap();
    let pet =
        || MockResponse::json(200, r#"{"id":1}"#).with_header("set-cookie", TOKEN).with_header("authorization", TOKEN);
    mock.on("photo", MockResponse::new(200, TOKEN).with_header("set-cookie", TOKEN).repeated());
    shown.debug(&secretive::<Photo>(&client).send_with_response().await.unwrap());
    shown.debug(&secretive::<Photo>(&client).send_raw().await.unwrap());
    shown.debug(&secretive::<Photo>(&client).send_stream().await.unwrap().body);
    let page = |id| MockResponse::new(200, id).with_header("set-cookie", TOKEN);
    mock.on("watch", page(TOKEN))
        .on("export", page(TOKEN))
        .on("list", MockResponse::json(200, r#"[{"id":1}]"#).repeated());
    mock.on("list_pets", MockResponse::json(200, format!(r#"[{{"id":"{TOKEN}"}}]"#)));
    let response = secretive::<ListPets>(&client).with_reading(Reading::Lenient).send_with_response().await.unwrap();
    shown.both(&response.misfits[0]);
    shown.debug(&response);
    shown.debug(&secretive::<Watch>(&client).send().await.unwrap());
    shown.debug(&secretive::<Export>(&client).send().await.unwrap());
    let mut items = secretive::<List>(&client).items();
    items.next().await.unwrap().unwrap();
    let place = items.continuation().unwrap();
    shown.debug(&place);
    shown.debug(&items);
    shown.debug(&secretive::<List>(&client).pages_from(&place));
    shown.debug(&secretive::<List>(&client).items_blocking());
    shown.error(&format!("{TOKEN} {TOKEN}").parse::<Continuation>().unwrap_err());
    let verifying = builder(&mock).verifier(Arc::new(Refuses)).build().unwrap();
    mock.on("get_pet", pet());
    let error = secretive::<GetPet>(&verifying).send().await.unwrap_err();
    let Error::Verification(refused) = &error else { panic!("{error:?}") };
    shown.debug(&**refused);
    shown.error(&error);
    let secret =
        |status| MockResponse::json(status, format!(r#"{{"token":"{TOKEN}"}}"#)).with_header("set-cookie", TOKEN);
    let known =
        MockResponse::json(400, r#"{"error":"no"}"#).with_header("set-cookie", TOKEN).with_header("x-api-key", TOKEN);
    mock.on("get_pet", known).on("get_pet", secret(502)).on("get_pet", secret(200));
    mock.on("get_pet", MockResponse::failure(TransportErrorKind::Other)).on("get_pet", MockResponse::never());
    mock.on("get_pet", MockResponse::failure(TransportErrorKind::Connect));
    let telling = told().build().unwrap();
    for _ in 0..6 {
        let error = secretive::<GetPet>(&telling).send().await.unwrap_err();
        shown.error(&error);
        match &error {
            Error::Api(error) => shown.debug(&**error),
            Error::Unexpected(error) => shown.debug(&**error),
            Error::Decode(error) => shown.debug(&**error),
            Error::Transport(error) | Error::Connect(error) | Error::Timeout(error) => shown.debug(&**error),
            other => panic!("{other:?}"),
        }
        error.attempts().iter().for_each(|end| shown.debug(end));
        shown.error(&AnyError::from(error));
    }
    for header in [format!("{TOKEN}\r\n"), format!("{TOKEN}\0")] {
        let error = secretive::<GetPet>(&client).with_header("x", &header).send().await.unwrap_err();
        let Error::InvalidRequest(refused) = &error else { panic!("{error:?}") };
        shown.debug(&**refused);
        shown.debug(refused.fault());
        shown.error(&error);
    }
    let keyless = ClientBuilder::for_api(&API).base_url("https://api.test").transport(mock.clone()).build().unwrap();
    let error = secretive::<Secured>(&keyless).send().await.unwrap_err();
    let Error::Signing(missing) = &error else { panic!("{error:?}") };
    shown.debug(&**missing);
    shown.debug(missing.fault());
    shown.error(&error);
}

/// Headers that hold URLs, in whatever an answer can become.
async fn urls(shown: &Shown) {
    let mock = MockTransport::new();
    let client = builder(&mock).build().unwrap();
    let verifying = builder(&mock).verifier(Arc::new(Refuses)).build().unwrap();
    let answer = |status, body: &'static str| {
        MockResponse::json(status, body)
            .with_header("location", &format!("https://files.test/a?sig={TOKEN}"))
            .with_header("content-location", &format!("/a;session={TOKEN}"))
            .with_header(
                "link",
                &format!("<https://api.test/pets?page=2&key={TOKEN}>; rel=\"next\", </pets?key={TOKEN}>"),
            )
            .with_header("refresh", &format!("0; url=https://user:{TOKEN}@files.test/"))
            .with_header("x-next-page", &format!("/pets#access_token={TOKEN}"))
            .with_header("x-upload-url", &format!("https://{TOKEN}:@files.test"))
            .with_header("x-subject-token", TOKEN)
            .with_header("x-kept", "yes")
    };
    // A redirect, an undocumented status, a documented error, a body that does not fit, and an answer that is not signed.
    for (client, status, body) in [
        (&client, 302, ""),
        (&client, 418, ""),
        (&client, 400, r#"{"error":"e"}"#),
        (&client, 200, "[]"),
        (&verifying, 200, r#"{"id":1}"#),
    ] {
        mock.on("get_pet", answer(status, body));
        let error = secretive::<GetPet>(client).send().await.unwrap_err();
        shown.error(&error);
        let text = format!("{error:?}");
        for visible in [
            r#""location": "https://files.test/a?[redacted]""#,
            r#""content-location": "/a;[redacted]""#,
            r#""link": "<https://api.test/pets?[redacted]""#,
            r#""refresh": "0; url=https://[redacted]""#,
            r#""x-next-page": "/pets#[redacted]""#,
            r#""x-kept": "yes""#,
        ] {
            assert!(text.contains(visible), "{visible}: {text}");
        }
        shown.error(&AnyError::from(error));
    }
    mock.on("get_pet", answer(200, r#"{"id":1}"#));
    shown.debug(&secretive::<GetPet>(&client).send_with_response().await.unwrap());
    mock.on("get_pet", answer(200, r#"{"id":1}"#));
    shown.debug(&secretive::<GetPet>(&client).send_raw().await.unwrap());
}

async fn mocks(shown: &Shown) {
    static DOCUMENT: MockDocument =
        MockDocument { operations: &[MockOperation::of::<DeletePet>(&[MockExample::new(204, "", "")])], seal: None };
    let server = MockServer::serve(&DOCUMENT).unwrap();
    let response = MockResponse::json(204, TOKEN).with_header("set-cookie", TOKEN);
    shown.debug(&response);
    server.on_op::<DeletePet>(response);
    let client = ClientBuilder::for_api(&API).base_url(server.url()).build().unwrap();
    let mut call = delete_pet(&client, TOKEN).with_header("authorization", TOKEN);
    call.raw_mut().query("token", TOKEN);
    call.raw_mut().json(&TOKEN.to_owned());
    call.send().await.unwrap();
    let request = server.requests().pop().unwrap();
    assert!(request.uri().path().contains(TOKEN) && request.header("authorization") == Some(TOKEN));
    shown.debug(&request);
    Shown::text("headers", &format!("{:?}", request.headers()));
    shown.debug(&server);
    shown.debug(&*server);
    let mock = MockTransport::new();
    mock.on("photo", MockResponse::new(200, TOKEN));
    secretive::<Photo>(&builder(&mock).build().unwrap()).send().await.unwrap();
    shown.debug(&mock);
    shown.debug(&mock.requests()[0]);
}

#[tokio::test]
async fn no_type_and_no_event_shows_a_secret() {
    let (shown, recorder) = (Shown::default(), Recorder::default());
    {
        let _listening = recorder.listen();
        keys_and_credentials(&shown);
        tokens(&shown).await;
        webhooks(&shown).await;
        clients_and_calls(&shown);
        contents(&shown);
        answers(&shown).await;
        urls(&shown).await;
        mocks(&shown).await;
    }
    let events = recorder.0.lock().unwrap().clone();
    assert!(events.len() >= 20, "{events:?}");
    for event in &events {
        Shown::text("an event", event);
    }
    let reached = shown.0.lock().unwrap().clone();
    let excused: Vec<&str> = UNINTERESTING.iter().flat_map(|(_, names)| *names).copied().collect();
    let printing = printing();
    let missed: Vec<_> = printing.iter().filter(|name| !reached.contains(**name) && !excused.contains(name)).collect();
    assert!(missed.is_empty(), "neither shown here nor listed as uninteresting: {missed:?}");
    let gone: Vec<_> = excused.iter().filter(|name| !printing.contains(*name) || reached.contains(**name)).collect();
    assert!(gone.is_empty(), "listed as uninteresting, and not there or shown: {gone:?}");
}

/// Finds the public types of the runtime that implement `Debug`, in its source.
fn printing() -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for (_, text) in SOURCES {
        let mut attributes = String::new();
        for line in text.lines() {
            if line.starts_with("#[") || line.starts_with("///") {
                attributes.push_str(line);
                continue;
            }
            let declared = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            if let Some(name) = declared.and_then(|rest| rest.split(|letter: char| !letter.is_alphanumeric()).next()) {
                let is_written = |end| SOURCES.iter().any(|(_, text)| text.contains(&format!("Debug for {name}{end}")));
                let is_derived = attributes.contains("derive(") && attributes.contains("Debug");
                if is_derived || [" ", "<"].into_iter().any(is_written) {
                    found.insert(name);
                }
            }
            attributes.clear();
        }
    }
    assert!(found.len() > 80, "{found:?}");
    found
}
