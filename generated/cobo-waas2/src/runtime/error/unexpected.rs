//! Undocumented responses.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::auth::credential::Verification;
use crate::runtime::response::documented::media_type;
use crate::runtime::response::received::Received;

/// `UnexpectedResponse` is a response whose status or body the API's document does not describe.
///
/// A proxy's HTML page is one, as are a redirect, and a success without the body that it should have.
pub struct UnexpectedResponse(Received);

impl UnexpectedResponse {
    pub(crate) fn new(received: Received) -> Self {
        Self(received)
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns the body as received.
    pub fn raw(&self) -> &Bytes {
        &self.0.body
    }

    /// Tells how far the response can be trusted.
    pub fn verification(&self) -> Verification {
        self.0.verification
    }

    pub(crate) fn into_received(self) -> Received {
        self.0
    }

    pub(crate) fn received(&self) -> &Received {
        &self.0
    }
}

impl fmt::Display for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Received { operation, status, body, .. } = &self.0;
        let said = if status.is_success() { "reported success with" } else { "responded with" };
        write!(f, "{}: the server {said} {status}, and {} bytes", operation.id, body.len())?;
        if let Some(media_type) = media_type(&self.0.headers) {
            write!(f, " of `{}`", media_type.escape_debug())?;
        }
        match self.0.coding() {
            Some(coding) => write!(f, " in the coding `{}`, which was not requested", coding.escape_debug()),
            None => f.write_str(" that are not documented"),
        }?;
        self.0.reason().map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UnexpectedResponse").field(&self.0).finish()
    }
}

impl std::error::Error for UnexpectedResponse {}
