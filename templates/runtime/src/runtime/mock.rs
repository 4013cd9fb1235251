//! A transport for tests: answers flow in from the test, requests are answered and recorded without a network.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};

use crate::runtime::error::{TransportError, TransportErrorKind};
use crate::runtime::operation::{Op, Operation};
use crate::runtime::transport::{BoxFuture, ResponseBody, Transport};

/// `MockTransport` answers calls by operation; clones share answers and records.
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// By the operation's id: the answers not given yet, the next one first.
    answers: HashMap<String, VecDeque<MockResponse>>,
    requests: Vec<Request<Bytes>>,
}

/// `MockResponse` is one answer of a [`MockTransport`].
#[must_use = "an answer is given once it is queued with `on`"]
#[derive(Debug, Clone)]
pub struct MockResponse {
    answer: Answer,
    headers: HeaderMap,
    repeated: bool,
}

#[derive(Debug, Clone)]
enum Answer {
    Body(StatusCode, Bytes),
    Failure(TransportErrorKind),
    Never,
}

impl MockTransport {
    /// Makes a transport without answers: each call fails with an error that names the operation.
    pub fn new() -> Self {
        Self::default()
    }

    /// Queues an answer for the operation with this id; answers are given in the order in which they were queued.
    pub fn on(&self, operation: &str, response: MockResponse) -> &Self {
        self.state().answers.entry(operation.to_owned()).or_default().push_back(response);
        self
    }

    /// Queues an answer for the operation with this marker.
    pub fn on_op<O: Op>(&self, response: MockResponse) -> &Self {
        self.on(O::OPERATION.id, response)
    }

    /// Returns the requests so far, as they would have been sent.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere leaves the state as whole as it was.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self, operation: &str) -> Option<MockResponse> {
        let mut state = self.state();
        let answers = state.answers.get_mut(operation)?;
        let next = answers.front()?.clone();
        if !next.repeated {
            answers.pop_front();
        }
        Some(next)
    }
}

impl MockResponse {
    /// Makes an answer with a body of no particular type; a status that is not one becomes 500.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { answer: Answer::Body(status, body.into()), headers: HeaderMap::new(), repeated: false }
    }

    /// Makes an answer whose body is JSON text.
    pub fn json(status: u16, text: impl Into<Bytes>) -> Self {
        Self::new(status, text).header("content-type", "application/json")
    }

    /// Makes an exchange that fails.
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self { answer: Answer::Failure(kind), headers: HeaderMap::new(), repeated: false }
    }

    /// Makes an exchange that never ends, for testing timeouts.
    pub fn never() -> Self {
        Self { answer: Answer::Never, headers: HeaderMap::new(), repeated: false }
    }

    /// Adds a header; one whose name or value is not valid is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.append(name, value);
        }
        self
    }

    /// Gives this answer again and again; answers queued after it are never given.
    pub fn repeated(mut self) -> Self {
        self.repeated = true;
        self
    }
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let operation = request.extensions().get::<&'static Operation>().map_or("", |operation| operation.id);
            let response = self.next(operation);
            self.state().requests.push(request);
            let Some(MockResponse { answer, headers, .. }) = response else {
                return Err(TransportError::new(TransportErrorKind::Other, "no answer was queued for this operation"));
            };
            match answer {
                Answer::Body(status, body) => {
                    let mut response = Response::new(ResponseBody::from(body));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers;
                    Ok(response)
                }
                Answer::Failure(kind) => Err(TransportError::new(kind, "as the test asked")),
                Answer::Never => std::future::pending().await,
            }
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockTransport").field("requests", &self.state().requests.len()).finish_non_exhaustive()
    }
}
