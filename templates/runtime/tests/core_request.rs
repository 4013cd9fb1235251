//! What becomes of a call until it is sent: faults, headers, credentials, time.

#![cfg(feature = "runtime")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use signet_runtime::runtime::*;

use crate::petstore::*;

const PET: &str = r#"{"id":1,"name":"Rex"}"#;

#[tokio::test]
async fn a_call_ends_with_its_time() {
    struct Silent;
    impl Transport for Silent {
        fn send(
            &self,
            _request: http::Request<Bytes>,
        ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
            Box::pin(std::future::pending())
        }
    }
    let builder = || ClientBuilder::for_api(&API).base_url("https://h").transport(Silent).sleep(NoTime);
    let client = builder().timeout(Duration::from_secs(7)).build().unwrap();
    let error = get_pet(&client, "1").send().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)) && error.is_timeout() && error.is_retryable());
    assert_eq!(error.to_string(), "get_pet: the call timed out");
    assert_eq!(error.source().unwrap().to_string(), "the limit is 7s");
    let error = add_pet(&client, &Pet { id: 1, name: None }).with_timeout(Duration::ZERO).send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_retryable());
    assert_eq!(error.source().unwrap().to_string(), "the limit is 0ns");
}

#[cfg(not(feature = "reqwest"))]
#[tokio::test]
async fn a_timeout_that_nothing_measures_is_refused() {
    let transport = Always::json(200, PET);
    assert!(matches!(transport.builder().timeout(Duration::ZERO).build(), Err(BuildError::NoSleep)));
    get_pet(&transport.client(), "1").send().await.unwrap();
    let error = get_pet(&transport.client(), "1").with_timeout(Duration::ZERO).send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));
    let error = ClientBuilder::for_api(&API).base_url("https://h").build().unwrap_err();
    assert!(error.to_string().contains("feature `reqwest`"));
}

#[tokio::test]
async fn faults_are_found_before_anything_is_sent() {
    struct NotANumber;
    impl Json for NotANumber {
        fn read(_reader: &mut json::Reader<'_>) -> Result<Self, ReadError> {
            Ok(Self)
        }
        fn write(&self, writer: &mut json::Writer) {
            f64::NAN.write(writer);
        }
    }
    let transport = Always::json(200, PET);
    let client = transport.client();
    let refused = async |call: Call<GetPet>| {
        let error = call.send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)) && !error.is_retryable(), "{error:?}");
        error.to_string()
    };
    let call = || get_pet(&client, "1");
    let shown = refused(call().with_header("x-note", "secret\r\nx-evil: 1").with_header("host", "evil")).await;
    assert_eq!(shown, "get_pet: the value of the header `x-note` is not valid");
    assert_eq!(
        refused(call().with_header("Host", "evil")).await,
        "get_pet: the header `host` belongs to the transport"
    );
    assert_eq!(refused(call().with_header("a b", "")).await, "get_pet: the name of a header is not valid");
    let mut nan = call();
    nan.raw_mut().json(&NotANumber);
    assert!(refused(nan).await.starts_with("get_pet: the body cannot be written"));
    for literal in ["#x", "?x=1#y", "\u{7f}", " "] {
        let mut odd = call();
        odd.raw_mut().path(literal);
        assert_eq!(refused(odd).await, "get_pet: base URL, path and query are not a valid URL");
    }
    assert!(matches!(get_pet(&client, "").into_request().await, Err(Error::InvalidRequest(_))));
    assert!(transport.seen().is_empty());
}

