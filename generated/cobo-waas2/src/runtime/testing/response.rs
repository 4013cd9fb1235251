//! Responses of mocks.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::runtime::error::TransportErrorKind;

use crate::runtime::testing::fault::MockFault;

/// A response of a [`MockTransport`](crate::runtime::testing::MockTransport) or a
/// [`MockServer`](crate::runtime::testing::MockServer).
#[must_use = "a response is sent once it is queued with `on`"]
#[derive(Clone)]
pub struct MockResponse {
    pub(super) answer: Answer,
    pub(super) headers: HeaderMap,
    pub(super) repeated: bool,
    pub(super) delay: Duration,
    pub(super) fault: Option<MockFault>,
}

#[derive(Clone)]
pub(super) enum Answer {
    Body(StatusCode, Bytes),
    /// The example that the document has for this status.
    Documented(u16),
    Failure(TransportErrorKind),
    Never,
}

impl MockResponse {
    fn from_answer(answer: Answer) -> Self {
        Self { answer, headers: HeaderMap::new(), repeated: false, delay: Duration::ZERO, fault: None }
    }

    /// Creates a response with a body without a content type; an invalid status becomes 500.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::from_answer(Answer::Body(status, body.into()))
    }

    /// Creates a response with a JSON body.
    pub fn json(status: u16, text: impl Into<Bytes>) -> Self {
        Self::new(status, text).with_header("content-type", "application/json")
    }

    /// Creates the document's example response with this status. Only a
    /// [`MockServer`](crate::runtime::testing::MockServer) has the examples.
    pub fn documented(status: u16) -> Self {
        Self::from_answer(Answer::Documented(status))
    }

    /// Makes an exchange that fails; a [`MockServer`](crate::runtime::testing::MockServer) hangs up.
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self::from_answer(Answer::Failure(kind))
    }

    /// Makes an exchange that never ends, for testing timeouts.
    pub fn never() -> Self {
        Self::from_answer(Answer::Never)
    }

    /// Adds a header, beside earlier ones of the same name. An invalid name or value turns the response into a 500 that
    /// says so.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes())) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
            }
            _ => {
                let fault = format!("mock: the header `{}` is not valid", name.escape_debug());
                self.answer = Answer::Body(StatusCode::INTERNAL_SERVER_ERROR, fault.into());
            }
        }
        self
    }

    /// Repeats this response; responses that are queued after it are never sent.
    pub fn repeated(mut self) -> Self {
        self.repeated = true;
        self
    }

    /// Lets a [`MockServer`](crate::runtime::testing::MockServer) wait before it responds. A mock transport has no
    /// clock, and does not wait.
    pub fn delayed(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Adds a fault to the response. For a mock transport, any fault is a broken connection.
    pub fn with_fault(mut self, fault: MockFault) -> Self {
        self.fault = Some(fault);
        self
    }
}

impl fmt::Debug for MockResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = match &self.answer {
            Answer::Body(status, body) => &format!("{status}, {} bytes", body.len()),
            Answer::Documented(status) => &format!("{status} as documented"),
            Answer::Failure(kind) => &kind.to_string(),
            Answer::Never => "never",
        };
        f.debug_struct("MockResponse")
            .field("answer", &answer)
            .field("repeated", &self.repeated)
            .field("delay", &self.delay)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}
