//! Stand-ins for an API in tests: rules and requests flow in, answers flow out, and what was asked is recorded.
//!
//! [`MockTransport`] answers inside the client, without a network. [`MockServer`] answers on a port of this machine, whatever
//! sends the request, and checks what arrives. Both take their answers from [`MockRules`].

mod connection;
mod document;
mod fault;
mod request;
mod response;
mod rules;
mod server;
mod transport;

pub use document::{MockDocument, MockExample, MockOperation, MockSeal, Sealing};
pub use fault::{MockFault, MockFaults, MockPhase};
pub use request::MockRequest;
pub use response::MockResponse;
pub use rules::MockRules;
pub use server::MockServer;
pub use transport::MockTransport;
