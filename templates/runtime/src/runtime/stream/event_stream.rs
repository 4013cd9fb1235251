//! Server-sent events (WHATWG HTML, section 9.2): the pieces of an open body flow in, events and their typed data flow out.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use http::HeaderMap;

use crate::runtime::json::{Found, Json, ReadError, Reader};
use crate::runtime::operation::Output;
use crate::runtime::response::content::Content;
use crate::runtime::stream::byte_stream::{ByteStream, StreamError, Streamed};
use crate::runtime::stream::element::{misfit, too_large};

/// What some servers send as the data of a last event, to say that nothing follows.
const DONE: &str = "[DONE]";

/// A response of server-sent events, each with data of the type `T`.
///
/// An event may be as large as the client's limit on bodies. A broken stream is not reconnected: send another call,
/// with [`Event::id`] if the API accepts it.
pub struct EventStream<T> {
    bytes: ByteStream,
    parser: Parser,
    /// What came and was not read yet.
    piece: Bytes,
    last: Option<Event>,
    data: PhantomData<fn() -> T>,
}

/// A server-sent event as received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Its type; empty where the server gave none, which means `message`.
    pub event: String,
    /// Its data, the lines joined.
    pub data: String,
    /// The last ID that the server gave, with this event or an earlier one.
    pub id: String,
}

impl Event {
    /// Returns its type: `message` where the server gave none.
    pub fn name(&self) -> &str {
        if self.event.is_empty() { "message" } else { &self.event }
    }

    /// Reads its data as JSON.
    pub fn json<T: Json>(&self) -> Result<T, ReadError> {
        Reader::parse(self.data.as_bytes())
    }

    /// Tells whether its data only say that the stream is over.
    pub(crate) fn is_end(&self) -> bool {
        self.data == DONE
    }
}

/// The type of the data of events.
pub trait EventData: Sized + Send + 'static {
    /// Decodes the data of an event; `None` if the event only marks the end of the stream.
    fn read(event: &Event) -> Result<Option<Self>, ReadError>;
}

/// Data that are JSON; `[DONE]` in the place of a value ends the stream.
impl<T: Json + Send + 'static> EventData for T {
    fn read(event: &Event) -> Result<Option<Self>, ReadError> {
        if event.is_end() {
            return Ok(None);
        }
        event.json().map(Some)
    }
}

/// Events without a documented type of data.
impl EventData for Event {
    fn read(event: &Event) -> Result<Option<Self>, ReadError> {
        Ok(Some(event.clone()))
    }
}

impl<T: EventData> EventStream<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        let parser = Parser { limit: bytes.limit(), ..Parser::default() };
        Self { bytes, parser, piece: Bytes::new(), last: None, data: PhantomData }
    }

    /// Returns the data of the next event; `None` at the end. The stream continues after data that do not match.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll_data(context)).await
    }

    /// Returns the data of the next event once they are there, as [`next`](Self::next) does.
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        match ready!(self.poll_event(context)) {
            Some(Ok(())) => {}
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        }
        // Each event is read in the memory of the one before the last.
        let event = self.last.get_or_insert_default();
        self.parser.hand_over(event);
        Poll::Ready(match T::read(event) {
            Ok(Some(data)) => Some(Ok(data)),
            Ok(None) => {
                self.bytes.end();
                self.piece.clear();
                None
            }
            Err(error) => Some(Err(misfit(&self.bytes, error, Bytes::from(event.data.clone())))),
        })
    }

    /// Returns the next event with its data as a string, including an event that marks the end for `next`.
    pub async fn next_event(&mut self) -> Option<Result<Event, StreamError>> {
        if let Err(error) = poll_fn(|context| self.poll_event(context)).await? {
            return Some(Err(error));
        }
        let mut event = Event::default();
        self.parser.hand_over(&mut event);
        Some(Ok(event))
    }

    /// Reads pieces until the parser has a whole event.
    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(), StreamError>>> {
        loop {
            match self.parser.read(&mut self.piece) {
                Ok(true) => return Poll::Ready(Some(Ok(()))),
                Ok(false) => {}
                Err(TooLarge) => {
                    self.piece.clear();
                    return Poll::Ready(Some(Err(too_large(&mut self.bytes))));
                }
            }
            match ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.piece = piece,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.bytes.headers()
    }

    /// Returns the event whose data `next` returned last: its type and ID.
    pub fn last_event(&self) -> Option<&Event> {
        self.last.as_ref()
    }

    /// Returns how long clients should wait before they reconnect, if the server has sent this.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry
    }
}

