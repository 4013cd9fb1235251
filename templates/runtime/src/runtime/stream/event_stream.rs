//! Server-sent events (WHATWG HTML, section 9.2): the pieces of an open body flow in, events and their typed data flow out.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::runtime::json::{Found, Json, ReadError, Reader};
use crate::runtime::operation::Output;
use crate::runtime::response::content::Content;
use crate::runtime::stream::byte_stream::{ByteStream, StreamError, Streamed};
use crate::runtime::stream::element::{misfit, too_large};
use crate::runtime::stream::event_parser::{Parser, TooLarge};

/// What some servers send as the data of a last event, to say that nothing follows.
const DONE: &str = "[DONE]";

/// A response of server-sent events, each with data of the type `T`.
///
/// An event may be as large as the client's limit on bodies. A broken stream is not reconnected: send another call,
/// with [`Event::id`] if the API accepts it.
pub struct EventStream<T> {
    bytes: ByteStream,
    parser: Parser,
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
        self.view().name()
    }

    /// Reads its data as JSON.
    pub fn json<T: Json>(&self) -> Result<T, ReadError> {
        self.view().json()
    }

    fn view(&self) -> EventView<'_> {
        let Self { event, data, id } = self;
        EventView { event, data, id }
    }
}

/// A server-sent event that is not copied yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventView<'e> {
    /// Its type; empty where the server gave none, which means `message`.
    pub event: &'e str,
    /// Its data, the lines joined.
    pub data: &'e str,
    /// The last ID that the server gave, with this event or an earlier one.
    pub id: &'e str,
}

impl<'e> EventView<'e> {
    /// Returns its type: `message` where the server gave none.
    pub fn name(self) -> &'e str {
        if self.event.is_empty() { "message" } else { self.event }
    }

    /// Reads its data as JSON.
    pub fn json<T: Json>(self) -> Result<T, ReadError> {
        Reader::over(self.data).whole()
    }

    /// Copies it.
    pub fn to_event(self) -> Event {
        let mut event = Event::default();
        self.copy_to(&mut event);
        event
    }

    /// Copies it into the memory of another event.
    #[inline]
    fn copy_to(self, event: &mut Event) {
        let Event { event: name, data, id } = event;
        for (text, copy) in [(self.event, name), (self.data, data), (self.id, id)] {
            copy.clear();
            // Most events have data only.
            if !text.is_empty() {
                copy.push_str(text);
            }
        }
    }

    /// Tells whether its data only say that the stream is over.
    pub(crate) fn is_end(self) -> bool {
        self.data == DONE
    }
}

/// The type of the data of events.
pub trait EventData: Sized + Send + 'static {
    /// Decodes the data of an event; `None` if the event only marks the end of the stream.
    fn read(event: EventView<'_>) -> Result<Option<Self>, ReadError>;
}

/// Data that are JSON; `[DONE]` in the place of a value ends the stream.
impl<T: Json + Send + 'static> EventData for T {
    fn read(event: EventView<'_>) -> Result<Option<Self>, ReadError> {
        if event.is_end() {
            return Ok(None);
        }
        event.json().map(Some)
    }
}

/// Events without a documented type of data.
impl EventData for Event {
    fn read(event: EventView<'_>) -> Result<Option<Self>, ReadError> {
        Ok(Some(event.to_event()))
    }
}

impl<T: EventData> EventStream<T> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        let parser = Parser::new(bytes.limit());
        Self { bytes, parser, last: None, data: PhantomData }
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
        let Self { bytes, parser, last, data: _ } = self;
        let data = parser.data();
        let event = parser.event(&data);
        let read = T::read(event).map_err(|error| misfit(bytes, error, Bytes::copy_from_slice(data.as_bytes())));
        // In the memory of the one before.
        event.copy_to(last.get_or_insert_default());
        parser.end_event();
        let read = read.transpose();
        if read.is_none() {
            bytes.end();
            parser.discard();
        }
        Poll::Ready(read)
    }

    /// Returns the next event with its data as a string, including an event that marks the end for `next`.
    pub async fn next_event(&mut self) -> Option<Result<Event, StreamError>> {
        if let Err(error) = poll_fn(|context| self.poll_event(context)).await? {
            return Some(Err(error));
        }
        let event = self.parser.event(&self.parser.data()).to_event();
        self.parser.end_event();
        Some(Ok(event))
    }

    /// Reads pieces until the parser has a whole event.
    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(), StreamError>>> {
        loop {
            match self.parser.read() {
                Ok(true) => return Poll::Ready(Some(Ok(()))),
                Ok(false) => {}
                Err(TooLarge) => {
                    self.parser.discard();
                    return Poll::Ready(Some(Err(too_large(&mut self.bytes))));
                }
            }
            match ready!(self.bytes.poll_piece(context)) {
                Some(Ok(piece)) => self.parser.feed(piece),
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
        self.parser.retry()
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
