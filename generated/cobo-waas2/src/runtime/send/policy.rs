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

/// `Policy` is asked before a request is signed and told how it went, once a call or once a try, as the builder is told.
///
/// The order is: policies of the call, then for each try those of the try, then credentials, which sign, then the transport.
/// Among themselves they are asked in the order in which the builder was given them, and told in the reverse.
pub trait Policy: Send + Sync + 'static {
    /// Adds to the request, or refuses it; nothing is sent then, and the call ends with `Error::InvalidRequest`.
    ///
    /// Headers and body may be changed, since they are not signed yet; a `RequestBody` that is sent while it is read stands
    /// among the extensions, and the body is empty. Method and URI may not, nor may a header be set that
    /// belongs to the transport, such as `Host`.
    fn before<'a>(
        &'a self,
        request: &'a mut Request<Bytes>,
        attempt: Attempt,
    ) -> BoxFuture<'a, Result<(), PolicyError>> {
        let _ = (request, attempt);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Is told how it went, with metrics and logs in mind. It is not told of what was dropped before it ended.
    fn after(&self, outcome: &Outcome<'_>) {
        let _ = outcome;
    }
}

/// `Attempt` says which request it is.
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

    /// Returns the number of the try, from 1; for a policy of the call, that of its last try: 0 where it has none yet.
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// `Outcome` is how a try or a whole call went. Nothing in it is a secret but what headers and `error` may hold.
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

    /// Returns which request it was; for a call, how many tries there were.
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

    /// Returns the response's headers, if it arrived and was verified where it had to be.
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

    /// Returns how long is waited before the next try; `None`: there is none.
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

/// Asks policies in their order, and checks that they left alone what is not theirs.
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
