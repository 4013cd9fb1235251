//! Mocks of an API for tests.
//!
//! [`MockTransport`] responds inside the client, without a network. [`MockServer`] responds on a local port to any HTTP
//! client, and checks the requests. Both take their responses from [`MockRules`].

pub mod connection;
pub mod document;
pub mod ed25519;
pub mod fault;
pub mod request;
pub mod response;
pub mod rules;
pub mod seal;
#[cfg(feature = "ecdsa-secp256k1")]
pub mod secp256k1;
pub mod server;
pub mod transport;

pub use document::{MockDocument, MockExample, MockOperation, MockSeal, Sealing};
pub use fault::{MockFault, MockFaults, MockPhase};
pub use request::MockRequest;
pub use response::MockResponse;
pub use rules::MockRules;
pub use server::MockServer;
pub use transport::MockTransport;
