//! The pull parser: objects, keys, arrays and small values.
//!
//! Strings are in `text`, numbers in `number`, skipping in `skip`. The text is checked to be UTF-8 once, before
//! anything is read; after that, each string is a slice of it.

use std::fmt;

use crate::runtime::json::choice::Chosen;
use crate::runtime::json::lenient::Lenient;
use crate::runtime::json::text::Token;
use crate::runtime::json::{Found, Json, RawJson, ReadError};

/// The maximum nesting of objects and arrays, read or skipped.
///
/// Reading recurses with the types, and this limit keeps a hostile document from overflowing the stack.
pub const MAX_DEPTH: usize = 128;

/// The maximum size of values that are read inside each other, in bytes.
///
/// A value is read into a place on the stack, which takes up to eight times its size without optimizations.
const MAX_HELD: usize = 128 * 1024;

/// The weight of a property that its type ignores, compared with one that its type keeps without declaring it.
pub(in crate::runtime::json) const PASSED_OVER: u32 = 2;
const KEPT: u32 = 1;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A text.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// Reads a JSON text from front to back, one token at a time.
///
/// Methods that fail leave the reader where the error is; nothing sensible can be read from it afterwards.
pub struct Reader<'j> {
    pub(in crate::runtime::json) source: &'j str,
    pub(in crate::runtime::json) position: usize,
    depth: usize,
    /// The size of the values that are being read, in bytes.
    held: usize,
    /// An object or array was opened and nothing of it was read yet, so that no comma is due.
    opened: bool,
    /// How much of the read values their types do not declare; see [`Choice`](crate::runtime::json::Choice).
    pub(in crate::runtime::json) unknowns: u32,
    /// Whether this is a second reader, which finds out whether a value is one of several types.
    pub(in crate::runtime::json) trying: bool,
    pub(in crate::runtime::json) chosen: Chosen,
    /// The ranges of the values that were ignored while trying.
    pub(in crate::runtime::json) passed_over: Vec<(usize, usize)>,
    /// Goes on behind values that do not fit; `None`: the first one is an error.
    pub(in crate::runtime::json) lenient: Option<Box<Lenient>>,
    /// Holds a key that has escapes, which cannot be a slice of the text.
    key: String,
}

/// A state of a reader that it can return to.
#[derive(Clone, Copy)]
pub(in crate::runtime::json) struct Mark {
    position: usize,
    depth: usize,
    held: usize,
    opened: bool,
    unknowns: u32,
    lenient: Option<(usize, usize)>,
}

impl<'j> Reader<'j> {
    /// Starts at the front of `text`, which must be UTF-8 without a byte order mark.
    pub fn new(text: &'j [u8]) -> Result<Self, ReadError> {
        match std::str::from_utf8(text) {
            Ok(source) => Ok(Self::over(source)),
            Err(error) => Err(ReadError::new(error.valid_up_to(), "UTF-8", Found::Malformed)),
        }
    }

    /// Starts at the front of a string.
    #[inline]
    pub(crate) fn over(source: &'j str) -> Self {
        Self {
            source,
            position: 0,
            depth: 0,
            held: 0,
            opened: false,
            unknowns: 0,
            trying: false,
            chosen: Chosen::new(),
            passed_over: Vec::new(),
            lenient: None,
            key: String::new(),
        }
    }

    /// Reads one value and refuses anything but whitespace behind it.
    pub fn parse<T: Json>(text: &'j [u8]) -> Result<T, ReadError> {
        Self::new(text)?.whole()
    }

    /// Reads one value and refuses anything but whitespace behind it.
    pub(crate) fn whole<T: Json>(&mut self) -> Result<T, ReadError> {
        let value = T::read(self)?;
        self.finish()?;
        Ok(value)
    }

