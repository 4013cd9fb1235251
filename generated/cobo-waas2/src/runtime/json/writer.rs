//! Values flow in, token by token; compact JSON text flows out.

use std::collections::BTreeMap;
use std::fmt;

use crate::runtime::json::text::plain_run;
use crate::runtime::json::{Json, RawJson, WriteError};

/// Writes compact JSON: no whitespace, non-ASCII characters unescaped, with commas.
///
/// The caller keeps the order of tokens right (a key before each value of an object, everything that is begun is
/// ended); generated code does.
#[derive(Default)]
pub struct Writer {
    text: Vec<u8>,
    /// A value was written, and another one on this level needs a comma first.
    comma: bool,
    /// What the next object begins with.
    tags: Vec<(&'static str, &'static str)>,
    fault: Option<WriteError>,
}

impl Writer {
    /// Starts with no text.
    pub fn new() -> Self {
        // The smallest requests fit; growing from nothing would copy a body with a secret in it several times.
        Self { text: Vec::with_capacity(256), comma: false, tags: Vec::new(), fault: None }
    }

    /// Writes one value and returns its text.
    pub fn render(value: &dyn Json) -> Result<Vec<u8>, WriteError> {
        let mut writer = Self::new();
        value.write(&mut writer);
        writer.finish()
    }

    /// Returns the text, or the first value that has no JSON form.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.fault {
            None => Ok(self.text),
            Some(fault) => Err(fault),
        }
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.value(b"null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.value(if value { b"true" } else { b"false" });
    }

    /// Writes an integer.
    #[inline]
    pub fn integer(&mut self, value: impl itoa::Integer) {
        self.value(itoa::Buffer::new().format(value).as_bytes());
    }

    /// Writes a float with the fewest digits that read back as the same one; `NaN` and infinities are
    /// remembered as a fault.
    pub fn f64(&mut self, value: f64) {
        // `{:?}` and not `{}`, which writes 1e300 as three hundred digits.
        if value.is_finite() {
            self.value(format!("{value:?}").as_bytes());
        } else {
            self.not_finite();
        }
    }

    /// Writes a string.
    #[inline]
    pub fn string(&mut self, value: &str) {
        self.separate();
        self.quoted(value);
    }

    /// Writes JSON that was checked before.
    pub fn raw(&mut self, value: &RawJson) {
        // A preserved value contains its tags.
        self.tags.clear();
        self.value(value.as_str().as_bytes());
    }

    /// Writes one value that is JSON already: a number or text of the document, known to be well-formed.
    pub fn literal(&mut self, json: &str) {
        self.value(json.as_bytes());
    }

    /// Begins an object.
    #[inline]
    pub fn begin_object(&mut self) {
        self.begin(b'{');
        if !self.tags.is_empty() {
            self.write_tags();
        }
    }

    /// Begins an object with undeclared properties; a tag among them is not written twice.
    pub fn begin_object_with<T>(&mut self, additional: &BTreeMap<String, T>) {
        self.tags.retain(|(property, _)| !additional.contains_key(*property));
        self.begin_object();
    }

    /// Writes properties beside the `declared` ones, which were written before and are not written again.
    pub fn additional<T: Json>(&mut self, additional: &BTreeMap<String, T>, declared: &[&str]) {
        for (name, value) in additional {
            if !declared.contains(&name.as_str()) {
                self.key(name);
                value.write(self);
            }
        }
    }

    /// Lets the next object begin with a property: the tag of a union, which the type itself does not have.
    pub fn tag(&mut self, property: &'static str, text: &'static str) {
        self.tags.push((property, text));
    }

    /// Writes a key of the object; its value must follow.
    #[inline]
    pub fn key(&mut self, name: &str) {
        self.separate();
        self.quoted(name);
        self.text.push(b':');
        self.comma = false;
    }

    /// Ends an object.
    #[inline]
    pub fn end_object(&mut self) {
        self.end(b'}');
    }

    /// Begins an array.
    #[inline]
    pub fn begin_array(&mut self) {
        self.begin(b'[');
    }

    /// Ends an array.
    #[inline]
    pub fn end_array(&mut self) {
        self.end(b']');
    }

    #[inline]
    fn begin(&mut self, bracket: u8) {
        self.separate();
        self.text.push(bracket);
        self.comma = false;
    }

    #[inline]
    fn end(&mut self, bracket: u8) {
        self.text.push(bracket);
        self.comma = true;
    }

    #[inline]
    fn separate(&mut self) {
        if self.comma {
            self.text.push(b',');
        }
        self.comma = true;
    }

    #[inline]
    fn value(&mut self, text: &[u8]) {
        self.separate();
        self.text.extend_from_slice(text);
    }

    #[cold]
    fn write_tags(&mut self) {
        for (property, text) in std::mem::take(&mut self.tags) {
            self.key(property);
            self.string(text);
        }
    }

    fn not_finite(&mut self) {
        self.fault = self.fault.or(Some(WriteError::NotFinite));
        self.null();
    }

    #[inline]
    fn quoted(&mut self, value: &str) {
        self.text.push(b'"');
        let bytes = value.as_bytes();
        let plain = plain_run(bytes);
        if plain == bytes.len() {
            self.text.extend_from_slice(bytes);
        } else {
            self.escaped(bytes);
        }
        self.text.push(b'"');
    }

    #[cold]
    fn escaped(&mut self, mut bytes: &[u8]) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        loop {
            let (run, rest) = bytes.split_at(plain_run(bytes));
            self.text.extend_from_slice(run);
            let Some((&byte, rest)) = rest.split_first() else {
                return;
            };
            let short = match byte {
                b'"' => b'"',
                b'\\' => b'\\',
                0x08 => b'b',
                0x0c => b'f',
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                _ => b'u',
            };
            self.text.extend_from_slice(&[b'\\', short]);
            if short == b'u' {
                let low = HEX.get(usize::from(byte % 16)).copied().unwrap_or_default();
                self.text.extend_from_slice(&[b'0', b'0', b'0' + byte / 16, low]);
            }
            bytes = rest;
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} bytes)", self.text.len())
    }
}
