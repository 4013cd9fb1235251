//! Idempotency keys.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::error::RequestFault;
use crate::runtime::json::{Kind, ReadError, Reader, Writer};
use crate::runtime::system::random::{Random, uuid};

/// `Idempotency` is where an operation has its idempotency key.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// In a header of this name.
    Header(&'static str),
    /// In a property of the JSON body with this name.
    Property(&'static str),
}

/// The server's response to a request with a known idempotency key.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// The response to the first request, so that the repetition does no harm.
    SameResponse,
    /// An error, which would hide that the first request was processed.
    Rejected,
}

impl Idempotency {
    /// Adds a key to a request, and returns whether it has one. An empty key that the program set is no key.
    pub(crate) fn fill(
        self,
        headers: &mut HeaderMap,
        body: &mut Bytes,
        random: Option<&dyn Random>,
    ) -> Result<bool, RequestFault> {
        match self {
            Self::Header(name) => {
                let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestFault::HeaderName)?;
                if let Some(value) = headers.get(&parsed) {
                    return Ok(!value.is_empty());
                }
                let key = uuid(random.ok_or(RequestFault::NoRandom(name))?);
                let value = HeaderValue::try_from(key).map_err(|_| RequestFault::HeaderValue(name.into()))?;
                headers.insert(parsed, value);
            }
            Self::Property(name) => match property(body, name) {
                Found::Key => {}
                Found::NoKey => return Ok(false),
                Found::Place { at, is_empty } => {
                    let key = uuid(random.ok_or(RequestFault::NoRandom(name))?);
                    *body = inserted(body.get(at..).unwrap_or_default(), name, &key, is_empty)?;
                }
            },
        }
        Ok(true)
    }
}

enum Found {
    /// The property is a string.
    Key,
    /// The property is empty, or the body is not an object.
    NoKey,
    /// It can be written at this place, behind the brace of an object that may be empty.
    Place { at: usize, is_empty: bool },
}

/// Looks for a property of the object that `body` is.
fn property(body: &[u8], name: &str) -> Found {
    let found = || {
        let mut reader = Reader::new(body)?;
        reader.begin_object()?;
        let at = reader.offset();
        let mut is_empty = true;
        while let Some(key) = reader.next_key()? {
            is_empty = false;
            if key != name {
                reader.skip()?;
                continue;
            }
            let is_text = reader.kind()? == Kind::String && !reader.string()?.is_empty();
            return Ok(if is_text { Found::Key } else { Found::NoKey });
        }
        Ok::<_, ReadError>(Found::Place { at, is_empty })
    };
    found().unwrap_or(Found::NoKey)
}

/// Writes a property in front of the `rest` of an object, which is what follows its brace.
fn inserted(rest: &[u8], name: &str, key: &str, is_empty: bool) -> Result<Bytes, RequestFault> {
    let mut writer = Writer::new();
    writer.begin_object();
    writer.key(name);
    writer.string(key);
    let mut text = writer.finish().map_err(RequestFault::Body)?;
    text.extend_from_slice(if is_empty { b"" } else { b"," });
    text.extend_from_slice(rest);
    Ok(Bytes::from(text))
}
