//! What every generated client stands on.

pub mod api;
pub mod attempts;
pub mod base_url;
pub mod bearer;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod budget;
pub mod builder;
pub mod call;
pub mod client;
pub mod clock;
pub mod connections;
pub mod content;
pub mod credential;
pub mod credentials;
pub mod digest;
pub mod documented;
pub mod ed25519;
pub mod encoding;
pub mod error;
pub mod hex;
#[cfg(feature = "http2")]
pub mod http2;
pub mod idempotency;
pub mod json;
pub mod media_type;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
pub mod mock_ed25519;
#[cfg(feature = "mock")]
pub mod mock_seal;
#[cfg(all(feature = "ecdsa-secp256k1", feature = "mock"))]
pub mod mock_secp256k1;
pub mod operation;
#[cfg(feature = "serde_json")]
pub mod own_types;
#[cfg(feature = "pem")]
pub mod pem;
pub mod policy;
pub mod random;
pub mod request_body;
#[cfg(feature = "reqwest")]
pub mod reqwest;
pub mod response;
pub mod retry;
#[cfg(feature = "ecdsa-secp256k1")]
pub mod secp256k1;
pub mod secret;
pub mod send;
pub mod signing;
pub mod stream;
pub mod timestamps;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub mod tls;
#[cfg(feature = "tracing")]
pub mod trace;
pub mod transport;
pub mod unknown;
pub mod verification;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub use api::{Api, QueryEncoding};
#[cfg(feature = "blocking")]
pub use blocking::{Blocking, Steps};
pub use budget::RetryBudget;
pub use builder::ClientBuilder;
pub use call::{Call, RawCall};
pub use client::Client;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use clock::SystemClock;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
pub use clock::TokioSleep;
pub use clock::{Clock, FixedClock, Sleep};
pub use connections::Connections;
pub use content::{Content, Reading};
pub use credential::{Credential, SignedText, Verification, Verify};
pub use documented::{Documented, Status};
pub use ed25519::Ed25519Signer;
pub use error::{
    AnyError, ApiError, AttemptEnd, BuildError, DecodeError, Error, Failure, InvalidRequest, PagingError, RequestFault,
    SigningError, TransportError, TransportErrorKind, UnexpectedResponse, UnsignedRequest, VerificationError,
    VerificationFault,
};
pub use hex::KeyError;
pub use idempotency::{Idempotency, Repeated};
pub use json::{Json, Misfit, Null, RawJson, ReadError, Tuple, WriteError};
#[cfg(feature = "mock")]
pub use mock::{MockFault, MockFaults, MockPhase, MockRequest, MockResponse, MockRules, MockServer, MockTransport};
pub use operation::{ErrorBody, Op, Operation, Output};
pub use policy::{Attempt, Outcome, Policy, PolicyError};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use random::StdRandom;
pub use random::{Counter, Random};
pub use request_body::RequestBody;
pub use response::Response;
pub use retry::Retry;
#[cfg(feature = "ecdsa-secp256k1")]
pub use secp256k1::EcdsaSecp256k1Signer;
pub use secret::Secret;
pub use signing::{Algorithm, Parts, Sealed, Signer, SignerError, Signing, SigningProfile};
pub use stream::{ByteStream, StreamError};
pub use transport::{BodySource, BoxFuture, ResponseBody, Transport};
pub use unknown::{Unknown, UnknownInteger};
pub use verification::{ResponseKey, ResponseRule, ResponseVerifier};
