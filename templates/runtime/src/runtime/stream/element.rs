//! What streams of events and of lines say of an element that they cannot return.

use bytes::Bytes;

use crate::runtime::error::{DecodeError, Error, TransportError};
use crate::runtime::json::ReadError;
use crate::runtime::response::received::Received;
use crate::runtime::stream::byte_stream::{ByteStream, StreamError};

/// Ends a stream because one of its elements is larger than the client's limit on bodies.
pub(crate) fn too_large(stream: &mut ByteStream) -> StreamError {
    stream.broken(TransportError::too_large(stream.limit()))
}

/// Returns the error for an element that does not match; the stream continues after it.
pub(crate) fn misfit(stream: &ByteStream, error: ReadError, element: Bytes) -> StreamError {
    let received = Received::new(stream.operation(), stream.status(), stream.headers().clone(), element);
    Error::Decode(Box::new(DecodeError::new(error, received)))
}
