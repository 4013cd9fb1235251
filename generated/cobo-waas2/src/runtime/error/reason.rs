//! The server's own words on an error, for the text of an error: short, on one line, and without secrets.

use crate::runtime::json::{Kind, RawJson, ReadError, Reader};

/// The properties that hold a reason, the most specific first.
const PROPERTIES: [&str; 8] =
    ["error_description", "error_message", "message", "msg", "detail", "errors", "error", "title"];
/// How many characters of a reason are shown.
const LIMIT: usize = 200;
/// How many objects and arrays a reason may be inside of.
const DEPTH: usize = 4;

/// Finds the reason in the body of an error: a string, the strings of an array, or these in an object below.
///
/// `secrets` names the properties that the API description declares to be secret, which are never shown.
pub(crate) fn reason(body: &[u8], secrets: &[&str]) -> Option<String> {
    let reason = Search { secrets }.object(body, DEPTH)?;
    let mut shown = String::new();
    for (count, letter) in reason.trim().chars().enumerate() {
        if count == LIMIT {
            shown.push('…');
            break;
        }
        if is_shown(letter) { shown.push(letter) } else { shown.extend(letter.escape_default()) }
    }
    Some(shown)
}

/// Tells whether a character can change neither the line nor the direction of the text around it.
fn is_shown(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !letter.is_control() && !turns
}

struct Search<'s> {
    secrets: &'s [&'s str],
}

impl Search<'_> {
    fn object(&self, text: &[u8], depth: usize) -> Option<String> {
        let properties = properties(text).ok()?;
        let value = |name: &str| properties.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| value);
        let names = PROPERTIES.iter().filter(|name| !self.secrets.contains(*name));
        let reason =
            names.filter_map(|name| self.value(value(name)?, depth)).find(|reason| !reason.trim().is_empty())?;
        // FastAPI says beside a message which part of the request it is on.
        match value("loc").filter(|_| !self.secrets.contains(&"loc")).map(place) {
            Some(place) if !place.is_empty() => Some([&place, ": ", &reason].concat()),
            _ => Some(reason),
        }
    }

    fn value(&self, value: &RawJson, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        match kind(value)? {
            Kind::String => value.parse().ok(),
            Kind::Object => self.object(value.as_str().as_bytes(), depth),
            Kind::Array => {
                let mut joined = String::new();
                for reason in elements(value).iter().filter_map(|element| self.value(element, depth)) {
                    if !joined.is_empty() {
                        joined.push_str("; ");
                    }
                    joined.push_str(&reason);
                    if joined.len() > LIMIT * char::MAX.len_utf8() {
                        break;
                    }
                }
                Some(joined)
            }
            Kind::Null | Kind::Boolean | Kind::Number => None,
        }
    }
}

/// Reads the properties that a reason is looked for in.
fn properties(text: &[u8]) -> Result<Vec<(&'static str, RawJson)>, ReadError> {
    let mut reader = Reader::new(text)?;
    let mut found = Vec::new();
    reader.begin_object()?;
    while let Some(key) = reader.next_key()? {
        match PROPERTIES.iter().chain(&["loc"]).find(|name| **name == key) {
            Some(name) => found.push((*name, reader.raw()?.parse()?)),
            None => reader.skip()?,
        }
    }
    Ok(found)
}

/// Joins the names and numbers of a place in a request: `body.items.0`.
fn place(value: &RawJson) -> String {
    let part = |part: &RawJson| match kind(part)? {
        Kind::String => part.parse().ok(),
        Kind::Number => Some(part.as_str().to_owned()),
        Kind::Null | Kind::Boolean | Kind::Array | Kind::Object => None,
    };
    elements(value).iter().filter_map(part).collect::<Vec<String>>().join(".")
}

fn elements(value: &RawJson) -> Vec<RawJson> {
    value.parse().unwrap_or_default()
}

fn kind(value: &RawJson) -> Option<Kind> {
    Reader::new(value.as_str().as_bytes()).ok()?.kind().ok()
}
