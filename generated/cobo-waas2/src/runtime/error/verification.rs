//! Errors of verification.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::response::received::Received;

/// Why the signature of a response or webhook is invalid; it contains no value of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerificationFault {
    /// There is no signature, and it is no response with a status that may be unsigned.
    Unsigned,
    /// There is a signature, but no timestamp to check it with.
    TimestampMissing,
    /// The timestamp contains other characters than digits, so that the boundary between body and timestamp would be
    /// ambiguous.
    TimestampNotDigits,
    /// The signature is not hexadecimal.
    SignatureNotHex,
    /// The signature has a length that no signature has.
    SignatureLength,
    /// A header that may occur once, under any of its spellings, has several values.
    Ambiguous,
    /// The signature is well formed, but not one of the response key over this body and timestamp.
    Mismatch,
}

impl fmt::Display for VerificationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsigned => "there is no signature",
            Self::TimestampMissing => "the signature has no timestamp",
            Self::TimestampNotDigits => "the timestamp is not a number",
            Self::SignatureNotHex => "the signature is not hexadecimal",
            Self::SignatureLength => "the signature has a wrong length",
            Self::Ambiguous => "there are several signatures or timestamps",
            Self::Mismatch => "the signature does not match the body",
        })
    }
}

impl StdError for VerificationFault {}

/// A response that failed verification, kept for inspection.
///
/// Its status, headers and body are not authentic: do not act on them.
pub struct VerificationError {
    fault: VerificationFault,
    received: Received,
}

impl VerificationError {
    pub(crate) fn new(fault: VerificationFault, received: Received) -> Self {
        Self { fault, received }
    }

    /// Returns why the signature is invalid.
    pub fn fault(&self) -> VerificationFault {
        self.fault
    }

    /// Returns the status, unverified.
    pub fn status(&self) -> StatusCode {
        self.received.status
    }

    /// Returns the headers, unverified.
    pub fn headers(&self) -> &HeaderMap {
        &self.received.headers
    }

    /// Returns the body as received, unverified.
    pub fn raw(&self) -> &Bytes {
        &self.received.body
    }

    pub(crate) fn received_mut(&mut self) -> &mut Received {
        &mut self.received
    }

    pub(crate) fn received(&self) -> &Received {
        &self.received
    }
}

impl fmt::Display for VerificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Received { operation, status, .. } = &self.received;
        write!(f, "{}: {} (unverified status {status})", operation.id, self.fault)
    }
}

impl fmt::Debug for VerificationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerificationError").field("fault", &self.fault).field("unverified", &self.received).finish()
    }
}

impl StdError for VerificationError {}
