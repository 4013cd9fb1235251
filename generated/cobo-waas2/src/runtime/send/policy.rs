//! What a program adds to all calls of a client: a request flows in before it is signed, and facts of how it went flow out.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, Uri};

use crate::runtime::call::is_reserved;
use crate::runtime::error::{Failure, RequestFault, request_id};
use crate::runtime::operation::Operation;
use crate::runtime::response::received::Received;
use crate::runtime::transport::interface::BoxFuture;

/// A hook that runs before a request is signed and after its response, once per call or once per attempt.
///
/// The order is: policies of the call, then for each attempt its policies, then credentials, which sign, then the
/// transport. Policies run before a request in the order in which they were added, and after it in reverse.
pub trait Policy: Send + Sync + 'static {
    /// Changes the request, or refuses it: then nothing is sent, and the call ends with `Error::InvalidRequest`.
    ///
    /// Headers and body can be changed, since they are not signed yet. A `RequestBody` that is sent while it is read is
    /// among the extensions, and the body is empty. Method and URI cannot be changed, and headers of the transport,
    /// such as `Host`, cannot be set.
    fn before<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        let _ = (request, attempt);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Receives the outcome, for metrics and logs. It does not run if the call is dropped before it ends.
    fn after(&self, outcome: &Outcome<'_>) {
        let _ = outcome;
    }
}

/// Identifies a request.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    operation: &'static Operation,
    number: u32,
}

impl Attempt {
    pub(crate) const fn new(operation: &'static Operation, number: u32) -> Self {
        Self { operation, number }
    }

    /// Returns the operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the number of the attempt, from 1; for a policy of the call, that of its last attempt, or 0 before the
    /// first.
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// The outcome of an attempt or of a whole call. Only headers and `error` can contain secrets.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    attempt: Attempt,
    latency: Duration,
    result: Result<&'a Received, &'a Failure>,
    retry_in: Option<Duration>,
}

impl<'a> Outcome<'a> {
    pub(crate) fn new(
        attempt: Attempt,
        latency: Duration,
        result: &'a Result<Received, Failure>,
        retry_in: Option<Duration>,
    ) -> Self {
        Self { attempt, latency, result: result.as_ref(), retry_in }
    }

    /// Returns the request; for a call, the number of attempts.
    pub fn attempt(&self) -> Attempt {
        self.attempt
    }

    /// Returns how long it took by the client's clock, to the response's end.
    pub fn latency(&self) -> Duration {
        self.latency
    }

    /// Returns the response's status, if one arrived. It is that of an error too, and may be unverified then.
    pub fn status(&self) -> Option<StatusCode> {
        match self.result {
            Ok(received) => Some(received.status),
            Err(error) => error.status(),
        }
    }

    /// Returns the headers of the response, if it arrived and was verified where necessary.
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        self.result.ok().map(|received| &received.headers)
    }

    /// Returns the server's name for this request, if it gave one.
    pub fn request_id(&self) -> Option<&'a str> {
        match self.result {
            Ok(received) => request_id(&received.headers),
            Err(error) => error.request_id(),
        }
    }

    /// Returns why there is no response. A response with the status of an error is none.
    pub fn error(&self) -> Option<&'a Failure> {
        self.result.err()
    }

    /// Returns the delay before the next attempt; `None` if there is none.
    pub fn retry_in(&self) -> Option<Duration> {
        self.retry_in
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("operation", &self.attempt.operation.id)
            .field("attempt", &self.attempt.number)
            .field("latency", &self.latency)
            .field("result", &self.result)
            .field("retry_in", &self.retry_in)
            .finish()
    }
}

/// Why a policy refused a request, in the policy's own words.
#[derive(Debug)]
pub struct PolicyError(Box<dyn StdError + Send + Sync>);

impl PolicyError {
    /// Wraps the cause, an error or a text. It is shown to people: no secret may be in it.
    pub fn new(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for PolicyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

/// Runs policies in order, and checks that they changed only what they may.
pub(crate) async fn ask(
    policies: &[Box<dyn Policy>],
    request: &mut Request<Bytes>,
    attempt: Attempt,
) -> Result<(), RequestFault> {
    if policies.is_empty() {
        return Ok(());
    }
    let (method, uri): (Method, Uri) = (request.method().clone(), request.uri().clone());
    for policy in policies {
        policy.before(request, attempt).await.map_err(RequestFault::Policy)?;
    }
    if *request.method() != method || *request.uri() != uri {
        return Err(RequestFault::ChangedTarget);
    }
    match request.headers().keys().find(|name| is_reserved(name)) {
        Some(name) => Err(RequestFault::ReservedHeader(name.as_str().into())),
        None => Ok(()),
    }
}

/// Tells policies how it went, the last one first.
pub(crate) fn tell(policies: &[Box<dyn Policy>], outcome: &Outcome<'_>) {
    policies.iter().rev().for_each(|policy| policy.after(outcome));
}
