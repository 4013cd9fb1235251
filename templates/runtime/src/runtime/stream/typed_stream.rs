//! Streams that are documented beside another media type of a response.

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::operation::{Op, Output};
use crate::runtime::response::received::decode_as;
use crate::runtime::send::pipeline::exchange;

/// An operation that returns a stream if the caller requests one.
pub trait Streams: Op {
    /// The stream.
    type Stream: Output;
    /// The `Accept` header of the stream.
    const ACCEPT: &'static str;
}

impl<O: Streams> Call<O> {
    /// Sends the call, requests the stream that is documented beside the usual response, and returns it.
    ///
    /// Many APIs need a property of the body, such as `stream`, to request it. Errors, timeouts and verification are
    /// those of [`send_stream`](Call::send_stream).
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
        match crate::runtime::send::blocking::exchange_blocking(self.into_parts()) {
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
