//! JSON text goes in, events come out.
//!
//! A pull parser, because it gives numbers as they are written (other readers turn an integer beyond 64 bits into a
//! floating-point value silently), needs no recursion, and knows its position.

use std::ops::Range;

use jiter::{Jiter, JiterError, Peek};

use crate::diagnostics::Code;

use super::events::{Fault, Key, Receiver, Scalar};

/// Reads a whole text.
pub(super) fn read<R: Receiver>(text: &str, receiver: &mut R) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    let mut jiter = Jiter::new(bytes);
    // Where the parser started: anew behind each number that is too long for it.
    let mut base = 0;
    // For each object or array that is open, whether it is an object.
    let mut open: Vec<bool> = Vec::new();
    let mut peek = jiter.peek().map_err(|error| fault(&error, base))?;
    'value: loop {
        let start = base + jiter.current_index();
        let at = if R::SPANS { span(bytes, start, peek) } else { start..start + 1 };
        match peek {
            Peek::Object => {
                receiver.object(0, at)?;
                open.push(true);
                if let Some(key) = jiter.known_object().map_err(|error| fault(&error, base))? {
                    receiver.key(Key::Text(key), key_span::<R>(bytes, start))?;
                    peek = jiter.peek().map_err(|error| fault(&error, base))?;
                    continue 'value;
                }
                open.pop();
                receiver.end()?;
            }
            Peek::Array => {
                receiver.array(0, at)?;
                open.push(false);
                if let Some(first) = jiter.known_array().map_err(|error| fault(&error, base))? {
                    peek = first;
                    continue 'value;
                }
                open.pop();
                receiver.end()?;
            }
            Peek::String => {
                receiver.scalar(Scalar::Text(jiter.known_str().map_err(|error| fault(&error, base))?), 0, at)?;
            }
            Peek::True | Peek::False => {
                receiver.scalar(Scalar::Bool(jiter.known_bool(peek).map_err(|error| fault(&error, base))?), 0, at)?;
            }
            Peek::Null => {
                jiter.known_null().map_err(|error| fault(&error, base))?;
                receiver.scalar(Scalar::Null, 0, at)?;
            }
            _ => {
                let literal = match jiter.known_number_bytes(peek) {
                    Ok(literal) => literal,
                    Err(error) => {
                        let literal = long_number(bytes, start).ok_or_else(|| fault(&error, base))?;
                        base = start + literal.len();
                        jiter = Jiter::new(bytes.get(base..).unwrap_or_default());
                        literal
                    }
                };
                receiver.scalar(Scalar::Number(std::str::from_utf8(literal).unwrap_or_default()), 0, at)?;
            }
        }
        loop {
            let before = base + jiter.current_index();
            match open.last() {
                None => break 'value,
                Some(true) => {
                    if let Some(key) = jiter.next_key().map_err(|error| fault(&error, base))? {
                        receiver.key(Key::Text(key), key_span::<R>(bytes, before))?;
                        peek = jiter.peek().map_err(|error| fault(&error, base))?;
                        continue 'value;
                    }
                }
                Some(false) => {
                    if let Some(next) = jiter.array_step().map_err(|error| fault(&error, base))? {
                        peek = next;
                        continue 'value;
                    }
                }
            }
            open.pop();
            receiver.end()?;
        }
    }
    jiter.finish().map_err(|error| fault(&error, base))
}

/// Tells whether a text is JSON although its name does not say so: an object, and well-formed.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{') && read(text, &mut Discard).is_ok()
}

/// Takes events and does nothing.
struct Discard;

impl Receiver for Discard {
    const SPANS: bool = false;

    fn object(&mut self, _anchor: usize, _at: Range<usize>) -> Result<(), Fault> {
        Ok(())
    }

