//! The official SDK for Python as a yardstick: the same calls flow into it and into the generated client, and the same
//! requests arrive at the server, to the byte and to the signature.
//!
//! Without Python or `PyPI` the test says so and passes.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use cobo_waas2::types::RefreshTokenRequest;
use serde_json::json;
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID, client};
use signet_tests::official::{PACKAGE, call, differences};
use signet_tests::python::Python;
use signet_tests::server::Server;
use signet_tests::skip::tell;

#[tokio::test]
async fn same_requests_as_the_official_sdk() {
    let python = match Python::with(env!("CARGO_TARGET_TMPDIR"), &[PACKAGE]) {
        Ok(python) => python,
        Err(reason) => return tell("python_sdk", &format!("skipped: {reason}")),
    };

    let client_ids =
        [CLIENT_ID, "a b", "a+b&c=d", "é", "中文😀", "~*'()!", " +&=/?#%;,:@$[]{}\\|\"<>^`", "a\nb", "%41", "a.b-c_d"];
    let refreshing = [
        json!({ "client_id": CLIENT_ID, "grant_type": "refresh_token", "refresh_token": "r" }),
        json!({ "client_id": "é\"中", "grant_type": "refresh_token" }),
    ];
    let mut calls: Vec<_> = client_ids
        .iter()
        .map(|id| json!({ "operation": "get_token", "arguments": { "client_id": id, "org_id": ORG_ID, "grant_type": GRANT } }))
        .collect();
    calls.extend(refreshing.iter().map(|body| json!({ "operation": "refresh_token", "body": body })));

    let server = Server::with_token().await;
    let (host, count) = (server.url(), calls.len());
    let endings = tokio::task::spawn_blocking(move || call(&python, &host, &calls)).await.unwrap();
    // The SDK looks the key for answers up by the three addresses that it knows, and asserts that it has found one.
    assert_eq!(endings, vec!["AssertionError"; count]);
    let theirs = server.requests();

    let server = Server::with_token().await;
    let client = client(&server);
    for client_id in client_ids {
        client.oauth().get_token(client_id, ORG_ID, GRANT).send().await.unwrap();
    }
    for body in &refreshing {
        let body: RefreshTokenRequest = serde_json::from_value(body.clone()).unwrap();
        client.oauth().refresh_token(&body).send().await.unwrap();
    }
    let ours = server.requests();

    assert_eq!((theirs.len(), ours.len()), (count, count));
    for (their, our) in theirs.iter().zip(&ours) {
        assert_eq!((their.verdict, our.verdict), (Ok(()), Ok(())), "{their:?}");
        assert_eq!(differences(their, our), []);
        assert_eq!(our.method == "GET", their.body == our.body, "{their:?}");
    }
    tell("python_sdk", &format!("{PACKAGE} and the generated client sent the same {count} requests"));
}
