//! Received requests, for the assertions of a test.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::Request;

use crate::runtime::operation::Operation;

/// A received request, which can be used as an [`http::Request`].
///
/// `Debug` shows neither the values of headers nor the body, which may contain secrets.
#[derive(Clone)]
pub struct MockRequest {
    request: Request<Bytes>,
    operation: Option<&'static Operation>,
    fault: Option<String>,
}

impl MockRequest {
    pub(super) fn new(request: Request<Bytes>, operation: Option<&'static Operation>) -> Self {
        Self { request, operation, fault: None }
    }

    /// Notes why the request was refused.
    pub(super) fn refuse(&mut self, fault: String) {
        self.fault = Some(fault);
    }

    /// Returns the id of the operation that was called, if the document has it.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation.map(|operation| operation.id)
    }

    /// Returns why a [`MockServer`](crate::runtime::testing::MockServer) refused the request: an invalid signature, or
    /// an unknown operation.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Returns the value of a header that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// Returns the value of a parameter of the query as it was sent, percent-encoded.
    pub fn query(&self, name: &str) -> Option<&str> {
        let pairs = self.request.uri().query()?.split('&');
        pairs.filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl Deref for MockRequest {
    type Target = Request<Bytes>;

    fn deref(&self) -> &Self::Target {
        &self.request
    }
}

impl fmt::Debug for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.request.headers().keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("MockRequest")
            .field("method", self.request.method())
            .field("operation", &self.operation())
            .field("path", &self.operation.map(|operation| operation.path))
            .field("headers", &names)
            .field("body", &format_args!("{} bytes", self.request.body().len()))
            .field("fault", &self.fault)
            .finish()
    }
}