    /// Checks that only whitespace is left.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        match self.upcoming() {
            None => Ok(()),
            Some(_) => Err(self.malformed("the end of the text")),
        }
    }

    /// Returns how many bytes were read.
    pub fn offset(&self) -> usize {
        self.position
    }

    /// Returns a strict reader at the same place, to look ahead.
    pub(in crate::runtime::json) fn fork(&self) -> Self {
        Self { chosen: Chosen::new(), passed_over: Vec::new(), lenient: None, key: String::new(), ..*self }
    }

    /// Returns the present state, to return to.
    pub(in crate::runtime::json) fn mark(&self) -> Mark {
        let Self { position, depth, held, opened, unknowns, .. } = *self;
        Mark { position, depth, held, opened, unknowns, lenient: self.lenient.as_ref().map(|lenient| lenient.mark()) }
    }

    /// Returns to an earlier state.
    pub(in crate::runtime::json) fn return_to(&mut self, mark: Mark) {
        (self.position, self.depth, self.held) = (mark.position, mark.depth, mark.held);
        (self.opened, self.unknowns) = (mark.opened, mark.unknowns);
        if let (Some(lenient), Some(mark)) = (&mut self.lenient, mark.lenient) {
            lenient.return_to(mark);
        }
    }

    /// Reads an unknown value, and preserves it unchanged.
    pub fn unknown(&mut self) -> Result<RawJson, ReadError> {
        self.unknowns = self.unknowns.saturating_add(PASSED_OVER);
        RawJson::read(self)
    }

    /// Reads a value as the variant of a union that it looks like. If it contains a number that the type cannot hold,
    /// the value is preserved unchanged; only a value that does not match for another reason is read leniently.
    ///
    /// Not inlined, so that the variants of a union share stack space.
    #[inline(never)]
    pub fn variant<T: Json, U>(&mut self, variant: fn(T) -> U, unknown: fn(RawJson) -> U) -> Result<U, ReadError> {
        let mark = self.mark();
        let mut lenient = self.lenient.take();
        let read = loop {
            match T::read(self) {
                Err(error) if self.lenient.is_none() && error.is_out_of_range() => {
                    self.return_to(mark);
                    break self.unknown().map(unknown);
                }
                Err(_) if lenient.is_some() => {
                    self.lenient = lenient.take();
                    self.return_to(mark);
                }
                read => break read.map(variant),
            }
        };
        self.lenient = self.lenient.take().or(lenient);
        read
    }

    /// Records that a value was preserved which its type does not declare.
    #[inline]
    pub fn note_kept(&mut self) {
        self.unknowns = self.unknowns.saturating_add(KEPT);
    }

    /// Returns the kind of the next value without reading it.
    pub fn kind(&mut self) -> Result<Kind, ReadError> {
        match self.upcoming() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(self.mismatch("a value")),
        }
    }

    /// Reads `null` if it is next, and returns whether it was.
    #[inline]
    pub fn take_null(&mut self) -> Result<bool, ReadError> {
        if self.upcoming() == Some(b'n') { self.word("null").map(|()| true) } else { Ok(false) }
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.upcoming() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    /// Enters an object; [`next_key`](Self::next_key) is called until it returns `None`.
    #[inline]
    pub fn begin_object(&mut self) -> Result<(), ReadError> {
        self.open(b'{', "an object")
    }

    /// Reads the next key and its colon, so that its value is next; `None` when the object ended.
    #[inline]
    pub fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        if !self.step(b'}', "`,` or `}`")? {
            return Ok(None);
        }
        let token = self.key_token()?;
        if token.is_plain() {
            return Ok(Some(token.raw()));
        }
        self.key.clear();
        token.unescape(&mut self.key)?;
        Ok(Some(&self.key))
    }

    /// Reads the next key of an object that is ignored, checking it without keeping it.
    pub(in crate::runtime::json) fn skip_key(&mut self) -> Result<bool, ReadError> {
        if !self.step(b'}', "`,` or `}`")? {
            return Ok(false);
        }
        self.key_token()?.check()?;
        Ok(true)
    }

    /// Enters an array; [`next_element`](Self::next_element) is called until it returns `false`.
    #[inline]
    pub fn begin_array(&mut self) -> Result<(), ReadError> {
        self.open(b'[', "an array")
    }

    /// Moves to the next element of an array; `false` when the array ended.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        self.step(b']', "`,` or `]`")
    }

    /// Makes the error for a property that the object, just read to its end, does not have.
    #[cold]
    pub fn missing(&self, name: &str) -> ReadError {
        // The offset is that of the closing brace, so that the path is the object's.
        let offset = self.position.saturating_sub(1);
        ReadError::new(offset, format!("the property `{}`", name.escape_debug()), Found::Missing)
    }

    /// Makes the error for an array that has ended before one of its elements, just behind it.
    #[cold]
    pub(in crate::runtime::json) fn too_short(&self) -> ReadError {
        ReadError::new(self.position.saturating_sub(1), "one more element", Found::Missing)
    }

    /// Creates the error for the next value, with its kind.
    #[cold]
    pub fn mismatch(&mut self, expected: &'static str) -> ReadError {
        let next = self.upcoming();
        // Words are told by more than their first letter: a body such as `not found` is no `null`.
        let rest = self.source.get(self.position..).unwrap_or_default();
        let found = match next {
            Some(b'"') => Found::String,
            Some(b'{') => Found::Object,
            Some(b'[') => Found::Array,
            Some(b'-' | b'0'..=b'9') => Found::Number,
            Some(b't' | b'f') if rest.starts_with("true") || rest.starts_with("false") => Found::Boolean,
            Some(b'n') if rest.starts_with("null") => Found::Null,
            Some(_) => Found::Malformed,
            None => Found::End,
        };
        ReadError::new(self.position, expected, found)
    }

    /// Makes the error for text that is not JSON at the present position.
    #[cold]
    pub(in crate::runtime::json) fn malformed(&self, expected: &'static str) -> ReadError {
        let ended = self.position >= self.source.len();
        ReadError::new(self.position, expected, if ended { Found::End } else { Found::Malformed })
    }

    /// Skips whitespace and returns the next byte.
    #[inline]
    pub(in crate::runtime::json) fn upcoming(&mut self) -> Option<u8> {
        let bytes = self.source.as_bytes();
        loop {
            match bytes.get(self.position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                other => return other.copied(),
            }
        }
    }

    /// Returns how many objects and arrays are open.
    pub(in crate::runtime::json) fn depth(&self) -> usize {
        self.depth
    }

    /// Notes that a value of this size is being read, if the values that it is in leave room for it. A value alone may be of any
    /// size.
    #[inline]
    pub(in crate::runtime::json) fn hold(&mut self, size: usize) -> Result<(), ReadError> {
        if self.held > MAX_HELD {
            return Err(self.mismatch("no more than 128 KiB of values inside each other"));
        }
        self.held += size;
        Ok(())
    }

    /// Notes that a value was read.
    #[inline]
    pub(in crate::runtime::json) fn release(&mut self, size: usize) {
        self.held = self.held.saturating_sub(size);
    }

    #[inline]
    fn open(&mut self, bracket: u8, expected: &'static str) -> Result<(), ReadError> {
        if self.upcoming() != Some(bracket) {
            return Err(self.mismatch(expected));
        }
        if self.depth == MAX_DEPTH {
            return Err(self.mismatch("no more than 128 values inside each other"));
        }
        self.depth += 1;
        self.position += 1;
        self.opened = true;
        Ok(())
    }

    /// Passes over the comma in front of the next member; `false`, and one level up, when `close` ends the
    /// object or array.
    #[inline]
    fn step(&mut self, close: u8, expected: &'static str) -> Result<bool, ReadError> {
        let opened = std::mem::replace(&mut self.opened, false);
        match self.upcoming() {
            Some(byte) if byte == close => {
                self.position += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(b',') if !opened => {
                self.position += 1;
                Ok(true)
            }
            Some(_) if opened => Ok(true),
            _ => Err(self.malformed(expected)),
        }
    }

    #[inline]
    fn key_token(&mut self) -> Result<Token<'j>, ReadError> {
        if self.upcoming() != Some(b'"') {
            return Err(self.malformed("a property name"));
        }
        let token = self.token()?;
        if self.upcoming() != Some(b':') {
            return Err(self.malformed("`:`"));
        }
        self.position += 1;
        Ok(token)
    }

    #[inline]
    fn word(&mut self, word: &'static str) -> Result<(), ReadError> {
        match self.source.as_bytes().get(self.position..) {
            Some(rest) if rest.starts_with(word.as_bytes()) => {
                self.position += word.len();
                Ok(())
            }
            _ => Err(ReadError::new(self.position, "a value", Found::Malformed)),
        }
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader(byte {} of {})", self.position, self.source.len())
    }
}
