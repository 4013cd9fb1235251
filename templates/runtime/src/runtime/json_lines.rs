//! Values of JSON in a row, as lines or as a sequence (RFC 7464): the pieces of an open body flow in, values flow out.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::json::{Found, Json, ReadError, Reader};
use crate::runtime::operation::Output;
use crate::runtime::stream::{ByteStream, StreamError};

/// What stands before each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1E;

/// `JsonLines` is an answer of values, each as JSON in a line of its own; a sequence by RFC 7464 is told by its first byte.
///
/// One value may be as large as the client's limit on bodies.
pub struct JsonLines<T> {
    bytes: ByteStream,
    /// What came and was not read yet.
    waiting: Vec<u8>,
    /// How much of it is known to hold no end of a value.
    searched: usize,
    /// What stands between values, known from the first byte on.
    separator: Option<u8>,
    /// Whether a byte order mark was dropped: a second one is text.
    is_marked: bool,
    data: PhantomData<fn() -> T>,
}

impl<T: Json + Send + 'static> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self { bytes, waiting: Vec::new(), searched: 0, separator: None, is_marked: false, data: PhantomData }
    }

    /// Returns the next value; `None` at the end. After one that does not fit, the stream goes on.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        let record = match self.next_record().await? {
            Ok(record) => record,
            Err(error) => return Some(Err(error)),
        };
        Some(Reader::parse(&record).map_err(|error| self.bytes.misfit(error, Bytes::from(record))))
    }

    /// Returns the headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.bytes.headers()
    }

    /// Returns the next text that is not blank.
    async fn next_record(&mut self) -> Option<Result<Vec<u8>, StreamError>> {
        loop {
            while let Some(record) = self.take_record() {
                if !record.trim_ascii().is_empty() {
                    return Some(Ok(record));
                }
            }
            match self.bytes.next().await {
                Some(Ok(piece)) => self.waiting.extend_from_slice(&piece),
                Some(Err(error)) => return Some(Err(error)),
                // The last line needs no end.
                None => {
                    self.searched = 0;
                    let rest = std::mem::take(&mut self.waiting);
                    return (!rest.trim_ascii().is_empty()).then_some(Ok(rest));
                }
            }
            if self.separator.is_none() && self.has_started() {
                let is_sequence = self.waiting.first() == Some(&RECORD_SEPARATOR);
                self.separator = Some(if is_sequence { RECORD_SEPARATOR } else { b'\n' });
            }
            let end = self.end();
            if end.unwrap_or(self.waiting.len()) > self.bytes.limit() {
                self.waiting.clear();
                return Some(Err(self.bytes.too_large()));
            }
        }
    }

    /// Drops a byte order mark, and tells whether there is more than what could become one.
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
        match unseen.iter().position(|byte| *byte == separator) {
            Some(position) => Some(self.searched + position),
            None => {
                self.searched = self.waiting.len();
                None
            }
        }
    }

    fn take_record(&mut self) -> Option<Vec<u8>> {
        let end = self.end()?;
        self.searched = 0;
        let mut record: Vec<u8> = self.waiting.drain(..=end).collect();
        record.pop();
        Some(record)
    }
}

#[cfg(feature = "blocking")]
impl<T: Json + Send + 'static> JsonLines<T> {
    /// Makes an iterator of the stream of a blocking call; that of another call needs a runtime that goes on meanwhile.
    pub fn blocking(self) -> crate::runtime::blocking::Blocking<Self> {
        let worker = self.bytes.worker.clone();
        crate::runtime::blocking::Blocking::new(self, worker)
    }
}

#[cfg(feature = "blocking")]
impl<T: Json + Send + 'static> crate::runtime::blocking::Steps for JsonLines<T> {
    type Item = Result<T, StreamError>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}

impl<T: Json + Send + 'static> Output for JsonLines<T> {
    const STREAM: Option<fn(ByteStream) -> Self> = Some(Self::new);

    /// Refuses a body that is whole: calls whose output is a stream leave it open.
    fn decode(_index: usize, _body: &Bytes) -> Result<Self, ReadError> {
        Err(ReadError::new(0, "an open stream", Found::End))
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}
