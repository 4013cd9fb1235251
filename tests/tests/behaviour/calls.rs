//! How calls are made: arguments and options flow in, and what arrives at the server is what was signed.

use std::error::Error as StdError;

use cobo_waas2::error::RequestFault;
use cobo_waas2::error::SigningError;
use cobo_waas2::types::RefreshTokenRequest;
use cobo_waas2::{AnyError, Error, SignedText};
use signet_tests::clients::{CLIENT_ID, GRANT, NOW_MS, ORG_ID, builder, client};
use signet_tests::server::{APP_KEY, REFRESH_TOKEN, Reply, SERVER_KEY, Server, TOKEN};

use super::{failure, get_token, kind};

#[tokio::test]
async fn what_is_signed_is_what_arrives() {
    let server = Server::with_token().await;
    for client_id in [CLIENT_ID, "a b", "a+b&c=d", "é中文😀", " +&=/?#%~*'()!;,:@$[]{}\\|\"<>^`", "a\nb\tc\0", "%41"]
    {
        let call = || client(&server).oauth().get_token(client_id, ORG_ID, GRANT);
        let shown = call().into_request().await.unwrap();
        call().send().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.verdict, Ok(()), "{client_id:?}");
        assert_eq!(sent.method, "GET");
        assert_eq!(sent.target, shown.uri().path_and_query().unwrap().as_str(), "{client_id:?}");
        for name in ["biz-api-key", "biz-api-nonce", "biz-api-signature", "accept", "user-agent"] {
            assert_eq!(sent.header(name), shown.headers()[name], "{client_id:?}");
        }
        assert_eq!((sent.header("biz-api-key"), sent.header("biz-api-nonce")), (APP_KEY, &*NOW_MS.to_string()));
    }
}

#[tokio::test]
async fn a_body_is_sent_as_it_was_signed() {
    let server = Server::with_token().await;
    for (body, text) in [
        (RefreshTokenRequest::new(), "{}".to_owned()),
        (RefreshTokenRequest::new().client_id("é\"\\\n中😀"), "{\"client_id\":\"é\\\"\\\\\\n中😀\"}".to_owned()),
        (
            RefreshTokenRequest::new().client_id(CLIENT_ID).grant_type("refresh_token").refresh_token(REFRESH_TOKEN),
            format!(r#"{{"client_id":"{CLIENT_ID}","grant_type":"refresh_token","refresh_token":"{REFRESH_TOKEN}"}}"#),
        ),
    ] {
        let client = client(&server);
        let shown = client.oauth().refresh_token(&body).into_request().await.unwrap();
        client.oauth().refresh_token(&body).send().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.verdict, Ok(()));
        assert_eq!(
            (sent.method.as_str(), sent.target.as_str(), sent.text()),
            ("POST", "/v2/oauth/token", text.as_str())
        );
        assert_eq!(sent.header("content-type"), "application/json");
        assert_eq!(sent.header("content-length"), text.len().to_string());
        let signed = shown.extensions().get::<SignedText>().unwrap().as_str();
        assert_eq!(signed, format!("POST|/v2/oauth/token|{NOW_MS}||{text}"));
        assert_eq!(sent.header("biz-api-signature"), shown.headers()["biz-api-signature"]);
    }
}

/// What is signed is the path that is sent, wherever a call is sent.
#[tokio::test]
async fn a_call_to_another_base_url_is_signed_for_its_path() {
    let server = Server::with_token().await;
    let client = builder(&server).base_url("https://nobody.example/v9").build().unwrap();
    let call = || client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT);
    call().with_base_url(&server.url()).send().await.unwrap();
    assert_eq!(server.request().verdict, Ok(()));
    let shown = call().with_base_url("https://other.example/a/b/").into_request().await.unwrap();
    assert_eq!((shown.uri().host(), shown.uri().path()), (Some("other.example"), "/a/b/oauth/token"));
    assert!(shown.extensions().get::<SignedText>().unwrap().as_str().starts_with("GET|/a/b/oauth/token|"));
    assert!(matches!(call().with_base_url("http://other.example").send().await, Err(Error::InvalidRequest(_))));
}

#[tokio::test]
async fn a_key_that_the_server_does_not_know() {
    let server = Server::with_token().await;
    let signer = cobo_waas2::Ed25519Signer::from_seed([9; 32]);
    let error = failure(&builder(&server).signer(signer).build().unwrap()).await;
    assert_eq!((kind(&error), error.status().map(|status| status.as_u16())), ("Api", Some(401)));
    assert_eq!(server.request().verdict, Err("the key is not known"));
}