#[tokio::test]
async fn a_request_is_complete() {
    let client = Always::json(200, PET).client();
    let call = add_pet(&client, &Pet { id: 5, name: None }).with_header("X-Trace", "t").with_header("x-trace", "u");
    let request = call.into_request().await.unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://api.test/v2/pets");
    assert_eq!(&request.body()[..], br#"{"id":5}"#);
    let mut headers: Vec<_> = request.headers().iter().map(|(n, v)| format!("{n}: {}", v.to_str().unwrap())).collect();
    headers.sort();
    let expected =
        ["accept: application/json", "content-type: application/json", "user-agent: petstore-rust/1.0", "x-trace: u"];
    assert_eq!(headers, expected);
    let operation = request.extensions().get::<&'static Operation>().unwrap();
    assert_eq!(operation.id, "add_pet");
    let client = Always::json(200, PET).builder().user_agent("mine/1").build().unwrap();
    let mut call = get_pet(&client, "1").with_header("accept", "*/*");
    call.raw_mut().body("text/plain", b"hello".to_vec());
    let request = call.into_request().await.unwrap();
    assert_eq!(
        (&request.headers()["user-agent"], &request.headers()["accept"]),
        (&"mine/1".parse().unwrap(), &"*/*".parse().unwrap())
    );
    assert_eq!(
        (&request.headers()["content-type"], &request.body()[..]),
        (&"text/plain".parse().unwrap(), &b"hello"[..])
    );
}

#[tokio::test]
async fn credentials_see_the_final_request() {
    let transport = Always::json(200, PET);
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(77);
    let client = transport.builder().clock(FixedClock(at)).credential("Key", Key("k")).build().unwrap();
    let mut call = literal::<Secured>(&client, "/vault").with_header("key", "of the user").with_header("x", "y");
    call.raw_mut().query("a", "b c");
    call.send().await.unwrap();
    let request = &transport.seen()[0];
    let text = request.extensions().get::<SignedText>().unwrap();
    assert_eq!(text.as_str(), "GET https://api.test/v2/vault?a=b+c 77 4 headers");
    assert_eq!(format!("{text:?}"), "SignedText(48 bytes)");
    assert_eq!(request.headers()["key"], "k");
}

#[tokio::test]
async fn alternatives_with_all_their_credentials_are_taken() {
    let transport = Always::json(200, PET);
    let both = transport.builder().credential("Key", Key("key")).credential("Other", Key("other")).build().unwrap();
    literal::<Secured>(&both, "/vault").send().await.unwrap();
    literal::<Optional>(&both, "/open").send().await.unwrap();
    get_pet(&both, "1").send().await.unwrap();
    literal::<Optional>(&transport.client(), "/open").send().await.unwrap();
    let replaced = transport.builder().credential("Key", Key("old")).credential("Key", Key("new")).build().unwrap();
    literal::<Secured>(&replaced, "/vault").send().await.unwrap();
    let keys: Vec<_> = transport.seen().iter().map(|r| r.headers().get("key").cloned()).collect();
    let key = |text: &str| Some(text.parse().unwrap());
    assert_eq!(keys, [key("other"), key("key"), None, None, key("new")]);

    let other = transport.builder().credential("Other", Key("other")).build().unwrap();
    let error = literal::<Secured>(&other, "/vault").send().await.unwrap_err();
    assert!(matches!(error, Error::Signing(_)) && !error.is_retryable());
    let expected = "secured: no credential was given for Key + Other, or Key; \
        a client without credentials can call `.unauthenticated()` on its builder";
    assert_eq!(error.to_string(), expected);
    assert_eq!(transport.seen().len(), 5);
}

#[tokio::test]
async fn a_signature_is_made_last_wherever_it_stands() {
    let transport = Always::json(200, PET);
    let client = transport.builder().credential("Key", Seal(Key("seal"))).credential("Other", Key("other")).build();
    literal::<Secured>(&client.unwrap(), "/vault").send().await.unwrap();
    assert_eq!(transport.seen()[0].headers()["key"], "seal");
}

#[tokio::test]
async fn debug_shows_no_secrets() {
    let transport =
        Always { headers: vec![("set-cookie", "secret"), ("x-request-id", "42")], ..Always::json(400, "{}") };
    let client = transport.builder().credential("Key", Key("secret")).build().unwrap();
    let mut call = get_pet(&client, "secret").with_header("authorization", "secret");
    call.raw_mut().query("token", "secret");
    call.raw_mut().json(&"secret".to_owned());
    let builder = transport.builder().user_agent("secret").base_url("secret").credential("Key", Key("secret"));
    let shown = format!("{client:?} {call:?} {builder:?}");
    let request = call.into_request().await.unwrap();
    let shown = format!("{shown} {:?}", request.headers());
    let error = get_pet(&client, "secret").send().await.unwrap_err();
    let response = get_pet(&client, "secret").send_raw().await.unwrap();
    let shown = format!("{shown} {error:?} {error} {response:?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert_eq!(error.request_id(), Some("42"));
}

#[test]
fn types_are_what_they_promise() {
    fn can_be_spawned<T: Send + 'static>(_: T) {}
    fn is_shared<T: Clone + Send + Sync>(_: &T) {}
    let client = Always::json(200, PET).client();
    is_shared(&client);
    can_be_spawned(get_pet(&client, "1").send());
    can_be_spawned(get_pet(&client, "1").send_with_response());
    can_be_spawned(get_pet(&client, "1").send_raw());
    can_be_spawned(get_pet(&client, "1").into_request());
    can_be_spawned(get_pet(&client, "1"));
    assert_eq!(size_of::<Error<PetError>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<Call<GetPet>>(), size_of::<usize>());
}
