//! What streams of events and of lines share: their errors, and the method that asks for one beside another form of an answer.

use bytes::Bytes;

use crate::runtime::call::Call;
use crate::runtime::credential::Verification;
use crate::runtime::error::attempt::EarlierAttempts;
use crate::runtime::error::{DecodeError, Error, TransportError};
use crate::runtime::json::ReadError;
use crate::runtime::operation::{Op, Output};
use crate::runtime::response::{Received, decode_as};
use crate::runtime::send::exchange;
use crate::runtime::stream::{ByteStream, StreamError};

/// `Streams` is an operation whose answer is a stream where the caller asks for one.
pub trait Streams: Op {
    /// The stream.
    type Stream: Output;
    /// The `Accept` header that asks for it.
    const ACCEPT: &'static str;
}

impl<O: Streams> Call<O> {
    /// Sends the call, asks for the stream that is documented beside the usual answer, and returns it.
    ///
    /// Many APIs want the request to ask for it too, for instance by a property `stream` of the body. What
    /// [`send_stream`](Call::send_stream) says of errors, timeouts and verification holds here too.
    pub async fn send_events(mut self) -> Result<O::Stream, Error<O::Error>> {
        self.ask_for_stream();
        match exchange(self.into_parts()).await {
            Ok(received) => decode_as::<O::Stream, O::Error>(received, O::Stream::decode, O::Stream::absent)
                .map(|response| response.body),
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Sends the call, waits for status and headers, and returns the stream, as [`send_events`](Self::send_events) does.
    #[cfg(feature = "blocking")]
    pub fn send_events_blocking(mut self) -> Result<O::Stream, Error<O::Error>> {
        self.ask_for_stream();
        match crate::runtime::blocking::exchange_blocking(self.into_parts()) {
            Ok(received) => decode_as::<O::Stream, O::Error>(received, O::Stream::decode, O::Stream::absent)
                .map(|response| response.body),
            Err(failure) => Err(failure.widen()),
        }
    }

    fn ask_for_stream(&mut self) {
        let call = self.raw_mut();
        call.header(http::header::ACCEPT.as_str(), O::ACCEPT);
        call.0.streamed = O::Stream::STREAMED;
    }
}

impl ByteStream {
    /// Ends the stream because one of its elements is larger than the client's limit on bodies.
    pub(crate) fn too_large(&mut self) -> StreamError {
        self.broken(TransportError::too_large(self.limit()))
    }

    /// Files an element that does not fit; the stream goes on after it.
    pub(crate) fn misfit(&self, error: ReadError, element: Bytes) -> StreamError {
        let received = Received {
            operation: self.operation(),
            status: self.status(),
            headers: self.headers().clone(),
            body: element,
            verification: Verification::NotChecked,
            earlier: EarlierAttempts::default(),
            lenient: None,
            secrets: &[],
            stream: None,
        };
        Error::Decode(Box::new(DecodeError::new(error, received)))
    }
}