#[tokio::test]
async fn what_is_refused_before_sending() {
    let server = Server::with_token().await;
    let client = client(&server);
    for (arguments, name) in [
        (["", ORG_ID, GRANT], "client_id"),
        ([CLIENT_ID, "", GRANT], "org_id"),
        ([CLIENT_ID, ORG_ID, ""], "grant_type"),
    ] {
        let [client_id, org_id, grant_type] = arguments;
        let error = client.oauth().get_token(client_id, org_id, grant_type).send().await.unwrap_err();
        assert_eq!(error.to_string(), format!("get_token: the required query parameter `{name}` is empty"));
        let Error::InvalidRequest(error) = error else { panic!("{error:?}") };
        assert!(matches!(error.fault(), RequestFault::EmptyQueryParameter(parameter) if *parameter == name), "{error}");
    }
    for (name, value, message) in [
        ("x-note", "a\r\nbiz-api-key: 00", "the value of the header `x-note` is not valid"),
        ("x-note", "a\nb", "the value of the header `x-note` is not valid"),
        ("x-note", "a\0b", "the value of the header `x-note` is not valid"),
        ("x note", "a", "the name of a header is not valid"),
        ("x-note\r\n", "a", "the name of a header is not valid"),
        ("Content-Length", "7", "the header `content-length` belongs to the transport"),
        ("Host", "elsewhere", "the header `host` belongs to the transport"),
    ] {
        let call = client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).with_header(name, value);
        let error = call.send().await.unwrap_err();
        assert_eq!(kind(&error), "InvalidRequest");
        assert_eq!(error.to_string(), format!("get_token: {message}"));
    }
    let keyless = cobo_waas2::Client::builder().base_url(server.url()).response_key(SERVER_KEY).build().unwrap();
    let Error::Signing(error) = failure(&keyless).await else { panic!("no signer") };
    assert!(matches!(error.fault(), SigningError::MissingCredential { alternatives: [["CoboAuth"]] }), "{error:?}");
    let expected = "get_token: no credential was given for CoboAuth; \
        a client without credentials can call `.unauthenticated()` on its builder";
    assert_eq!(error.to_string(), expected);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn headers_of_ones_own() {
    let server = Server::with_token().await;
    let call = client(&server).oauth().get_token(CLIENT_ID, ORG_ID, GRANT);
    // The last one is signing's to make.
    let call = call.with_header("X-Note", "hello").with_header("User-Agent", "mine").with_header("BIZ-API-NONCE", "1");
    call.send().await.unwrap();
    let sent = server.request();
    assert_eq!((sent.header("x-note"), sent.header("user-agent")), ("hello", "mine"));
    assert_eq!(sent.header("biz-api-nonce"), NOW_MS.to_string());
}

/// Calls own what they need, and can be moved to other threads.
#[test]
fn calls_can_be_spawned() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Server::with_token().await;
        let client = client(&server);
        let calls: Vec<_> =
            (0..20).map(|_| tokio::spawn(client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send())).collect();
        drop(client);
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().expires_in, Some(43199));
        }
        assert_eq!(server.requests().len(), 20);
    });
}

async fn boxed(client: &cobo_waas2::Client) -> Result<i64, Box<dyn StdError + Send + Sync>> {
    let token = get_token(client).await?;
    client.oauth().refresh_token(&RefreshTokenRequest::new()).send().await?;
    Ok(token.expires_in.ok_or("no time")?)
}

async fn erased(client: &cobo_waas2::Client) -> Result<Option<i64>, AnyError> {
    let token = get_token(client).await?;
    client.oauth().refresh_token(&RefreshTokenRequest::new()).send().await?;
    Ok(token.expires_in)
}

#[tokio::test]
async fn errors_convert() {
    let server = Server::start(Reply::json(200, TOKEN)).await;
    assert_eq!(boxed(&client(&server)).await.unwrap(), 43199);
    assert_eq!(erased(&client(&server)).await.unwrap(), Some(43199));
    let body = r#"{"error":"invalid_client","error_description":"no such app"}"#;
    let server = Server::start(Reply::json(401, body).header("x-request-id", "r-17")).await;
    let error = boxed(&client(&server)).await.unwrap_err();
    assert_eq!(error.to_string(), "get_token: the server responded with 401 Unauthorized: no such app");
    let typed: &Error<cobo_waas2::OAuthError> = error.downcast_ref().unwrap();
    assert_eq!(kind(typed), "Api");
    let error = erased(&client(&server)).await.unwrap_err();
    assert_eq!((error.status().map(|status| status.as_u16()), error.request_id()), (Some(401), Some("r-17")));
    assert!(format!("{error:?}").contains("invalid_client"), "the body is still shown: {error:?}");
}
