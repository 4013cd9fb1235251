//! Documented headers of responses: the headers as received flow in, typed values flow out.

use std::fmt;
use std::str::FromStr;

use http::HeaderMap;

/// A header whose value does not match the document. It does not show the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
}

impl HeaderError {
    /// Returns the header's name.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` does not match the document", self.name)
    }
}

impl std::error::Error for HeaderError {}

/// Reads the first header of a name, if there is one.
#[doc(hidden)]
pub fn header<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, HeaderError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    read(value.as_bytes(), name).map(Some)
}

/// Reads the elements of a list, which may be in several headers of one name.
#[doc(hidden)]
pub fn header_list<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Result<Option<Vec<T>>, HeaderError> {
    if !headers.contains_key(name) {
        return Ok(None);
    }
    let values = headers.get_all(name).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let items = values.map(<[u8]>::trim_ascii).filter(|item| !item.is_empty());
    items.map(|item| read(item, name)).collect::<Result<_, _>>().map(Some)
}

fn read<T: FromStr>(value: &[u8], name: &'static str) -> Result<T, HeaderError> {
    let text = std::str::from_utf8(value.trim_ascii()).ok();
    text.and_then(|text| text.parse().ok()).ok_or(HeaderError { name })
}
