//! A signing profile that says no more than it must: time and body flow in, two headers flow out.

#![allow(unreachable_pub, missing_docs, reason = "shared by tests")]

use std::time::SystemTime;

use bytes::Bytes;
use signet_runtime::runtime::auth::credential::set_header;
use signet_runtime::runtime::sign::{hex, signing};
use signet_runtime::runtime::*;

/// Signs the time and the body.
#[derive(Debug)]
pub struct Plain;

impl SigningProfile for Plain {
    fn algorithms(&self) -> &'static [Algorithm] {
        &[Algorithm::Ed25519]
    }

    fn timestamp(&self, now: SystemTime) -> String {
        signing::unix_millis(now)
    }

    fn message(&self, parts: &Parts<'_>) -> Vec<u8> {
        [parts.timestamp.as_bytes(), parts.body].concat()
    }

    fn payload(&self, message: &[u8]) -> Vec<u8> {
        message.to_vec()
    }

    fn place(&self, request: &mut http::Request<Bytes>, sealed: &Sealed<'_>) -> Result<(), SigningError> {
        set_header(request, "x-seal", &hex::encode(sealed.signature))?;
        set_header(request, "x-nonce", sealed.timestamp)
    }
}
