//! Bodies of parts, `multipart/form-data` (RFC 7578) and other subtypes of `multipart`: parts flow in from programs, one body
//! with a generated boundary flows out.

use std::fmt::{self, Write as _};
use std::path::Path;

use http::{HeaderName, HeaderValue};

use crate::runtime::body::request_body::RequestBody;
use crate::runtime::call::RawCall;
use crate::runtime::error::RequestFault;
use crate::runtime::json::{Json, WriteError, Writer};
use crate::runtime::system::random::Random;

/// A body of named parts, in the order in which they were added.
///
/// A name may occur several times, as for the elements of an array. A form in memory always has the same bytes; files
/// and readers are sent while they are read, like a [`RequestBody`].
#[derive(Clone, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
    boundary: Option<String>,
}

/// One part of a [`Multipart`]: its content, file name and content type.
#[derive(Clone)]
#[must_use = "a part is sent once it is in a form"]
pub struct Part {
    content: RequestBody,
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
        Self::new(content.into())
    }

    fn new(content: impl Into<RequestBody>) -> Self {
        let content = content.into();
        let content_type = content.content_type.as_deref().map(str::to_owned);
        Self { content, file_name: None, content_type, headers: Vec::new(), fault: None }
    }

    /// Makes a part of text.
    pub fn text(text: &str) -> Self {
        Self::bytes(text)
    }

    /// Creates the part of an array as one string, with `separator` between the items; an empty array has no part.
    #[doc(hidden)]
    pub fn joined<T: AsRef<str>>(items: impl IntoIterator<Item = T>, separator: &str) -> Vec<Self> {
        let items = items.into_iter().map(|item| item.as_ref().to_owned());
        let joined = items.reduce(|text, item| text + separator + &item);
        joined.map(|text| Self::text(&text)).into_iter().collect()
    }

    /// Makes a part of a value as JSON.
    pub fn json(value: &impl Json) -> Self {
        Self::from_json(Writer::render(value))
    }

    /// Creates a part from several values, as a JSON array.
    pub fn json_list<T: Json>(items: &[T]) -> Self {
        let mut writer = Writer::new();
        writer.begin_array();
        for item in items {
            item.write(&mut writer);
        }
        writer.end_array();
        Self::from_json(writer.finish())
    }

    /// Creates a file part from bytes, or from a [`RequestBody`] that is sent while it is read.
    ///
    /// The content type is `application/octet-stream` by default.
    pub fn file(file_name: &str, content: impl Into<RequestBody>) -> Self {
        Self::new(content).with_file_name(file_name)
    }

    /// Creates a part from a file on disk, which is opened when the call is sent. The file name is the last component
    /// of its path.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self::file(&name, RequestBody::from_path(path))
    }

    /// Tells the server the name of a file.
    pub fn with_file_name(mut self, file_name: &str) -> Self {
        self.file_name = Some(file_name.to_owned());
        self
    }

    /// Sets the content type.
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.to_owned());
        self
    }

    /// Sets the content type, unless it is already set.
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

    /// Returns the content type of the part; a part without one is text.
    fn content_type(&self) -> Option<&str> {
        let of_files = self.file_name.as_ref().map(|_| "application/octet-stream");
        self.content_type.as_deref().or(of_files)
    }

    /// Writes the headers before the content. Only forms name all parts; parts of other subtypes may be without a name.
    fn write_head(&self, name: &str, is_form: bool, head: &mut Vec<u8>) {
        let mut line = |name: &str, value: &[u8]| {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        };
        let mut disposition =
            if is_form || !name.is_empty() { format!("form-data; name=\"{}\"", quoted(name)) } else { String::new() };
        if let Some(file_name) = &self.file_name {
            if disposition.is_empty() {
                disposition.push_str("attachment");
            }
            disposition.extend(["; filename=\"", &quoted(file_name), "\""]);
        }
        if !disposition.is_empty() {
            line("Content-Disposition", disposition.as_bytes());
        }
        if let Some(content_type) = self.content_type() {
            // Nothing that is given can end the line and begin another header.
            let plain: String = content_type.chars().filter(|letter| !letter.is_control()).collect();
            line("Content-Type", plain.as_bytes());
        }
        for (name, value) in &self.headers {
            line(name.as_str(), value.as_bytes());
        }
        head.extend_from_slice(b"\r\n");
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

    /// Adds a file with its name and content type.
    #[must_use]
    pub fn file(self, name: &str, file_name: &str, content_type: &str, content: impl Into<RequestBody>) -> Self {
        self.part(name, Part::file(file_name, content).with_content_type(content_type))
    }

    /// Sets the boundary between parts, which replaces the generated one: 1 to 70 letters, digits, `-` and `_`.
    ///
    /// An invalid boundary, or one that occurs in a part, is replaced by a generated one. Content that is sent while it
    /// is read is not searched: without your boundary, a random one is used.
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

    /// Returns the parts in the order of the document, then those that it does not have.
    fn ordered(&self, order: &[&str]) -> Vec<&(String, Part)> {
        let mut parts: Vec<_> = self.parts.iter().collect();
        parts.sort_by_key(|(name, _)| order.iter().position(|known| known == name).unwrap_or(order.len()));
        parts
    }

    /// Writes the parts around the content that is sent while it is read.
    fn write(&self, parts: &[&(String, Part)], is_form: bool, boundary: &str) -> RequestBody {
        let length: usize = self.contents().map(|(_, content)| content.len() + 256).sum();
        let (mut bodies, mut text) = (Vec::new(), Vec::with_capacity(length));
        for (name, part) in parts {
            text.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            part.write_head(name, is_form, &mut text);
            match part.content.bytes() {
                Some(content) => text.extend_from_slice(content),
                None => bodies.extend([std::mem::take(&mut text).into(), part.content.clone()]),
            }
            text.extend_from_slice(b"\r\n");
        }
        text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        if bodies.is_empty() {
            return text.into();
        }
        bodies.push(text.into());
        RequestBody::joined(bodies)
    }

    /// Iterates over the content in memory.
    fn contents(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.parts.iter().filter_map(|(name, part)| Some((name.as_str(), &**part.content.bytes()?)))
    }

    /// Generates a boundary that occurs in no part. If all parts are in memory, it depends on them alone, so that a
    /// form always has the same bytes; otherwise it is random. `None` if random numbers are needed and there is no
    /// source.
    fn boundary(&self, random: Option<&dyn Random>) -> Option<String> {
        let occurs = |boundary: &str| {
            self.contents()
                .any(|(_, content)| content.windows(boundary.len()).any(|window| window == boundary.as_bytes()))
        };
        if let Some(boundary) = self.boundary.as_ref().filter(|boundary| !occurs(boundary)) {
            return Some(boundary.clone());
        }
        if self.parts.iter().any(|(_, part)| part.content.bytes().is_none()) {
            let random = random?;
            let mut boundary = String::from("----part-");
            for _ in 0..2 {
                // Writing to a `String` does not fail.
                let _ = write!(boundary, "{:016x}", random.next());
            }
            return Some(boundary);
        }
        // FNV-1a; its quality does not matter, since a boundary that occurs is ignored.
        let bytes = self.contents().flat_map(|(name, content)| name.as_bytes().iter().chain(content));
        let mut hash = bytes
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        loop {
            let boundary = format!("----part-{hash:016x}");
            if !occurs(&boundary) {
                return Some(boundary);
            }
            hash = hash.wrapping_add(1);
        }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Part").field(&self.content).finish()
    }
}

impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.parts.iter().map(|(name, part)| (name, &part.content))).finish()
    }
}

/// Escapes a name as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl RawCall {
    /// Sets a body of parts: of a subtype of `multipart`, which is given its boundary, in the document's order of names.
    pub fn multipart(&mut self, content_type: &str, body: &Multipart, order: &[&str]) {
        for (_, part) in &body.parts {
            match &part.fault {
                Some(PartFault::Json(error)) => self.fail(RequestFault::Body(*error)),
                Some(PartFault::HeaderName) => self.fail(RequestFault::HeaderName),
                Some(PartFault::HeaderValue(name)) => self.fail(RequestFault::HeaderValue(name.clone())),
                None => {}
            }
        }
        let random = self.0.client.settings().random.clone();
        let Some(boundary) = body.boundary(random.as_deref()) else {
            self.fail(RequestFault::NoRandom("boundary"));
            return;
        };
        let parts = body.ordered(order);
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        let mut content_type = format!("{content_type}; boundary={boundary}");
        // The type of the first part, without which a body of related parts cannot be read (RFC 2387).
        if essence.eq_ignore_ascii_case("multipart/related") && !content_type.to_ascii_lowercase().contains("type=") {
            let root = parts.first().and_then(|(_, part)| part.content_type()).unwrap_or("text/plain");
            content_type.extend(["; type=\"", &root.replace(['"', '\\'], ""), "\""]);
        }
        let is_form = essence.eq_ignore_ascii_case("multipart/form-data");
        self.upload(&content_type, body.write(&parts, is_form, &boundary));
    }
}
