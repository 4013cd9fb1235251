//! Clients of the test server: a running server flows in, the generated client that trusts it flows out.

use std::time::{Duration, UNIX_EPOCH};

use cobo_waas2::clock::FixedClock;
use cobo_waas2::{Client, ClientBuilder, Ed25519Signer, Retry};

use crate::server::{APP_SEED, SERVER_KEY, Server};

/// The app's ID in the API's document.
pub const CLIENT_ID: &str = "pvSwS8iFrfK0oZrB0ugG54XPDOLEv0Ij";
/// The organization's ID in the API's document.
pub const ORG_ID: &str = "e3986401-4aec-480a-973d-e775a4518413";
/// The grant type in the API's document.
pub const GRANT: &str = "org_implicit";
/// The time that clients take it to be.
pub const NOW_MS: u64 = 1_718_587_017_029;

/// Returns a clock that stands still.
pub fn clock(unix_ms: u64) -> FixedClock {
    FixedClock(UNIX_EPOCH + Duration::from_millis(unix_ms))
}

/// Starts a client that signs with the app's key, believes the server's, and tries each call once.
pub fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .base_url(server.url())
        .response_key(SERVER_KEY)
        .signer(Ed25519Signer::from_hex(APP_SEED).unwrap())
        .clock(clock(NOW_MS))
        .retry(Retry::never())
}

/// Makes a client that signs with the app's key and believes the server's.
pub fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}
