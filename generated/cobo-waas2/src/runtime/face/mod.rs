//! What a caller names. The crate's root passes all of it on, and the rest of the runtime is private.

pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod clock;
pub mod operation;
pub mod policy;
pub mod sign;
pub mod stream;
pub mod transport;

pub use crate::runtime::builder::ClientBuilder;
pub use crate::runtime::call::Call;
pub use crate::runtime::client::Client;
pub use crate::runtime::error;
pub use crate::runtime::error::{AnyError, ApiError, Error};
pub use crate::runtime::response::received::Response;

pub use crate::runtime::auth::credential::{SignedText, Verification};
pub use crate::runtime::response::content::Reading;
pub use crate::runtime::send::budget::RetryBudget;
pub use crate::runtime::send::retry::Retry;

pub use crate::runtime::body::request_body::RequestBody;
pub use crate::runtime::json;
pub use crate::runtime::json::RawJson;
pub use crate::runtime::values::secret::Secret;

pub use bytes;
pub use http;
#[cfg(feature = "reqwest")]
pub use reqwest;
