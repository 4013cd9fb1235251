//! Server-sent events (WHATWG HTML, section 9.2): the pieces of an open body flow in, events and their typed data flow out.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::json::{Found, Json, ReadError, Reader};
use crate::runtime::operation::Output;
use crate::runtime::stream::{ByteStream, StreamError};

/// What some servers send as the data of a last event, to say that nothing follows.
const DONE: &str = "[DONE]";

/// `EventStream` is an answer of server-sent events, each with data of the type `T`.
///
/// One event may be as large as the client's limit on bodies. Nothing is connected anew when the stream breaks off: a call
/// does that, with [`Event::id`] where the API takes one.
pub struct EventStream<T> {
    bytes: ByteStream,
    parser: Parser,
    ready: VecDeque<Event>,
    last: Option<Event>,
    data: PhantomData<fn() -> T>,
}

/// `Event` is one event as it came.
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

/// `EventData` is what the data of events are read as.
pub trait EventData: Sized + Send + 'static {
    /// Reads the data of one event; `None`: it only says that the stream is over.
    fn read(event: &Event) -> Result<Option<Self>, ReadError>;
}

/// Data that are JSON; `[DONE]` in the place of a value ends the stream.
impl<T: Json + Send + 'static> EventData for T {
    fn read(event: &Event) -> Result<Option<Self>, ReadError> {
        if event.data == DONE {
            return Ok(None);
        }
        Reader::parse(event.data.as_bytes()).map(Some)
    }
}

/// Events whose data are of no type that the document tells.
impl EventData for Event {
    fn read(event: &Event) -> Result<Option<Self>, ReadError> {
        Ok(Some(event.clone()))
    }
}

impl<T: EventData> EventStream<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        let parser = Parser { limit: bytes.limit(), ..Parser::default() };
        Self { bytes, parser, ready: VecDeque::new(), last: None, data: PhantomData }
    }

    /// Returns the data of the next event; `None` at the end. After data that do not fit, the stream goes on.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        let event = match self.next_event().await? {
            Ok(event) => event,
            Err(error) => return Some(Err(error)),
        };
        let read = T::read(&event);
        let event = self.last.insert(event);
        match read {
            Ok(Some(data)) => Some(Ok(data)),
            Ok(None) => {
                self.bytes.end();
                self.ready.clear();
                None
            }
            Err(error) => Some(Err(self.bytes.misfit(error, Bytes::from(event.data.clone())))),
        }
    }

    /// Returns the next event as it came, its data unread; an event that `next` takes for the end is one too.
    pub async fn next_event(&mut self) -> Option<Result<Event, StreamError>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Ok(event));
            }
            let piece = match self.bytes.next().await? {
                Ok(piece) => piece,
                Err(error) => return Some(Err(error)),
            };
            if self.parser.push(&piece, &mut self.ready).is_err() {
                self.ready.clear();
                return Some(Err(self.bytes.too_large()));
            }
        }
    }

    /// Returns the headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.bytes.headers()
    }

    /// Returns the event whose data `next` returned last: its type and ID.
    pub fn last_event(&self) -> Option<&Event> {
        self.last.as_ref()
    }

    /// Returns how long the server wants clients to wait before they connect anew, if it has said so by now.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry
    }
}

#[cfg(feature = "blocking")]
impl<T: EventData> EventStream<T> {
    /// Makes an iterator of the stream of a blocking call; that of another call needs a runtime that goes on meanwhile.
    pub fn blocking(self) -> crate::runtime::blocking::Blocking<Self> {
        let worker = self.bytes.worker.clone();
        crate::runtime::blocking::Blocking::new(self, worker)
    }
}

#[cfg(feature = "blocking")]
impl<T: EventData> crate::runtime::blocking::Steps for EventStream<T> {
    type Item = Result<T, StreamError>;

    async fn step(&mut self) -> Option<Self::Item> {
        self.next().await
    }
}

impl<T: EventData> Output for EventStream<T> {
    const STREAM: Option<fn(ByteStream) -> Self> = Some(Self::new);

    /// Refuses a body that is whole: calls whose output is a stream leave it open.
    fn decode(_index: usize, _body: &Bytes) -> Result<Self, ReadError> {
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
    /// The line that is arriving.
    line: Vec<u8>,
    /// Whether a line came before, so that this one cannot begin with a byte order mark.
    started: bool,
    /// Whether the last line ended with a carriage return, of whose end a line feed is a part.
    returned: bool,
    event: String,
    data: String,
    id: String,
    retry: Option<Duration>,
}

impl Parser {
    /// Takes a piece, and hands on the events that end in it.
    fn push(&mut self, mut piece: &[u8], events: &mut VecDeque<Event>) -> Result<(), TooLarge> {
        while let Some((first, rest)) = piece.split_first() {
            if std::mem::take(&mut self.returned) && *first == b'\n' {
                piece = rest;
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let (text, after) = piece.split_at(end.unwrap_or(piece.len()));
            if self.line.len() + self.data.len() + text.len() > self.limit {
                return Err(TooLarge);
            }
            self.line.extend_from_slice(text);
            piece = match after.split_first() {
                Some((end, rest)) => {
                    self.returned = *end == b'\r';
                    events.extend(self.end_line());
                    rest
                }
                None => after,
            };
        }
        Ok(())
    }

    /// Interprets a line that is whole; an empty one ends an event.
    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let mark: &[u8] = if std::mem::replace(&mut self.started, true) { b"" } else { b"\xEF\xBB\xBF" };
        let text = String::from_utf8_lossy(line.strip_prefix(mark).unwrap_or(&line));
        if text.is_empty() {
            let (event, mut data) = (std::mem::take(&mut self.event), std::mem::take(&mut self.data));
            // Each line of data has left a line feed, the last one too; an event without any is none.
            data.pop()?;
            return Some(Event { event, data, id: self.id.clone() });
        }
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments, whose field is empty, and what the specification does not know.
            _ => {}
        }
        None
    }
}
