//! The interface to HTTP libraries.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;

use crate::runtime::error::{BuildError, TransportError};
use crate::runtime::transport::base_url::BaseUrl;
use crate::runtime::transport::connections::Connections;

/// `BoxFuture` is a boxed future that can move between threads: the object-safe form of an async method's result.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and returns its response.
///
/// It sends the request unchanged: method, URI and body are signed, so it must not change, redirect or repeat anything.
/// The extensions of the request contain a `&'static Operation`. The timeout of the call, the limit on the size of the
/// response and its verification are not the transport's responsibility.
pub trait Transport: Send + Sync + 'static {
    /// Returns whether it sends a `RequestBody` from the extensions of the request in place of an empty body.
    ///
    /// Only the transports of the crate can open one; a transport that wraps another can return its value.
    fn streams_bodies(&self) -> bool {
        false
    }

    /// Sends `request`, and returns as soon as the response's status and headers are there.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>>;
}

/// The body of a response, in chunks.
pub trait BodySource: Send + 'static {
    /// Returns the next chunk, or `None` at the end of the body.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// `ResponseBody` is the body of a response: there already, or still to be pulled.
///
/// The pipeline pulls it and stops at the client's limit, so that no transport has to be trusted with that.
pub struct ResponseBody(Body);

enum Body {
    Whole(Bytes),
    /// The lock is never taken: it lets threads share what holds a body.
    Pulled(Mutex<Box<dyn BodySource>>),
}

impl ResponseBody {
    /// Makes a body that is pulled from `source`.
    pub fn from_source(source: impl BodySource) -> Self {
        Self(Body::Pulled(Mutex::new(Box::new(source))))
    }

    /// Returns the next chunk, or `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.0 {
            Body::Whole(bytes) => Ok((!bytes.is_empty()).then(|| std::mem::take(bytes))),
            Body::Pulled(source) => source.get_mut().unwrap_or_else(PoisonError::into_inner).next().await,
        }
    }
}

/// `PolledBody` is a body whose pieces are polled.
pub(crate) enum PolledBody {
    Resting(ResponseBody),
    /// A chunk is awaited; the body is returned with it. The lock is never taken: it only makes the type `Sync`.
    Awaited(Mutex<BoxFuture<'static, Pull>>),
}

/// A body, and the chunk that it returned.
type Pull = (ResponseBody, Result<Option<Bytes>, TransportError>);

impl PolledBody {
    /// Returns the next chunk when it has arrived, or `None` at the end.
    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, TransportError>> {
        let mut pull: BoxFuture<'static, Pull> =
            match std::mem::replace(self, Self::Resting(ResponseBody(Body::Whole(Bytes::new())))) {
                Self::Resting(ResponseBody(Body::Whole(bytes))) => {
                    return Poll::Ready(Ok((!bytes.is_empty()).then_some(bytes)));
                }
                Self::Resting(mut body) => Box::pin(async move {
                    let piece = body.next().await;
                    (body, piece)
                }),
                Self::Awaited(pull) => pull.into_inner().unwrap_or_else(PoisonError::into_inner),
            };
        match pull.as_mut().poll(context) {
            Poll::Ready((body, piece)) => {
                *self = Self::Resting(body);
                Poll::Ready(piece)
            }
            Poll::Pending => {
                *self = Self::Awaited(Mutex::new(pull));
                Poll::Pending
            }
        }
    }
}

impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self(Body::Whole(bytes))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Body::Whole(bytes) => write!(f, "ResponseBody({} bytes)", bytes.len()),
            Body::Pulled(_) => f.write_str("ResponseBody(…)"),
        }
    }
}

/// Makes the transport of a client that was given none.
#[cfg(feature = "reqwest")]
pub(crate) fn default_transport(
    base_url: &BaseUrl,
    connections: &Connections,
) -> Result<Box<dyn Transport>, BuildError> {
    let transport = crate::runtime::transport::reqwest::ReqwestTransport::for_base_url(base_url, connections)?;
    Ok(Box::new(transport))
}

/// Makes the transport of a client that was given none.
#[cfg(not(feature = "reqwest"))]
pub(crate) fn default_transport(
    _base_url: &BaseUrl,
    _connections: &Connections,
) -> Result<Box<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}
