//! Parses server-sent events (WHATWG HTML, section 9.2.6): chunks in, which may end anywhere; events out.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use memchr::memchr2;

use crate::runtime::stream::event_stream::EventView;

/// An event is larger than allowed.
pub(crate) struct TooLarge;

/// What is known of the event that is arriving.
#[derive(Default)]
pub(crate) struct Parser {
    /// How large an event may be.
    limit: usize,
    /// The chunk that is being read.
    piece: Bytes,
    /// How much of it was read.
    read: usize,
    /// The current line, if it began in an earlier chunk.
    line: Vec<u8>,
    /// Whether the last line ended with a carriage return, and a line feed that follows belongs to the same line end.
    returned: bool,
    fields: Fields,
}

/// The fields of an event, as far as they have arrived.
#[derive(Default)]
struct Fields {
    /// Whether there was a line: a byte order mark comes before the first one only.
    started: bool,
    event: String,
    /// The last one, which holds for later events too.
    id: String,
    retry: Option<Duration>,
    /// The place of the data in the chunk, while they are one line of it. Most are, and are not copied.
    line: Option<Range<usize>>,
    /// The lines of other data, each with a line feed.
    lines: String,
}

impl Parser {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Takes the next chunk, after the last one was read.
    pub(crate) fn feed(&mut self, piece: Bytes) {
        (self.piece, self.read) = (piece, 0);
    }

    /// Reads nothing more of the chunk.
    pub(crate) fn discard(&mut self) {
        self.feed(Bytes::new());
    }

    /// Reads lines until an event is complete, and returns whether one is.
    pub(crate) fn read(&mut self) -> Result<bool, TooLarge> {
        let Self { limit, piece, read, line, returned, fields } = self;
        loop {
            let rest = piece.get(*read..).unwrap_or_default();
            let Some(first) = rest.first() else {
                fields.keep(piece);
                return Ok(false);
            };
            if std::mem::take(returned) && *first == b'\n' {
                *read += 1;
                continue;
            }
            let end = memchr2(b'\n', b'\r', rest);
            let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
            if line.len() + fields.size() + text.len() > *limit {
                return Err(TooLarge);
            }
            let Some(end) = after.first() else {
                line.extend_from_slice(text);
                *read += text.len();
                continue;
            };
            *returned = *end == b'\r';
            let start = *read;
            *read += text.len() + 1;
            let is_whole = if line.is_empty() {
                fields.end_line(text, Some(start), piece)
            } else {
                line.extend_from_slice(text);
                let is_whole = fields.end_line(line, None, piece);
                line.clear();
                is_whole
            };
            if is_whole {
                return Ok(true);
            }
        }
    }

    /// Returns the data of the complete event.
    #[inline]
    pub(crate) fn data(&self) -> Cow<'_, str> {
        match &self.fields.line {
            Some(range) => text(self.piece.get(range.clone()).unwrap_or_default()),
            None => Cow::Borrowed(&self.fields.lines),
        }
    }

    /// Returns the complete event with its data.
    #[inline]
    pub(crate) fn event<'e>(&'e self, data: &'e str) -> EventView<'e> {
        EventView { event: &self.fields.event, data, id: &self.fields.id }
    }

    /// Begins the next event.
    #[inline]
    pub(crate) fn end_event(&mut self) {
        self.fields.event.clear();
        self.fields.line = None;
        self.fields.lines.clear();
    }

    /// Returns how long clients should wait before they reconnect, if the server has sent this.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.fields.retry
    }
}

impl Fields {
    /// Interprets a complete line, which starts at `start` of the chunk if all of it is there, and returns whether it ends an
    /// event, as an empty line does.
    fn end_line(&mut self, line: &[u8], start: Option<usize>, piece: &[u8]) -> bool {
        let is_first = !std::mem::replace(&mut self.started, true);
        let unmarked = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| is_first).unwrap_or(line);
        if unmarked.is_empty() {
            // Each line of data ends with a line feed, also the last one; an event without data is not dispatched.
            let is_event = self.line.is_some() || self.lines.pop().is_some();
            if !is_event {
                self.event.clear();
            }
            return is_event;
        }
        // Lines that are none of these fields are comments, or unknown to the specification.
        if let Some(value) = value(unmarked, b"data") {
            let is_only = self.line.is_none() && self.lines.is_empty();
            match start {
                Some(start) if is_only => {
                    let end = start + line.len();
                    self.line = Some(end - value.len()..end);
                }
                Some(_) | None => {
                    self.keep(piece);
                    self.push(value);
                }
            }
        } else if let Some(value) = value(unmarked, b"event") {
            text(value).as_ref().clone_into(&mut self.event);
        } else if let Some(value) = value(unmarked, b"id") {
            if !value.contains(&0) {
                text(value).as_ref().clone_into(&mut self.id);
            }
        } else if let Some(value) = value(unmarked, b"retry") {
            if value.iter().all(u8::is_ascii_digit) {
                self.retry = text(value).parse().ok().map(Duration::from_millis).or(self.retry);
            }
        }
        false
    }

    /// Copies data that are in the chunk, before another line is added or the chunk is gone.
    fn keep(&mut self, piece: &[u8]) {
        if let Some(range) = self.line.take() {
            self.push(piece.get(range).unwrap_or_default());
        }
    }

    fn push(&mut self, value: &[u8]) {
        self.lines.push_str(&text(value));
        self.lines.push('\n');
    }

    /// Returns the size of the data.
    fn size(&self) -> usize {
        self.line.as_ref().map_or(self.lines.len(), |line| line.len() + 1)
    }
}

/// Returns the value of a line if it has this field; a line without a colon is a field without a value.
fn value<'l, const N: usize>(line: &'l [u8], field: &[u8; N]) -> Option<&'l [u8]> {
    let (name, rest) = line.split_first_chunk::<N>()?;
    match rest {
        _ if name != field => None,
        [] => Some(rest),
        [b':', b' ', value @ ..] | [b':', value @ ..] => Some(value),
        _ => None,
    }
}

/// Reads text; what is not UTF-8 is replaced.
#[inline]
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
