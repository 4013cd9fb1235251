//! HTTP/1.1 on one connection of the mock server.
//!
//! It supports what clients use: bodies with a length or in chunks, and reuse of connections.

use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response, Uri};

const HEAD_LIMIT: usize = 256 * 1024;
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// A connection with the bytes that were read ahead.
pub(super) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// How much of a response is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Nothing,
    AfterHeaders,
    InBody,
}

impl Connection {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, received: Vec::new() }
    }

    /// Reads the next request; `None` if the client closed the connection or sent something that is not HTTP/1.1.
    pub(super) fn read(&mut self) -> Option<Request<Bytes>> {
        let head = self.read_until(b"\r\n\r\n", HEAD_LIMIT)?;
        let mut request = parse(std::str::from_utf8(&head).ok()?)?;
        *request.body_mut() = match request.headers().get("content-length") {
            Some(length) => self.read_body(length.to_str().ok()?.parse().ok()?)?.into(),
            None if request.headers().contains_key("transfer-encoding") => self.read_chunks()?.into(),
            None => Bytes::new(),
        };
        Some(request)
    }

    /// Reads up to a mark, and the mark.
    fn read_until(&mut self, mark: &[u8], limit: usize) -> Option<Vec<u8>> {
        loop {
            if let Some(at) = self.received.windows(mark.len()).position(|window| window == mark) {
                return Some(self.received.drain(..at + mark.len()).collect());
            }
            (self.received.len() < limit).then_some(())?;
            self.receive()?;
        }
    }

    fn read_body(&mut self, length: usize) -> Option<Vec<u8>> {
        (length <= BODY_LIMIT).then_some(())?;
        while self.received.len() < length {
            self.receive()?;
        }
        Some(self.received.drain(..length).collect())
    }

    /// Reads a chunked body (RFC 9112, section 7.1), and skips the trailers.
    fn read_chunks(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.read_until(b"\r\n", HEAD_LIMIT)?;
            let size = std::str::from_utf8(&line).ok()?.split([';', '\r']).next()?.trim();
            let size = usize::from_str_radix(size, 16).ok()?;
            if size == 0 {
                while self.read_until(b"\r\n", HEAD_LIMIT)? != b"\r\n" {}
                return Some(body);
            }
            body.extend(self.read_body(size)?);
            (body.len() <= BODY_LIMIT).then_some(())?;
            (self.read_until(b"\r\n", 2)? == b"\r\n").then_some(())?;
        }
    }

    fn receive(&mut self) -> Option<()> {
        let mut piece = [0; 4096];
        let count = self.stream.read(&mut piece).ok().filter(|count| *count > 0)?;
        self.received.extend_from_slice(piece.get(..count)?);
        Some(())
    }

    /// Writes a response, or a part of it; without a body for a `HEAD` request.
    pub(super) fn write(&mut self, response: &Response<Vec<u8>>, is_head: bool, cut: Cut) -> io::Result<()> {
        let (status, body) = (response.status(), response.body());
        let mut text = format!("HTTP/1.1 {} {}\r\n", status.as_u16(), status.canonical_reason().unwrap_or_default());
        for name in response.headers().keys() {
            for value in response.headers().get_all(name) {
                let value = String::from_utf8_lossy(value.as_bytes());
                text.extend([name.as_str(), ": ", &value, "\r\n"]);
            }
        }
        let has_body = !matches!(status.as_u16(), 100..=199 | 204 | 304);
        if has_body {
            // What is cut off must be missed.
            let length = if cut == Cut::Nothing { body.len() } else { body.len().max(2) };
            text.extend(["content-length: ", &length.to_string(), "\r\n"]);
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        let written = match cut {
            Cut::Nothing if has_body && !is_head => body.len(),
            Cut::InBody if has_body => body.len() / 2,
            _ => 0,
        };
        bytes.extend_from_slice(body.get(..written).unwrap_or_default());
        self.stream.write_all(&bytes)
    }

    /// Writes bytes as they are.
    pub(super) fn write_raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Waits until the client hangs up.
    pub(super) fn wait_for_end(&mut self) {
        while self.receive().is_some() {
            self.received.clear();
        }
    }
}

fn parse(head: &str) -> Option<Request<Bytes>> {
    let mut lines = head.split_terminator("\r\n").take_while(|line| !line.is_empty());
    let mut words = lines.next()?.split(' ');
    let mut request = Request::new(Bytes::new());
    *request.method_mut() = Method::from_bytes(words.next()?.as_bytes()).ok()?;
    *request.uri_mut() = Uri::try_from(words.next()?).ok()?;
    (words.next() == Some("HTTP/1.1") && words.next().is_none()).then_some(())?;
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let mut value = HeaderValue::from_str(value.trim()).ok()?;
        // Which ones prove who called, only the API knows.
        value.set_sensitive(true);
        request.headers_mut().append(HeaderName::try_from(name).ok()?, value);
    }
    Some(request)
}
