//! JSON values as lines or as a sequence (RFC 7464).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::ops::Range;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::json::{Found, Json, ReadError, Reader};
use crate::runtime::operation::Output;
use crate::runtime::response::content::Content;
use crate::runtime::stream::byte_stream::{ByteStream, StreamError, Streamed};
use crate::runtime::stream::element::{misfit, too_large};

/// The separator before each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1E;

/// A response of JSON values, one per line, or a sequence (RFC 7464), which its first byte identifies.
///
/// A value may be as large as the client's limit on bodies.
pub struct JsonLines<T> {
    bytes: ByteStream,
    /// What came; the text before `start` was read.
    waiting: Vec<u8>,
    start: usize,
    /// Up to where it is known to hold no end of a value.
    searched: usize,
    /// The separator between values, known from the first byte on.
    separator: Option<u8>,
    /// Whether a byte order mark was dropped: a second one is text.
    is_marked: bool,
    data: PhantomData<fn() -> T>,
}

impl<T: Json + Send + 'static> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self { bytes, waiting: Vec::new(), start: 0, searched: 0, separator: None, is_marked: false, data: PhantomData }
    }

    /// Returns the next value; `None` at the end. The stream continues after a value that does not match.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_value(context)).await
    }

    /// Returns the next value when it has arrived, like [`next`](Self::next).
    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        let record = match ready!(self.poll_record(context)) {
            Some(Ok(record)) => self.waiting.get(record).unwrap_or_default(),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let value = Reader::parse(record);
        Poll::Ready(Some(value.map_err(|error| misfit(&self.bytes, error, Bytes::copy_from_slice(record)))))
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.bytes.headers()
    }

    /// Returns the range of the next text that is not blank.
    fn poll_record(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Range<usize>, StreamError>>> {
        loop {
            while let Some(record) = self.take_record() {
                if !self.is_blank(&record) {
                    return Poll::Ready(Some(Ok(record)));
                }
            }
            match ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => {
                    // Once a piece, and not once a line, so that the work grows with the length alone.
                    self.waiting.drain(..self.start);
                    self.searched -= self.start;
                    self.start = 0;
                    self.waiting.extend_from_slice(&piece);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // The last line needs no end.
                None => {
                    let rest = self.start..self.waiting.len();
                    (self.start, self.searched) = (rest.end, rest.end);
                    return Poll::Ready((!self.is_blank(&rest)).then_some(Ok(rest)));
                }
            }
            if self.separator.is_none() && self.has_started() {
                let is_sequence = self.waiting.first() == Some(&RECORD_SEPARATOR);
                self.separator = Some(if is_sequence { RECORD_SEPARATOR } else { b'\n' });
            }
            if self.end().unwrap_or(self.waiting.len()) > self.bytes.limit() {
                (self.start, self.searched) = (0, 0);
                self.waiting.clear();
                return Poll::Ready(Some(Err(too_large(&mut self.bytes))));
            }
        }
    }

    fn is_blank(&self, record: &Range<usize>) -> bool {
        self.waiting.get(record.clone()).unwrap_or_default().trim_ascii().is_empty()
    }

    /// Removes a byte order mark, and returns whether there are more bytes than the start of one.
    fn has_started(&mut self) -> bool {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        if !self.is_marked && self.waiting.starts_with(MARK) {
            self.waiting.drain(..MARK.len());
            self.is_marked = true;
        }
        !self.waiting.is_empty() && (self.is_marked || !MARK.starts_with(&self.waiting))
    }

    /// Finds where the first value ends, if it does.
    fn end(&mut self) -> Option<usize> {
        let separator = self.separator?;
        let unseen = self.waiting.get(self.searched..)?;
        let position = unseen.iter().position(|byte| *byte == separator);
        self.searched += position.unwrap_or(unseen.len());
        position.map(|_| self.searched)
    }

    fn take_record(&mut self) -> Option<Range<usize>> {
        let end = self.end()?;
        let record = self.start..end;
        (self.start, self.searched) = (end + 1, end + 1);
        Some(record)
    }
}

#[cfg(feature = "stream")]
impl<T: Json + Send + 'static> futures_core::Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_value(context)
    }
}

#[cfg(feature = "blocking")]
impl<T: Json + Send + 'static> JsonLines<T> {
    /// Converts the stream of a blocking call into an iterator. The stream of an async call needs its runtime to run
    /// meanwhile.
    pub fn blocking(self) -> crate::runtime::send::blocking::Blocking<Self> {
        let worker = self.bytes.worker.clone();
        crate::runtime::send::blocking::Blocking::new(self, worker)
    }
}

#[cfg(feature = "blocking")]
impl<T: Json + Send + 'static> crate::runtime::send::blocking::Steps for JsonLines<T> {
    type Item = Result<T, StreamError>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}

impl<T: Json + Send + 'static> Output for JsonLines<T> {
    const STREAM: Option<fn(ByteStream) -> Self> = Some(Self::new);
    const STREAMED: Streamed = Streamed::Lines;

    /// Refuses a body that is whole: calls whose output is a stream leave it open.
    fn decode(_index: usize, _body: &mut Content<'_>) -> Result<Self, ReadError> {
        Err(ReadError::new(0, "an open stream", Found::End))
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}
