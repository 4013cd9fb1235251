//! What every generated client stands on.

pub mod api;
pub mod api_key;
pub mod attempts;
pub mod base64;
pub mod base_url;
pub mod basic;
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
pub mod continuation;
pub mod credential;
pub mod credentials;
pub mod dates;
pub mod digest;
pub mod documented;
pub mod ed25519;
pub mod encoding;
pub mod error;
pub mod event_stream;
pub mod flight;
pub mod form;
pub mod hex;
#[cfg(feature = "http2")]
pub mod http2;
pub mod idempotency;
pub mod json;
pub mod json_lines;
pub mod link;
pub mod media_type;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "mock")]
pub mod mock_ed25519;
#[cfg(feature = "mock")]
pub mod mock_seal;
#[cfg(all(feature = "ecdsa-secp256k1", feature = "mock"))]
pub mod mock_secp256k1;
pub mod multipart;
pub mod oauth2;
pub mod operation;
#[cfg(feature = "serde_json")]
pub mod own_types;
#[cfg(feature = "blocking")]
pub mod page_iterators;
pub mod pager;
pub mod pages;
pub mod parameter;
pub mod patch;
#[cfg(feature = "pem")]
pub mod pem;
pub mod policy;
pub mod random;
pub mod refusal;
pub mod request_body;
#[cfg(feature = "reqwest")]
pub mod reqwest;
pub mod response;
pub mod response_header;
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
pub mod token_calls;
pub mod token_credential;
pub mod token_source;
pub mod token_state;
pub mod tokens;
#[cfg(feature = "tracing")]
pub mod trace;
pub mod transport;
pub mod typed_stream;
pub mod unknown;
pub mod uuids;
pub mod values;
pub mod verification;
pub mod webhook;
pub mod webhook_event;

pub use self::base64::Base64;
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
pub use continuation::Continuation;
pub use credential::{Credential, SignedText, Verification, Verify};
pub use dates::rfc3339;
pub use documented::{Documented, Status};
pub use ed25519::Ed25519Signer;
pub use error::{
    AnyError, ApiError, AttemptEnd, BuildError, DecodeError, Error, Failure, InvalidRequest, PagingError, RequestFault,
    SigningError, TransportError, TransportErrorKind, UnexpectedResponse, UnsignedRequest, VerificationError,
    VerificationFault,
};
pub use event_stream::{Event, EventStream};
pub use hex::KeyError;
pub use idempotency::{Idempotency, Repeated};
pub use json::{Json, Misfit, Null, RawJson, ReadError, Tuple, WriteError};
pub use json_lines::JsonLines;
#[cfg(feature = "mock")]
pub use mock::{MockFault, MockFaults, MockPhase, MockRequest, MockResponse, MockRules, MockServer, MockTransport};
pub use multipart::{Multipart, Part};
pub use oauth2::{OAuth2, OAuth2Source};
pub use operation::{ErrorBody, Op, Operation, Output};
pub use pager::Paging;
pub use pages::{Items, Listed, Paged, Pages};
pub use parameter::{Parameter, Style};
pub use patch::Patch;
pub use policy::{Attempt, Outcome, Policy, PolicyError};
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use random::StdRandom;
pub use random::{Counter, Random};
pub use refusal::{Refusal, RefusalReason};
pub use request_body::RequestBody;
pub use response::Response;
pub use response_header::{HeaderError, header, header_list};
pub use retry::Retry;
#[cfg(feature = "ecdsa-secp256k1")]
pub use secp256k1::EcdsaSecp256k1Signer;
pub use secret::Secret;
pub use signing::{Algorithm, Parts, Sealed, Signer, SignerError, Signing, SigningProfile};
pub use stream::{ByteStream, StreamError};
pub use token_calls::{CallSource, TokenRule};
pub use token_credential::TokenCredential;
pub use token_source::{Grant, Token, TokenError, TokenSource, TokenStore};
pub use tokens::Tokens;
pub use transport::{BodySource, BoxFuture, ResponseBody, Transport};
pub use typed_stream::Streams;
pub use unknown::{Unknown, UnknownInteger};
pub use values::Values;
pub use verification::{ResponseKey, ResponseRule, ResponseVerifier};
pub use webhook::{Verified, WebhookError, WebhookRule};
pub use webhook_event::{EventError, read_event};
