//! The traits that authenticate requests and verify responses.

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::error::{SigningError, VerificationFault};
use crate::runtime::transport::interface::BoxFuture;

/// Adds the credential of one security scheme to a request.
///
/// It runs last before the transport, once per attempt: method, URI, headers and body are final, so that the signed
/// bytes are the sent bytes.
pub trait Credential: Send + Sync + Debug + 'static {
    /// Adds the credential to `request`; `now` is the client's time at this attempt.
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>>;

    /// Says whether it signs the request: it is then applied after those that do not, since it must see all of it.
    fn signs(&self) -> bool {
        false
    }

    /// Returns the header that it sets, which only one credential can use.
    fn place(&self) -> Option<&'static str> {
        None
    }

    /// Returns whether it takes precedence over others, because it says on whose behalf a call is made.
    fn comes_first(&self) -> bool {
        false
    }

    /// Returns the schemes whose credentials are sent beside this one if the client has them, whatever the document
    /// says.
    fn beside(&self) -> &'static [&'static str] {
        &[]
    }

    /// Records whether the server refused an attempt with this `Authorization` by 401. Returns whether another attempt
    /// would have another one.
    fn answered(&self, authorization: &http::HeaderValue, is_refused: bool) -> bool {
        let _ = (authorization, is_refused);
        false
    }

    /// Says how far two times must be apart for the credential to differ.
    fn resolution(&self) -> Duration {
        Duration::from_millis(1)
    }
}

/// Verifies that a response comes from the server that holds the response key.
///
/// It receives each response whole, before anything of it is decoded.
pub trait Verify: Send + Sync + Debug + 'static {
    /// Checks one response; a fault becomes `Error::Verification`, and the body is never decoded.
    fn verify(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> Result<Verification, VerificationFault>;
}

/// Whether an accepted response was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verification {
    /// The client has no response key, so nothing was checked.
    NotChecked,
    /// The signature fits the body.
    Verified,
    /// The response has no signature, and its status is one that a proxy in front of the API may send unsigned.
    Unsigned,
}

/// The signed message, in the extensions of a request (`request.extensions().get::<SignedText>()`).
///
/// It can contain secrets of the request, so `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedText(String);

impl SignedText {
    /// Wraps the text that was signed.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Debug for SignedText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedText({} bytes)", self.0.len())
    }
}

/// Puts a credential into a header; libraries that print requests leave it out.
#[doc(hidden)]
pub fn set_header(request: &mut http::Request<Bytes>, name: &'static str, value: &str) -> Result<(), SigningError> {
    let mut value = http::HeaderValue::from_str(value).map_err(|_| SigningError::InvalidHeader { name })?;
    value.set_sensitive(true);
    request.headers_mut().insert(http::HeaderName::from_static(name), value);
    Ok(())
}
