//! The tests of the runtime in one program, which is linked once.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

#[macro_use]
mod petstore;
#[cfg(feature = "mock")]
mod plain;
#[cfg(feature = "tracing")]
mod recorder;
#[cfg(feature = "mock")]
mod virtual_time;

mod attempts;
mod blocking;
mod cancellation;
mod core;
mod core_request;
mod core_settings;
mod credentials;
mod default_headers;
mod encoding;
mod formats;
mod idempotency;
mod json_codec;
mod json_errors;
mod json_serde;
mod keys;
mod mock;
mod mock_server;
mod nginx;
mod oauth2;
mod own_types;
mod pager;
mod patch;
mod policies;
mod reasons;
mod request_body;
mod retry;
mod rotation;
mod secret;
mod secrets;
mod signing;
mod streams;
mod timestamps;
mod tls;
mod tokens;
mod tracing;
mod transport;
mod verification;
mod webhook;
