//! Bodies as `multipart/form-data` (RFC 7578): parts flow in from programs, one body with a boundary of its own flows out.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;

use http::{HeaderName, HeaderValue};

use crate::runtime::call::RawCall;
use crate::runtime::error::RequestFault;
use crate::runtime::json::{Json, WriteError, Writer};

/// `Multipart` is a body of named parts, in the order in which they were added.
///
/// A name may occur several times, as the elements of a list do. The body is made in memory: what is signed is what is sent,
/// and a call that is tried again sends the same bytes.
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
    boundary: Option<String>,
}

/// `Part` is one part of a [`Multipart`]: its content, and what the server is told about it.
#[derive(Clone)]
#[must_use = "a part is sent once it is in a form"]
pub struct Part {
    content: Vec<u8>,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
    fault: Option<PartFault>,
}

#[derive(Clone)]
enum PartFault {
    Json(WriteError),
    HeaderName,
    HeaderValue(Box<str>),
}

impl Part {
    /// Makes a part of bytes that are no file, without a content type.
    pub fn bytes(content: impl Into<Vec<u8>>) -> Self {
        Self { content: content.into(), file_name: None, content_type: None, headers: Vec::new(), fault: None }
    }

    /// Makes a part of text.
    pub fn text(text: &str) -> Self {
        Self::bytes(text)
    }

    /// Makes a part of a value as JSON.
    pub fn json(value: &impl Json) -> Self {
        Self::from_json(Writer::render(value))
    }

    /// Makes a part of several values, as one list in JSON.
    pub fn json_list<T: Json>(items: &[T]) -> Self {
        let mut writer = Writer::new();
        writer.begin_array();
        for item in items {
            item.write(&mut writer);
        }
        writer.end_array();
        Self::from_json(writer.finish())
    }

    /// Makes a part of a file; unless told otherwise, the server is told `application/octet-stream`.
    pub fn file(file_name: &str, content: impl Into<Vec<u8>>) -> Self {
        Self::bytes(content).with_file_name(file_name)
    }

    /// Reads a file from the disk, whole; the server is told the last part of its path as its name.
    pub fn read_path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        std::fs::read(path).map(|content| Self::file(&name, content))
    }

    /// Reads a file from a reader, to its end.
    pub fn read_from(file_name: &str, mut reader: impl Read) -> io::Result<Self> {
        let mut content = Vec::new();
        reader.read_to_end(&mut content)?;
        Ok(Self::file(file_name, content))
    }

    /// Tells the server the name of a file.
    pub fn with_file_name(mut self, file_name: &str) -> Self {
        self.file_name = Some(file_name.to_owned());
        self
    }

    /// Tells the server what the content is.
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.to_owned());
        self
    }

    /// Tells the server what the content is, unless that was said already.
    #[doc(hidden)]
    pub fn or_content_type(mut self, content_type: &str) -> Self {
        self.content_type.get_or_insert_with(|| content_type.to_owned());
        self
    }

    /// Adds a header of this part; one that cannot be sent is a fault of the call.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => self.headers.push((name, value)),
            (Err(_), _) => self.fault = Some(PartFault::HeaderName),
            (Ok(name), Err(_)) => self.fault = Some(PartFault::HeaderValue(name.as_str().into())),
        }
        self
    }

    fn from_json(json: Result<Vec<u8>, WriteError>) -> Self {
        match json {
            Ok(text) => Self::bytes(text).with_content_type("application/json"),
            Err(error) => Self { fault: Some(PartFault::Json(error)), ..Self::bytes([]) },
        }
    }

    fn write_head(&self, name: &str, head: &mut String) {
        head.push_str("Content-Disposition: form-data; name=\"");
        head.push_str(&quoted(name));
        head.push('"');
        if let Some(file_name) = &self.file_name {
            head.push_str("; filename=\"");
            head.push_str(&quoted(file_name));
            head.push('"');
        }
        let of_files = self.file_name.as_ref().map(|_| "application/octet-stream");
        if let Some(content_type) = self.content_type.as_deref().or(of_files) {
            head.push_str("\r\nContent-Type: ");
            // Nothing that is given can end the line and begin another header.
            head.extend(content_type.chars().filter(|letter| !letter.is_control()));
        }
    }
}

