//! What the generated client does, over a real connection: calls flow in, and the right answer or the right error comes out.
//!
//! The server checks each request with code of its own, so a call that succeeds was signed as it was sent.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

mod answers;
mod blocking;
mod calls;
mod connections;
mod judge;
mod retries;
mod settings;

use bytes::Bytes;
use cobo_waas2::types::GetTokenResponse;
use cobo_waas2::{Client, Error, OAuthError};
use http::{HeaderMap, StatusCode};
use signet_tests::clients::{CLIENT_ID, GRANT, ORG_ID};

/// Makes the call that most tests make.
async fn get_token(client: &Client) -> Result<GetTokenResponse, Error<OAuthError>> {
    client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT).send().await
}

/// Makes a call that has to fail.
async fn failure(client: &Client) -> Error<OAuthError> {
    match get_token(client).await {
        Ok(token) => panic!("the call succeeded: {token:?}"),
        Err(error) => error,
    }
}

/// Returns the response that an error keeps.
fn response(error: &Error<OAuthError>) -> (StatusCode, &HeaderMap, &Bytes) {
    match error {
        Error::Api(error) => (error.status(), error.headers(), error.raw()),
        Error::Unexpected(error) => (error.status(), error.headers(), error.raw()),
        Error::Decode(error) => (error.status(), error.headers(), error.raw()),
        Error::Verification(error) => (error.status(), error.headers(), error.raw()),
        other => panic!("no response in {other:?}"),
    }
}

/// Names an error by its variant.
fn kind(error: &Error<OAuthError>) -> &'static str {
    match error {
        Error::Api(_) => "Api",
        Error::Unexpected(_) => "Unexpected",
        Error::Decode(_) => "Decode",
        Error::Verification(_) => "Verification",
        Error::Signing(_) => "Signing",
        Error::InvalidRequest(_) => "InvalidRequest",
        Error::Timeout(_) => "Timeout",
        Error::Connect(_) => "Connect",
        Error::Transport(_) => "Transport",
        _ => "a variant that this test does not know",
    }
}
