//! The runtime of generated clients.

pub mod api;
pub mod auth;
pub mod body;
pub mod builder;
pub mod call;
pub mod client;
pub mod error;
pub mod face;
pub mod json;
pub mod operation;
pub mod parameters;
pub mod response;
pub mod send;
pub mod sign;
pub mod stream;
pub mod system;
#[cfg(feature = "mock")]
pub mod testing;
pub mod transport;
pub mod values;

pub use api::{Api, QueryEncoding};
pub use auth::credential::{Credential, SignedText, Verification, Verify};
pub use body::request_body::RequestBody;
pub use builder::ClientBuilder;
pub use call::{Call, RawCall};
pub use client::Client;
pub use error::{
    AnyError, ApiError, AttemptEnd, BuildError, DecodeError, Error, Failure, InvalidRequest, PagingError, RequestFault,
    SigningError, TransportError, TransportErrorKind, UnexpectedResponse, UnsignedRequest, VerificationError,
    VerificationFault,
};
pub use json::{Json, Misfit, Null, RawJson, ReadError, Tuple, WriteError};
pub use operation::{ErrorBody, Op, Operation, Output};
pub use response::content::{Content, Reading};
pub use response::documented::{Documented, Status};
pub use response::received::Response;
#[cfg(feature = "blocking")]
pub use send::blocking::{Blocking, Steps};
pub use send::budget::RetryBudget;
pub use send::idempotency::{Idempotency, Repeated};
pub use send::policy::{Attempt, Outcome, Policy, PolicyError};
pub use send::retry::Retry;
pub use sign::ed25519::Ed25519Signer;
pub use sign::hex::KeyError;
#[cfg(feature = "ecdsa-secp256k1")]
pub use sign::secp256k1::EcdsaSecp256k1Signer;
pub use sign::signing::{Algorithm, Parts, Sealed, Signer, SignerError, Signing, SigningProfile};
pub use sign::verification::{ResponseKey, ResponseRule, ResponseVerifier};
pub use stream::byte_stream::{ByteStream, StreamError};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use system::clock::SystemClock;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
pub use system::clock::TokioSleep;
pub use system::clock::{Clock, FixedClock, Sleep};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use system::random::StdRandom;
pub use system::random::{Counter, Random};
#[cfg(feature = "mock")]
pub use testing::fault::{MockFault, MockFaults, MockPhase};
#[cfg(feature = "mock")]
pub use testing::request::MockRequest;
#[cfg(feature = "mock")]
pub use testing::response::MockResponse;
#[cfg(feature = "mock")]
pub use testing::rules::MockRules;
#[cfg(feature = "mock")]
pub use testing::server::MockServer;
#[cfg(feature = "mock")]
pub use testing::transport::MockTransport;
pub use transport::connections::Connections;
pub use transport::interface::{BodySource, BoxFuture, ResponseBody, Transport};
#[cfg(feature = "reqwest")]
pub use transport::reqwest::ReqwestTransport;
pub use values::secret::Secret;
