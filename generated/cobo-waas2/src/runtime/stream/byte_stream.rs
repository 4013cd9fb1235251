//! Answers that are read while they arrive: the open body of a success flows in, its pieces flow out.
//!
//! A stream is pulled with `next`; with the feature `stream`, it is a `futures_core::Stream` too.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::call::Call;
use crate::runtime::error::{Error, Failure, TransportError};
use crate::runtime::operation::{Op, Operation};
use crate::runtime::response::documented::media_type;
use crate::runtime::response::received::{Response, opened};
use crate::runtime::send::pipeline::exchange;
use crate::runtime::transport::interface::{PolledBody, ResponseBody};

/// `StreamError` is why a stream broke off, or what of it cannot be read; it is never [`Error::Api`].
pub type StreamError = Error<Infallible>;

impl<O: Op> Call<O> {
    /// Sends the call and returns its response while the body arrives, without a limit on its size.
    ///
    /// A response that is not a documented success is read whole and verified, and becomes the same error as with
    /// `send`. The timeout of the call ends with status and headers; the caller decides how long to wait for a chunk. A
    /// client that verifies responses refuses before it sends anything, since only a whole body can be verified.
    pub async fn send_stream(mut self) -> Result<Response<ByteStream>, Error<O::Error>> {
        self.raw_mut().0.streamed = Streamed::Bytes;
        match exchange(self.into_parts()).await {
            Ok(received) => opened(received, |stream| stream),
            Err(failure) => Err(failure.widen()),
        }
    }
}

/// The responses that are returned while they arrive: documented successes of this kind.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streamed {
    /// None: all are read whole.
    Never,
    /// Any.
    Bytes,
    /// Server-sent events.
    Events,
    /// Lines of JSON.
    Lines,
}

impl Streamed {
    /// Returns whether a response is of this kind; one without a content type may be of any.
    ///
    /// Other responses (an error in JSON, an HTML page) would be a stream without elements, and are read whole instead.
    pub(crate) fn fits(self, headers: &HeaderMap) -> bool {
        let Some(media_type) = media_type(headers) else { return self != Self::Never };
        let media_type = media_type.to_ascii_lowercase();
        match self {
            Self::Never => false,
            Self::Bytes => true,
            Self::Events => media_type == "text/event-stream",
            // Servers have many names for it, and plain ones too.
            Self::Lines => {
                media_type.contains("json") || ["text/plain", "application/octet-stream"].contains(&media_type.as_str())
            }
        }
    }
}

/// `ByteStream` is a body that is still arriving. Dropping it closes its connection.
pub struct ByteStream {
    operation: &'static Operation,
    status: StatusCode,
    headers: HeaderMap,
    body: PolledBody,
    /// How large one element of a typed stream may be.
    limit: usize,
    ended: bool,
    /// What drives its connection, in a blocking call.
    #[cfg(feature = "blocking")]
    pub(crate) worker: Option<std::sync::Arc<crate::runtime::send::blocking::Worker>>,
}

impl ByteStream {
    pub(crate) fn new(
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        body: ResponseBody,
        limit: usize,
    ) -> Self {
        Self {
            operation,
            status,
            headers,
            body: PolledBody::Resting(body),
            limit,
            ended: false,
            #[cfg(feature = "blocking")]
            worker: None,
        }
    }

    /// Returns the next chunk, in the size in which it arrives; `None` at the end and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    /// Returns the next chunk when it has arrived, like [`next`](Self::next).
    pub(crate) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        Poll::Ready(match ready!(self.body.poll_next(context)) {
            Ok(Some(piece)) => Some(Ok(piece)),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => Some(Err(self.broken(error))),
        })
    }

    /// Returns the operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns how large one element of a typed stream may be, in bytes: the client's limit on bodies.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Ends the stream.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    /// Files an error after which nothing follows.
    pub(crate) fn broken(&mut self, error: TransportError) -> StreamError {
        self.end();
        Failure::from_transport(error.with_status(self.status), self.operation)
    }
}

#[cfg(feature = "stream")]
impl futures_core::Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_piece(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("operation", &self.operation.id)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
