//! How a client is set up: settings flow in, a client or the reason why there is none comes out.

use cobo_waas2::error::BuildError;
use cobo_waas2::error::VerificationFault;
use cobo_waas2::sign::KeyError;
use cobo_waas2::{Client, ClientBuilder, Ed25519Signer, Environment, Error, Verification};
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, builder};
use signet_tests::server::{APP_SEED, SERVER_KEY, Server};

use super::{failure, get_token};

fn anywhere() -> ClientBuilder {
    Client::builder().response_key(SERVER_KEY)
}

#[test]
fn a_secret_that_is_none() {
    let (short, long, prefixed) = (&APP_SEED[1..], format!("{APP_SEED}00"), format!("0x{}", &APP_SEED[2..]));
    let spoilt = APP_SEED.replace('d', "g");
    for (secret, expected, message) in [
        ("", KeyError::Length { expected: 64, found: 0 }, "the key has 0 characters instead of 64 hexadecimal digits"),
        (
            short,
            KeyError::Length { expected: 64, found: 63 },
            "the key has 63 characters instead of 64 hexadecimal digits",
        ),
        (
            &long,
            KeyError::Length { expected: 64, found: 66 },
            "the key has 66 characters instead of 64 hexadecimal digits",
        ),
        (&prefixed, KeyError::NotHex, "the key is not hexadecimal"),
        (&spoilt, KeyError::NotHex, "the key is not hexadecimal"),
    ] {
        let error = Ed25519Signer::from_hex(secret).unwrap_err();
        assert_eq!((error, error.to_string().as_str()), (expected, message));
    }
    let pasted = format!("  {}\n", APP_SEED.to_uppercase());
    assert!(Ed25519Signer::from_hex(&pasted).is_ok());
}

#[test]
fn a_client_that_cannot_be_built() {
    for (builder, message) in [
        (anywhere(), "no base URL: choose an environment, or call `.base_url(…)`"),
        (anywhere().base_url("api.cobo.com/v2"), "the base URL has no scheme, such as `https://`"),
        (anywhere().base_url(""), "the base URL has no scheme, such as `https://`"),
        (anywhere().base_url("ftp://api.cobo.com/v2"), "the base URL is neither https nor http"),
        (anywhere().base_url("https:///v2"), "the base URL has no valid host"),
        (anywhere().base_url("https://api.cobo.com/v2?a=b"), "the base URL has a query"),
        (anywhere().base_url("https://user:word@api.cobo.com/v2"), "the base URL has a user name or a password"),
        (anywhere().base_url("https://api.cobo.com/a/../v2"), "the base URL has a path with a `.` or `..` in it"),
        (
            anywhere().base_url("http://api.cobo.com/v2"),
            "the base URL is plain http, which anyone on the way can read: use https, or call `.allow_plain_http()`",
        ),
        (
            anywhere().base_url("http://127.0.0.1.example/v2"),
            "the base URL is plain http, which anyone on the way can read: use https, or call `.allow_plain_http()`",
        ),
        (
            Client::builder().base_url("https://api.cobo.com/v2"),
            "the API signs its responses: call `environment`, `response_key` or `without_response_verification`",
        ),
        (Client::builder().environment(Environment::Production).response_key("17"), "a key is not valid"),
        (anywhere().environment(Environment::Sandbox).user_agent("a\r\nb"), "the user agent is not valid in a header"),
    ] {
        let Err(error) = builder.build() else { panic!("{message}") };
        assert_eq!(error.to_string(), message);
    }
    let Err(BuildError::InvalidKey(error)) = Client::builder().response_key(&"00".repeat(32)).build() else {
        panic!("a key of small order was taken")
    };
    assert_eq!(error.downcast_ref(), Some(&KeyError::NotAKey));
    assert!(anywhere().base_url("http://api.cobo.com/v2").allow_plain_http().build().is_ok());
    for loopback in ["http://localhost:8080/v2", "http://127.8.9.10/v2", "http://[::1]:8080/v2"] {
        assert!(anywhere().base_url(loopback).build().is_ok(), "{loopback}");
    }
}

/// Another address is no other API: its answers are believed by the environment's key, unless that is said to be different.
#[tokio::test]
async fn an_environment_keeps_its_response_key() {
    let server = Server::with_token().await;
    let plain = || Client::builder().signer(Ed25519Signer::from_hex(APP_SEED).unwrap());
    let (url, development) = (server.url(), Environment::Development);
    for client in [
        plain().environment(development).base_url(&url),
        plain().base_url(&url).environment(development),
        plain()
            .environment(development)
            .base_url(&url)
            .without_response_verification()
            .response_key(Environment::Development.response_key().unwrap()),
    ] {
        let Error::Verification(error) = failure(&client.build().unwrap()).await else {
            panic!("another key was believed")
        };
        assert_eq!(error.fault(), VerificationFault::Mismatch);
    }
    for (client, verification) in [
        (plain().environment(development).base_url(&url).response_key(SERVER_KEY), Verification::Verified),
        (plain().response_key(SERVER_KEY).base_url(&url).environment(development), Verification::Verified),
        (plain().environment(development).base_url(&url).without_response_verification(), Verification::NotChecked),
        (plain().without_response_verification().base_url(&url).environment(development), Verification::NotChecked),
    ] {
        let call = client.build().unwrap().oauth().get_token(CLIENT_ID, ORG_ID, GRANT);
        assert_eq!(call.send_with_response().await.unwrap().verification, verification);
    }
}

#[tokio::test]
async fn a_base_url_may_end_in_slashes() {
    let server = Server::with_token().await;
    get_token(&builder(&server).base_url(format!("{}//", server.url())).build().unwrap()).await.unwrap();
    assert!(server.request().target.starts_with("/v2/oauth/token?client_id="));
}
