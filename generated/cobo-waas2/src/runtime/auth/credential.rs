//! What authenticates both sides: a request goes in and leaves with its credentials; a response goes in and a verdict comes out.

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::error::{SigningError, VerificationFault};
use crate::runtime::transport::interface::BoxFuture;

/// `Credential` puts what one security scheme asks for into a request.
///
/// It runs last before the transport, once per try: method, URI, headers and body are final, so that what is signed is what is sent.
pub trait Credential: Send + Sync + Debug + 'static {
    /// Adds the credential to `request`; `now` is the client's clock at the time of this try.
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>>;

    /// Says whether it signs the request: it is then applied after those that do not, since it must see all of it.
    fn signs(&self) -> bool {
        false
    }

    /// Names the header that it writes, where only one credential can stand.
    fn place(&self) -> Option<&'static str> {
        None
    }

    /// Says whether it is preferred where an operation leaves a choice, since it says on whose behalf a call is made.
    fn comes_first(&self) -> bool {
        false
    }

    /// Names schemes whose credentials belong beside this one wherever the client has them, whatever the document says.
    fn beside(&self) -> &'static [&'static str] {
        &[]
    }

    /// Is told whether the server refused an attempt with this `Authorization` by 401; returns whether another attempt would
    /// have another one.
    fn answered(&self, authorization: &http::HeaderValue, is_refused: bool) -> bool {
        let _ = (authorization, is_refused);
        false
    }

    /// Says how far two times must be apart for the credential to differ.
    fn resolution(&self) -> Duration {
        Duration::from_millis(1)
    }
}

/// `Verify` checks that a response comes from the server that holds the response key.
///
/// It sees each response whole, before anything of it is decoded.
pub trait Verify: Send + Sync + Debug + 'static {
    /// Checks one response; a fault becomes `Error::Verification`, and the body is never decoded.
    fn verify(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> Result<Verification, VerificationFault>;
}

/// `Verification` says how far a response that was accepted can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verification {
    /// The client has no response key, so nothing was checked.
    NotChecked,
    /// The signature fits the body.
    Verified,
    /// The response has no signature, and its status is one that a proxy in front of the API may answer without.
    Unsigned,
}

/// `SignedText` is the text that was signed, as a request's extension (`request.extensions().get::<SignedText>()`).
///
/// It holds what the request holds, secrets of the body included, so `Debug` shows its length only.
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
