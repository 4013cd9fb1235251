//! Stand-ins for an API in tests: rules and requests flow in, answers flow out, and what was asked is recorded.
//!
//! [`MockTransport`] answers inside the client, without a network. [`MockServer`] answers on a port of this machine, whatever
//! sends the request, and checks what arrives. Both take their answers from [`MockRules`].

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