#[cfg(feature = "stream")]
impl<T: EventData> futures_core::Stream for EventStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_data(context)
    }
}

#[cfg(feature = "blocking")]
impl<T: EventData> EventStream<T> {
    /// Converts the stream of a blocking call into an iterator. The stream of an async call needs its runtime to run
    /// meanwhile.
    pub fn blocking(self) -> crate::runtime::send::blocking::Blocking<Self> {
        let worker = self.bytes.worker.clone();
        crate::runtime::send::blocking::Blocking::new(self, worker)
    }
}

#[cfg(feature = "blocking")]
impl<T: EventData> crate::runtime::send::blocking::Steps for EventStream<T> {
    type Item = Result<T, StreamError>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}

impl<T: EventData> Output for EventStream<T> {
    const STREAM: Option<fn(ByteStream) -> Self> = Some(Self::new);
    const STREAMED: Streamed = Streamed::Events;

    /// Refuses a body that is whole: calls whose output is a stream leave it open.
    fn decode(_index: usize, _body: &mut Content<'_>) -> Result<Self, ReadError> {
        Err(ReadError::new(0, "an open stream", Found::End))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

/// An event is larger than allowed.
struct TooLarge;

/// What is known of the event that is arriving; pieces may end anywhere.
#[derive(Default)]
struct Parser {
    limit: usize,
    /// The current line, if it began in an earlier chunk.
    line: Vec<u8>,
    /// Whether there was an earlier line, so that this one cannot begin with a byte order mark.
    started: bool,
    /// Whether the last line ended with a carriage return, of whose end a line feed is a part.
    returned: bool,
    event: Event,
    retry: Option<Duration>,
}

impl Parser {
    /// Reads lines until an event is complete, and returns whether one is.
    fn read(&mut self, piece: &mut Bytes) -> Result<bool, TooLarge> {
        let mut rest: &[u8] = piece;
        let mut is_whole = false;
        while let (Some((first, others)), false) = (rest.split_first(), is_whole) {
            if std::mem::take(&mut self.returned) && *first == b'\n' {
                rest = others;
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.line.len() + self.event.data.len() + text.len() > self.limit {
                return Err(TooLarge);
            }
            let Some((end, others)) = after.split_first() else {
                self.line.extend_from_slice(text);
                rest = after;
                continue;
            };
            self.returned = *end == b'\r';
            rest = others;
            is_whole = if self.line.is_empty() {
                self.end_line(text)
            } else {
                let mut line = std::mem::take(&mut self.line);
                line.extend_from_slice(text);
                let is_whole = self.end_line(&line);
                line.clear();
                self.line = line;
                is_whole
            };
        }
        let read = piece.len() - rest.len();
        piece.advance(read);
        Ok(is_whole)
    }

    /// Interprets a complete line, and returns whether it ends an event, as an empty line does.
    fn end_line(&mut self, line: &[u8]) -> bool {
        let mark: &[u8] = if std::mem::replace(&mut self.started, true) { b"" } else { b"\xEF\xBB\xBF" };
        let line = line.strip_prefix(mark).unwrap_or(line);
        let event = &mut self.event;
        if line.is_empty() {
            // Each line of data has left a line feed, the last one too; an event without any is none.
            let is_event = event.data.pop().is_some();
            if !is_event {
                event.event.clear();
            }
            return is_event;
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (field, value) = line.split_at(colon);
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = String::from_utf8_lossy(value.strip_prefix(b" ").unwrap_or(value));
        match field {
            b"event" => value.as_ref().clone_into(&mut event.event),
            b"data" => {
                event.data.reserve(value.len() + 1);
                event.data.push_str(&value);
                event.data.push('\n');
            }
            b"id" if !value.contains('\0') => value.as_ref().clone_into(&mut event.id),
            b"retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments, whose field is empty, and what the specification does not know.
            _ => {}
        }
        false
    }

    /// Hands a whole event over in exchange for the memory of an earlier one. An ID holds for later events too.
    fn hand_over(&mut self, event: &mut Event) {
        std::mem::swap(&mut self.event, event);
        self.event.event.clear();
        self.event.data.clear();
        self.event.id.clone_from(&event.id);
    }
}
