//! Bearer tokens: flows from the builder into each request.

use std::time::SystemTime;

use bytes::Bytes;
use zeroize::Zeroizing;

use crate::runtime::auth::credential::{Credential, set_header};
use crate::runtime::error::SigningError;
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// Sends a token as `Authorization: Bearer` (RFC 6750, section 2.1).
#[derive(Debug)]
pub struct Bearer(Secret);

impl Bearer {
    /// Sends `token`.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self(token.into())
    }
}

impl Credential for Bearer {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        let value = Zeroizing::new(["Bearer ", self.0.expose()].concat());
        Box::pin(std::future::ready(set_header(request, "authorization", &value)))
    }

    fn place(&self) -> Option<&'static str> {
        Some("authorization")
    }
}