impl Multipart {
    /// Starts with no part.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, name: &str, part: Part) -> Self {
        self.parts.push((name.to_owned(), part));
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: &str, text: &str) -> Self {
        self.part(name, Part::text(text))
    }

    /// Adds a value as JSON.
    #[must_use]
    pub fn json(self, name: &str, value: &impl Json) -> Self {
        self.part(name, Part::json(value))
    }

    /// Adds a file; the server is told its name and its content type.
    #[must_use]
    pub fn file(self, name: &str, file_name: &str, content_type: &str, content: Vec<u8>) -> Self {
        self.part(name, Part::file(file_name, content).with_content_type(content_type))
    }

    /// Sets the text between parts, in place of one made from them: 1 to 70 letters, digits, `-` and `_`.
    ///
    /// One that is something else, or that stands in a part, gives way to one that is made.
    #[must_use]
    pub fn with_boundary(mut self, boundary: &str) -> Self {
        let is_plain = boundary.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        self.boundary = (is_plain && (1..=70).contains(&boundary.len())).then(|| boundary.to_owned());
        self
    }

    /// Sets the parts of a name, in place of earlier ones.
    #[doc(hidden)]
    pub fn set(&mut self, name: &str, parts: Vec<Part>) {
        self.parts.retain(|(known, _)| known != name);
        self.parts.extend(parts.into_iter().map(|part| (name.to_owned(), part)));
    }

    fn write(&self, boundary: &str) -> Vec<u8> {
        let length: usize = self.parts.iter().map(|(_, part)| part.content.len() + 256).sum();
        let mut body = Vec::with_capacity(length);
        for (name, part) in &self.parts {
            let mut head = format!("--{boundary}\r\n");
            part.write_head(name, &mut head);
            body.extend_from_slice(head.as_bytes());
            for (name, value) in &part.headers {
                body.extend_from_slice(b"\r\n");
                body.extend_from_slice(name.as_str().as_bytes());
                body.extend_from_slice(b": ");
                body.extend_from_slice(value.as_bytes());
            }
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        body
    }

    /// Makes a boundary that stands in no part. It depends on the parts alone, so that a form is always the same bytes.
    fn boundary(&self) -> String {
        let occurs = |boundary: &str| {
            let stands_in =
                |content: &[u8]| content.windows(boundary.len()).any(|window| window == boundary.as_bytes());
            self.parts.iter().any(|(_, part)| stands_in(&part.content))
        };
        if let Some(boundary) = self.boundary.as_ref().filter(|boundary| !occurs(boundary)) {
            return boundary.clone();
        }
        // FNV-1a; its quality does not matter, since a boundary that occurs is passed over.
        let bytes = self.parts.iter().flat_map(|(name, part)| name.as_bytes().iter().chain(&part.content));
        let mut hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        loop {
            let boundary = format!("----part-{hash:016x}");
            if !occurs(&boundary) {
                return boundary;
            }
            hash = hash.wrapping_add(1);
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} bytes)", self.content.len())
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for (name, part) in &self.parts {
            list.entry(&format_args!("{}: {} bytes", name.escape_debug(), part.content.len()));
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
        for (_, part) in &body.parts {
            match &part.fault {
                Some(PartFault::Json(error)) => self.fail(RequestFault::Body(*error)),
                Some(PartFault::HeaderName) => self.fail(RequestFault::HeaderName),
                Some(PartFault::HeaderValue(name)) => self.fail(RequestFault::HeaderValue(name.clone())),
                None => {}
            }
        }
        let boundary = body.boundary();
        self.body(&format!("multipart/form-data; boundary={boundary}"), body.write(&boundary));
    }
}
