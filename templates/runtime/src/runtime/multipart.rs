//! Bodies as `multipart/form-data` (RFC 7578): parts flow in from programs, one body with a boundary of its own flows out.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::runtime::call::RawCall;
use crate::runtime::error::RequestFault;
use crate::runtime::json::{Json, WriteError, Writer};

/// `Multipart` is a body of named parts, in the order in which they were added.
///
/// A name may occur several times, as the elements of a list do.
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    fault: Option<WriteError>,
}

#[derive(Clone)]
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: String,
    content: Vec<u8>,
}

impl Multipart {
    /// Starts with no part.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &str, text: &str) -> Self {
        self.part(name, None, "", text.as_bytes().to_vec())
    }

    /// Adds a value as JSON.
    #[must_use]
    pub fn json(mut self, name: &str, value: &impl Json) -> Self {
        match Writer::render(value) {
            Ok(text) => self.part(name, None, "application/json", text),
            Err(fault) => {
                self.fault = Some(fault);
                self
            }
        }
    }

    /// Adds a file; the server is told its name and its content type.
    #[must_use]
    pub fn file(self, name: &str, file_name: &str, content_type: &str, content: Vec<u8>) -> Self {
        self.part(name, Some(file_name.to_owned()), content_type, content)
    }

    fn part(mut self, name: &str, file_name: Option<String>, content_type: &str, content: Vec<u8>) -> Self {
        self.parts.push(Part { name: name.to_owned(), file_name, content_type: content_type.to_owned(), content });
        self
    }

    fn write(&self, boundary: &str) -> Vec<u8> {
        let length: usize = self.parts.iter().map(|part| part.content.len() + 256).sum();
        let mut body = Vec::with_capacity(length);
        for part in &self.parts {
            let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&part.name));
            if let Some(file_name) = &part.file_name {
                head.push_str("; filename=\"");
                head.push_str(&quoted(file_name));
                head.push('"');
            }
            if !part.content_type.is_empty() {
                head.push_str("\r\nContent-Type: ");
                // Nothing that is given can end the line and begin another header.
                head.extend(part.content_type.chars().filter(|letter| !letter.is_control()));
            }
            head.push_str("\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        body
    }

    /// Makes a boundary that stands in no part.
    fn boundary(&self) -> String {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        loop {
            let boundary = format!("----part-{now:x}-{:x}", COUNT.fetch_add(1, Ordering::Relaxed));
            let occurs = |part: &Part| part.content.windows(boundary.len()).any(|window| window == boundary.as_bytes());
            if !self.parts.iter().any(occurs) {
                return boundary;
            }
        }
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for part in &self.parts {
            list.entry(&format_args!("{}: {} bytes", part.name.escape_debug(), part.content.len()));
        }
        list.finish()
    }
}

/// Escapes a name as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl RawCall {
    /// Sets a body of parts.
    pub fn multipart(&mut self, body: &Multipart) {
        if let Some(fault) = body.fault {
            self.fail(RequestFault::Body(fault));
        }
        let boundary = body.boundary();
        self.body(&format!("multipart/form-data; boundary={boundary}"), body.write(&boundary));
    }
}