    fn array(&mut self, _anchor: usize, _at: Range<usize>) -> Result<(), Fault> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        Ok(())
    }

    fn key(&mut self, _key: Key<'_>, _at: Range<usize>) -> Result<(), Fault> {
        Ok(())
    }

    fn scalar(&mut self, _scalar: Scalar<'_>, _anchor: usize, _at: Range<usize>) -> Result<(), Fault> {
        Ok(())
    }

    fn alias(&mut self, _anchor: usize, _at: Range<usize>) -> Result<(), Fault> {
        Ok(())
    }
}

/// The bytes of a number that has more digits than the parser takes, if it is well-formed.
fn long_number(bytes: &[u8], start: usize) -> Option<&[u8]> {
    let text = bytes.get(start..)?;
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = |count: usize| text.get(count..).unwrap_or_default();
    let mut end = usize::from(text.first() == Some(&b'-'));
    let whole = digits(after(end));
    if whole == 0 || whole > 1 && after(end).first() == Some(&b'0') {
        return None;
    }
    end += whole;
    if after(end).first() == Some(&b'.') {
        let fraction = digits(after(end + 1));
        end += 1 + (fraction > 0).then_some(fraction)?;
    }
    if let [b'e' | b'E', exponent @ ..] = after(end) {
        let signed = usize::from(matches!(exponent.first(), Some(b'+' | b'-')));
        let exponent = digits(after(end + 1 + signed));
        end += 1 + signed + (exponent > 0).then_some(exponent)?;
    }
    text.get(..end)
}

fn fault(error: &JiterError, base: usize) -> Fault {
    let index = base + error.index;
    let message = format!("invalid JSON: {}", error.error_type);
    Fault::new(Code::Syntax, message, "reading stopped here", index..index + 1)
}

/// Finds the bytes of a scalar; of an object or array its bracket.
fn span(bytes: &[u8], start: usize, peek: Peek) -> Range<usize> {
    match peek {
        Peek::String => quoted(bytes, start),
        Peek::Object | Peek::Array => start..start + 1,
        _ => {
            let rest = bytes.get(start..).unwrap_or_default();
            let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
            start..start + length
        }
    }
}

/// Finds the next quoted text at or after a position that is before it.
fn key_span<R: Receiver>(bytes: &[u8], from: usize) -> Range<usize> {
    if !R::SPANS {
        return from..from;
    }
    let rest = bytes.get(from..).unwrap_or_default();
    quoted(bytes, from + rest.iter().take_while(|byte| **byte != b'"').count())
}

fn quoted(bytes: &[u8], start: usize) -> Range<usize> {
    let mut end = start + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' => return start..end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    start..bytes.len()
}

#[cfg(test)]
mod tests {
    use super::super::{Input, load};
    use super::long_number;
    use crate::diagnostics::Diagnostics;

    #[test]
    fn numbers_have_as_many_digits_as_they_have() {
        let digits = "7".repeat(5_000);
        for literal in [digits.clone(), format!("-{digits}"), format!("{digits}.25"), format!("{digits}e-3")] {
            let text = format!("{{\"a\": [{literal}, 1], \"b\": {literal}}}");
            let mut diagnostics = Diagnostics::new();
            let tree = load(&[Input::text("a.json", text)], &[], &mut diagnostics).1.unwrap();
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            assert_eq!(tree.root().get("b").unwrap().number().unwrap().to_string(), literal);
            assert_eq!(tree.at("/a/1").unwrap().as_i64(), Some(1));
        }
        let mut diagnostics = Diagnostics::new();
        let broken = format!("{{\"a\": {digits}x}}");
        assert!(load(&[Input::text("a.json", broken)], &[], &mut diagnostics).1.is_none());
        assert!(diagnostics.has_errors());
    }

    #[test]
    fn only_numbers_are_long_numbers() {
        for (text, number) in [("12,", "12"), ("-1.50]", "-1.50"), ("1e5}", "1e5"), ("0 ", "0")] {
            assert_eq!(long_number(text.as_bytes(), 0), Some(number.as_bytes()));
        }
        for text in ["", "-", "01", "1.", "1e", "x"] {
            assert_eq!(long_number(text.as_bytes(), 0), None, "{text}");
        }
    }
}
