//! User and password: flows from the builder into each request.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use zeroize::Zeroizing;

use crate::runtime::auth::credential::{Credential, set_header};
use crate::runtime::error::SigningError;
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// `Basic` sends user and password as `Authorization: Basic` (RFC 7617).
#[derive(Debug)]
pub struct Basic(Secret);

impl Basic {
    /// Sends `user` and `password`. The user name cannot contain a colon (RFC 7617).
    pub fn new(user: &str, password: impl Into<Secret>) -> Self {
        let password: Secret = password.into();
        let pair = Zeroizing::new([user, ":", password.expose()].concat());
        Self(Secret::from(["Basic ", &Zeroizing::new(STANDARD.encode(pair.as_bytes()))].concat()))
    }
}

impl Credential for Basic {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(std::future::ready(set_header(request, "authorization", self.0.expose())))
    }

    fn place(&self) -> Option<&'static str> {
        Some("authorization")
    }
}
