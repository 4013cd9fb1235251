//! Finds the path of an offset, such as `$.a[3].b`.
//!
//! This runs only when an error is shown. The text before the offset is known to be JSON; if it is not, the path is
//! wrong.

use std::fmt::Write as _;

use crate::runtime::json::Reader;

/// Keys longer than this are cut in a path, because a map's keys are data.
const LONGEST_KEY: usize = 64;

/// A value that the offset is in.
enum Frame {
    Object {
        key: Option<String>,
        /// The value of `key` is before the offset, so that the key is not part of the path.
        done: bool,
    },
    Array {
        index: usize,
    },
}

/// Returns the path of the value at `offset`: `$` is the document, `.a` a property, `[3]` the fourth element.
pub fn path_at(text: &[u8], offset: usize) -> String {
    let mut frames = Vec::new();
    let mut at = 0;
    while at < offset {
        let Some(&byte) = text.get(at) else { break };
        at += 1;
        match byte {
            b'{' => frames.push(Frame::Object { key: None, done: false }),
            b'[' => frames.push(Frame::Array { index: 0 }),
            b'}' | b']' => {
                frames.pop();
                finish_value(&mut frames);
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object { key, done }) => (*key, *done) = (None, false),
                Some(Frame::Array { index }) => *index += 1,
                None => (),
            },
            b'"' => {
                let end = string_end(text, at);
                match frames.last_mut() {
                    Some(Frame::Object { key: key @ None, .. }) => {
                        let quoted = text.get(at - 1..=end).unwrap_or_default();
                        *key = Some(Reader::parse(quoted).unwrap_or_default());
                    }
                    _ if end < offset => finish_value(&mut frames),
                    _ => (),
                }
                at = end + 1;
            }
            b' ' | b'\n' | b'\r' | b'\t' | b':' => (),
            _ => {
                let rest = text.get(at..).unwrap_or_default();
                at += rest.iter().take_while(|byte| !b",]} \n\r\t".contains(byte)).count();
                if at <= offset {
                    finish_value(&mut frames);
                }
            }
        }
    }
    render(&frames)
}

fn finish_value(frames: &mut [Frame]) {
    if let Some(Frame::Object { done, .. }) = frames.last_mut() {
        *done = true;
    }
}

/// Returns the offset of the quote that ends the string whose text starts at `at`.
fn string_end(text: &[u8], mut at: usize) -> usize {
    loop {
        match text.get(at) {
            None | Some(b'"') => return at,
            Some(b'\\') => at += 2,
            Some(_) => at += 1,
        }
    }
}

fn render(frames: &[Frame]) -> String {
    let mut path = "$".to_owned();
    for frame in frames {
        // Writing into a string does not fail.
        let _ = match frame {
            Frame::Array { index } => write!(path, "[{index}]"),
            Frame::Object { key: Some(key), done: false } if is_name(key) => write!(path, ".{key}"),
            Frame::Object { key: Some(key), done: false } => {
                let shown: String = key.chars().take(LONGEST_KEY).collect();
                let cut = if shown.len() < key.len() { "…" } else { "" };
                write!(path, "[\"{}{cut}\"]", shown.escape_debug())
            }
            Frame::Object { .. } => Ok(()),
        };
    }
    path
}

fn is_name(key: &str) -> bool {
    let mut bytes = key.bytes();
    key.len() <= LONGEST_KEY
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
