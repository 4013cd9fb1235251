//! API keys in a header, in the query or in a cookie.

use std::time::SystemTime;

use bytes::Bytes;

use crate::runtime::api::QueryEncoding;
use crate::runtime::auth::credential::{Credential, set_header};
use crate::runtime::error::SigningError;
use crate::runtime::parameters::encoding::{append_cookie, append_query};
use crate::runtime::transport::interface::BoxFuture;
use crate::runtime::values::secret::Secret;

/// `HeaderKey` sends a secret in a header (OpenAPI 3.0.3, Security Scheme Object, `apiKey` in `header`).
#[derive(Debug)]
pub struct HeaderKey {
    name: &'static str,
    secret: Secret,
}

impl HeaderKey {
    /// Sends `secret` in the header `name`, which is written in lower case.
    pub fn new(name: &'static str, secret: impl Into<Secret>) -> Self {
        Self { name, secret: secret.into() }
    }
}

impl Credential for HeaderKey {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(std::future::ready(set_header(request, self.name, self.secret.expose())))
    }

    fn place(&self) -> Option<&'static str> {
        Some(self.name)
    }
}

/// `QueryKey` sends a secret in the query (OpenAPI 3.0.3, Security Scheme Object, `apiKey` in `query`).
#[derive(Debug)]
pub struct QueryKey {
    name: &'static str,
    secret: Secret,
}

impl QueryKey {
    /// Sends `secret` as the query parameter `name`, after all others.
    pub fn new(name: &'static str, secret: impl Into<Secret>) -> Self {
        Self { name, secret: secret.into() }
    }

    fn append(&self, request: &mut http::Request<Bytes>) -> Result<(), SigningError> {
        let invalid = SigningError::InvalidHeader { name: "uri" };
        let mut parts = request.uri().clone().into_parts();
        let mut target = parts.path_and_query.as_ref().map_or_else(|| "/".to_owned(), ToString::to_string);
        target.push(if target.contains('?') { '&' } else { '?' });
        append_query(&mut target, self.name, QueryEncoding::Rfc6570);
        target.push('=');
        append_query(&mut target, self.secret.expose(), QueryEncoding::Rfc6570);
        let Ok(target) = target.parse() else { return Err(invalid) };
        parts.path_and_query = Some(target);
        let Ok(uri) = http::Uri::from_parts(parts) else { return Err(invalid) };
        *request.uri_mut() = uri;
        Ok(())
    }
}

impl Credential for QueryKey {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(std::future::ready(self.append(request)))
    }
}

/// `CookieKey` sends a secret in a cookie (OpenAPI 3.0.3, Security Scheme Object, `apiKey` in `cookie`).
#[derive(Debug)]
pub struct CookieKey {
    name: &'static str,
    secret: Secret,
}

impl CookieKey {
    /// Sends `secret` as the cookie `name`, after all others.
    pub fn new(name: &'static str, secret: impl Into<Secret>) -> Self {
        Self { name, secret: secret.into() }
    }

    fn append(&self, request: &mut http::Request<Bytes>) -> Result<(), SigningError> {
        let earlier = request.headers().get(http::header::COOKIE).and_then(|value| value.to_str().ok());
        let mut cookies = earlier.map(|cookies| format!("{cookies}; ")).unwrap_or_default();
        append_cookie(&mut cookies, self.name);
        cookies.push('=');
        append_cookie(&mut cookies, self.secret.expose());
        set_header(request, "cookie", &cookies)
    }
}

impl Credential for CookieKey {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        _now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(std::future::ready(self.append(request)))
    }
}
