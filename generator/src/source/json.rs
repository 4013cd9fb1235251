//! JSON text goes in, events come out.
//!
//! A pull parser, because it gives numbers as they are written (other readers turn an integer beyond 64 bits into a
//! floating-point value without a word), needs no recursion, and knows its position.

use std::ops::Range;

use jiter::{Jiter, JiterError, Peek};

use crate::diagnostics::Code;

use super::events::{Fault, Key, Receiver, Scalar};

/// Reads a whole text.
pub(super) fn read<R: Receiver>(text: &str, receiver: &mut R) -> Result<(), Fault> {
    let bytes = text.as_bytes();
    let mut jiter = Jiter::new(bytes);
    // For each object or array that is open, whether it is an object.
    let mut open: Vec<bool> = Vec::new();
    let mut peek = jiter.peek().map_err(|error| fault(&error))?;
    'value: loop {
        let start = jiter.current_index();
        let at = if R::SPANS { span(bytes, start, peek) } else { start..start + 1 };
        match peek {
            Peek::Object => {
                receiver.object(0, at)?;
                open.push(true);
                if let Some(key) = jiter.known_object().map_err(|error| fault(&error))? {
                    receiver.key(Key::Text(key), key_span::<R>(bytes, start))?;
                    peek = jiter.peek().map_err(|error| fault(&error))?;
                    continue 'value;
                }
                open.pop();
                receiver.end()?;
            }
            Peek::Array => {
                receiver.array(0, at)?;
                open.push(false);
                if let Some(first) = jiter.known_array().map_err(|error| fault(&error))? {
                    peek = first;
                    continue 'value;
                }
                open.pop();
                receiver.end()?;
            }
            Peek::String => {
                receiver.scalar(Scalar::Text(jiter.known_str().map_err(|error| fault(&error))?), 0, at)?;
            }
            Peek::True | Peek::False => {
                receiver.scalar(Scalar::Bool(jiter.known_bool(peek).map_err(|error| fault(&error))?), 0, at)?;
            }
            Peek::Null => {
                jiter.known_null().map_err(|error| fault(&error))?;
                receiver.scalar(Scalar::Null, 0, at)?;
            }
            _ => {
                let literal = jiter.known_number_bytes(peek).map_err(|error| fault(&error))?;
                receiver.scalar(Scalar::Number(std::str::from_utf8(literal).unwrap_or_default()), 0, at)?;
            }
        }
        loop {
            let before = jiter.current_index();
            match open.last() {
                None => break 'value,
                Some(true) => {
                    if let Some(key) = jiter.next_key().map_err(|error| fault(&error))? {
                        receiver.key(Key::Text(key), key_span::<R>(bytes, before))?;
                        peek = jiter.peek().map_err(|error| fault(&error))?;
                        continue 'value;
                    }
                }
                Some(false) => {
                    if let Some(next) = jiter.array_step().map_err(|error| fault(&error))? {
                        peek = next;
                        continue 'value;
                    }
                }
            }
            open.pop();
            receiver.end()?;
        }
    }
    jiter.finish().map_err(|error| fault(&error))
}

/// Tells whether a text is JSON although its name does not say so: an object, and well-formed.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{') && read(text, &mut Nobody).is_ok()
}

/// Takes events and does nothing.
struct Nobody;

impl Receiver for Nobody {
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

fn fault(error: &JiterError) -> Fault {
    let message = format!("this is not well-formed JSON: {}", error.error_type);
    Fault::new(Code::Syntax, message, "the reader stopped here", error.index..error.index + 1)
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
