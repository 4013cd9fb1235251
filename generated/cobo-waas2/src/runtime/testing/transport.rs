//! A mock transport, without a network.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use crate::runtime::error::{TransportError, TransportErrorKind};
use crate::runtime::operation::Operation;
use crate::runtime::transport::interface::{BoxFuture, ResponseBody, Transport};

use crate::runtime::testing::request::MockRequest;
use crate::runtime::testing::response::{Answer, MockResponse};
use crate::runtime::testing::rules::MockRules;

/// A transport that responds by [rules](MockRules) for each operation; clones share responses and records.
#[derive(Clone, Default)]
pub struct MockTransport(Arc<MockRules>);

impl MockTransport {
    /// Creates a transport without responses: each call fails with an error that names the operation.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Deref for MockTransport {
    type Target = MockRules;

    fn deref(&self) -> &MockRules {
        &self.0
    }
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let operation = request.extensions().get::<&'static Operation>().copied();
            let request = MockRequest::new(request, operation);
            let response = self.0.answer(&request);
            self.0.record(request);
            let other = |reason: &'static str| TransportError::new(TransportErrorKind::Other, reason);
            let Some(MockResponse { answer, headers, fault, .. }) = response else {
                return Err(other("no response is queued for this operation"));
            };
            if fault.is_some() {
                return Err(other("as the test asked"));
            }
            match answer {
                Answer::Body(status, body) => {
                    let mut response = Response::new(ResponseBody::from(body));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers;
                    Ok(response)
                }
                Answer::Documented(_) => Err(other("a mock transport does not have the document's examples")),
                Answer::Failure(kind) => Err(TransportError::new(kind, "as the test asked")),
                Answer::Never => std::future::pending().await,
            }
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockTransport").field("requests", &self.requests().len()).finish_non_exhaustive()
    }
}
