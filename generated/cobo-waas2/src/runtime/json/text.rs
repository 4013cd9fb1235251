//! Strings: the reader at a quote flows in, a slice of the text, or a copy with the escapes resolved, flows out.

use std::borrow::Cow;

use crate::runtime::json::{Found, ReadError, Reader};

/// A string between its quotes, with its escapes.
#[derive(Clone, Copy)]
pub(in crate::runtime::json) struct Token<'j> {
    raw: &'j str,
    /// Where `raw` starts in the text.
    offset: usize,
    plain: bool,
}

impl<'j> Token<'j> {
    /// Says whether there is no escape in it, so that [`raw`](Self::raw) is the string itself.
    #[inline]
    pub(in crate::runtime::json) fn is_plain(&self) -> bool {
        self.plain
    }

    #[inline]
    pub(in crate::runtime::json) fn raw(&self) -> &'j str {
        self.raw
    }

    /// Appends the string with its escapes resolved.
    pub(in crate::runtime::json) fn unescape(&self, into: &mut String) -> Result<(), ReadError> {
        self.resolve(|run, character| {
            into.push_str(run);
            into.extend(character);
        })
    }

    /// Checks the escapes without keeping the string.
    pub(in crate::runtime::json) fn check(&self) -> Result<(), ReadError> {
        if self.plain { Ok(()) } else { self.resolve(|_, _| ()) }
    }

    /// Calls `piece` for each run of plain text and the escaped character after it.
    fn resolve(&self, mut piece: impl FnMut(&str, Option<char>)) -> Result<(), ReadError> {
        let mut rest = self.raw;
        while let Some((run, escape)) = rest.split_once('\\') {
            let offset = self.offset + self.raw.len() - escape.len();
            let (character, length) =
                escaped(escape).ok_or_else(|| ReadError::new(offset, "an escape that JSON knows", Found::Malformed))?;
            piece(run, Some(character));
            rest = escape.get(length..).unwrap_or_default();
        }
        piece(rest, None);
        Ok(())
    }
}

/// Resolves the escape that `text` starts with, its backslash already passed; returns the character and the
/// escape's length.
fn escaped(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().first()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return code_point(text),
        _ => return None,
    };
    Some((character, 1))
}

/// Resolves `uXXXX`, or the two of a surrogate pair; half a pair has no meaning and is refused.
fn code_point(text: &str) -> Option<(char, usize)> {
    let first = four_digits(text.get(1..5)?)?;
    if !(0xd800..0xe000).contains(&first) {
        return Some((char::from_u32(first)?, 5));
    }
    if first >= 0xdc00 || text.get(5..7)? != "\\u" {
        return None;
    }
    let second = four_digits(text.get(7..11)?)?;
    if !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    Some((char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))?, 11))
}

fn four_digits(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0, |value, digit| Some(value * 16 + digit.to_digit(16)?))
}

impl<'j> Reader<'j> {
    /// Reads a string: a slice of the text if it has no escapes.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'j, str>, ReadError> {
        let token = self.value_token("a string")?;
        if token.is_plain() { Ok(Cow::Borrowed(token.raw())) } else { copy(token).map(Cow::Owned) }
    }

    /// Reads a string into a copy.
    #[inline]
    pub fn string(&mut self) -> Result<String, ReadError> {
        let token = self.value_token("a string")?;
        if token.is_plain() { Ok(token.raw().to_owned()) } else { copy(token) }
    }

    /// Reads a string in a format: `parse` converts it, and `expected` names the format for errors.
    pub fn formatted<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReadError> {
        let token = self.value_token(expected)?;
        let value = if token.is_plain() { parse(token.raw()) } else { parse(&copy(token)?) };
        value.ok_or_else(|| ReadError::new(token.offset - 1, expected, Found::String))
    }

    #[inline]
    fn value_token(&mut self, expected: &'static str) -> Result<Token<'j>, ReadError> {
        if self.upcoming() == Some(b'"') { self.token() } else { Err(self.mismatch(expected)) }
    }

    /// Reads a string whose opening quote is next. Its escapes are not checked yet.
    #[inline]
    pub(in crate::runtime::json) fn token(&mut self) -> Result<Token<'j>, ReadError> {
        let bytes = self.source.as_bytes();
        let offset = self.position + 1;
        let mut end = offset;
        let mut plain = true;
        loop {
            end += plain_run(bytes.get(end..).unwrap_or_default());
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    end += 2;
                }
                Some(_) => {
                    return Err(ReadError::new(end, "control characters to be escaped", Found::Malformed));
                }
                None => {
                    return Err(ReadError::new(bytes.len(), "the end of the string", Found::End));
                }
            }
        }
        self.position = end + 1;
        Ok(Token { raw: self.source.get(offset..end).unwrap_or_default(), offset, plain })
    }
}

/// Copies a string with escapes; it never gets longer, so that one allocation does and no copy is left behind.
fn copy(token: Token<'_>) -> Result<String, ReadError> {
    let mut text = String::with_capacity(token.raw().len());
    token.unescape(&mut text)?;
    Ok(text)
}

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
const QUOTES: u64 = u64::from_ne_bytes([b'"'; 8]);
const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);

/// Counts the bytes in front of the first quote, backslash or control character; eight at a time.
#[inline]
pub(in crate::runtime::json) fn plain_run(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let mask = special(u64::from_le_bytes(*word));
        if mask != 0 {
            return bytes.len() - rest.len() + mask.trailing_zeros() as usize / 8;
        }
        rest = after;
    }
    let tail = rest.iter().take_while(|&&byte| byte >= 0x20 && byte != b'"' && byte != b'\\').count();
    bytes.len() - rest.len() + tail
}

/// Sets the high bit of the first byte that ends a plain run. Bytes behind it may be marked by mistake (a
/// borrow), none before.
#[inline]
fn special(word: u64) -> u64 {
    let quote = word ^ QUOTES;
    let backslash = word ^ BACKSLASHES;
    let marked = quote.wrapping_sub(ONES) & !quote
        | backslash.wrapping_sub(ONES) & !backslash
        | word.wrapping_sub(SPACES) & !word;
    marked & HIGH
}
