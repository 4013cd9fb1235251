//! Gets a document from its source: a URL or a file in; its text, or why it is refused, out.

#![cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "only URLs need it"))]

mod cache;
#[cfg(feature = "fetch")]
mod http;
mod links;
mod url;

use std::collections::BTreeMap;
use std::env::VarError;
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

pub(crate) use cache::Cache;
pub(crate) use links::links;
pub(crate) use url::{is_http_url, refused_url};

/// How large a document may be that is fetched, in bytes.
pub(crate) const MOST_BYTES: u64 = 64 << 20;

/// Says how long a document may take and how large it may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FetchLimits {
    pub(crate) time: Duration,
    pub(crate) bytes: u64,
}

/// Says why a document was not fetched. Neither headers nor values of environment variables are part of it.
#[derive(Debug)]
pub(crate) struct FetchError {
    /// The URL or the file.
    pub(crate) source: String,
    pub(crate) fault: Fault,
}

/// What is wrong with a source.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The URL is one that documents are not fetched from.
    Url(&'static str),
    /// A response with another status than 200 or 304.
    Status(u16),
    /// A redirect to a URL that is not followed.
    Redirect {
        status: u16,
        to: String,
        reason: &'static str,
    },
    TooManyRedirects,
    TimedOut(Duration),
    TooLarge(u64),
    Empty,
    Html,
    NotUtf8,
    /// The body is compressed, though the response does not say so.
    Compressed,
    /// The variable for a header cannot be used.
    Variable {
        name: String,
        reason: &'static str,
    },
    /// The system or the server failed.
    Failed(String),
    /// The library was built without the feature.
    #[cfg(not(feature = "fetch"))]
    Unsupported,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot fetch `{}`: ", crate::plan::visible(&self.source))?;
        match &self.fault {
            Fault::Url(reason) => f.write_str(reason),
            Fault::Status(status @ (401 | 403)) => write!(
                f,
                "the server responded with status {status}; name the variable with the credentials below `headers` of the document"
            ),
            Fault::Status(status) => write!(f, "the server responded with status {status}"),
            Fault::Redirect { status, to, reason } => write!(
                f,
                "the server responded with status {status}, a redirect to `{}` that is not followed: {reason}",
                crate::plan::visible(to)
            ),
            Fault::TooManyRedirects => write!(f, "more than {} redirects", url::MOST_REDIRECTS),
            Fault::TimedOut(time) => {
                write!(f, "it took longer than {} s; `--timeout` sets the limit", time.as_secs_f64())
            }
            Fault::TooLarge(bytes) => write!(f, "it has more than {bytes} bytes"),
            Fault::Empty => f.write_str("it is empty"),
            Fault::Html => f.write_str(
                "it is HTML, not an OpenAPI document; many documentation sites serve a page as Markdown at its URL with `.md`",
            ),
            Fault::NotUtf8 => f.write_str("it is not valid UTF-8"),
            Fault::Compressed => f.write_str("it is compressed; name a source that is not"),
            Fault::Variable { name, reason } => write!(f, "the environment variable `{name}` {reason}"),
            Fault::Failed(message) => f.write_str(&crate::plan::visible(message)),
            #[cfg(not(feature = "fetch"))]
            Fault::Unsupported => f.write_str("this build of signet has no feature `fetch`"),
        }
    }
}

impl std::error::Error for FetchError {}

/// Fetches documents.
#[derive(Debug)]
pub(crate) struct Fetcher<'a> {
    pub(crate) limits: FetchLimits,
    /// Where documents are kept with what tells whether they are still the newest.
    pub(crate) cache: Option<&'a Cache>,
}

impl Fetcher<'_> {
    /// Fetches a URL of a source. `headers` has names of environment variables by the names of headers, which no other
    /// origin than that of the source gets.
    pub(crate) fn url(
        &self,
        url: &str,
        source: &str,
        headers: &BTreeMap<String, String>,
    ) -> Result<String, FetchError> {
        let none = BTreeMap::new();
        let headers = if url::have_one_origin(url, source) { headers } else { &none };
        let fetched = self.download(url, headers).and_then(text);
        fetched.map_err(|fault| FetchError { source: url.to_owned(), fault })
    }

    /// Reads a file; `name` is what errors call it.
    pub(crate) fn file(&self, name: &str, path: &Path) -> Result<String, FetchError> {
        let read = || {
            let mut bytes = Vec::new();
            let found = std::fs::metadata(path)?;
            if !found.is_file() {
                // Reading a pipe would wait for its writer.
                return Err(std::io::Error::other("it is not a regular file"));
            }
            let file = File::open(path)?;
            file.take(self.limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let read = read().map_err(|error: std::io::Error| Fault::Failed(error.to_string()));
        let checked = read.and_then(|bytes| match u64::try_from(bytes.len()) {
            Ok(length) if length <= self.limits.bytes => text(bytes),
            _ => Err(Fault::TooLarge(self.limits.bytes)),
        });
        checked.map_err(|fault| FetchError { source: name.to_owned(), fault })
    }

    #[cfg(feature = "fetch")]
    fn download(&self, url: &str, headers: &BTreeMap<String, String>) -> Result<Vec<u8>, Fault> {
        let mut values = Vec::new();
        for (header, variable) in headers {
            values.push((header.as_str(), value(variable)?));
        }
        let cached = self.cache.and_then(|cache| cache.get(url));
        match http::get(url, &values, cached.as_ref().map(|cached| &cached.validators), self.limits)? {
            http::Response::New { bytes, validators } => {
                if let Some(cache) = self.cache {
                    // A document that cannot be kept is transferred again.
                    let _ = cache.put(url, &validators, &bytes);
                }
                Ok(bytes)
            }
            http::Response::Unchanged => cached.map(|cached| cached.bytes).ok_or(Fault::Status(304)),
        }
    }

    #[cfg(not(feature = "fetch"))]
    #[allow(clippy::unused_self, reason = "the build with the feature needs it")]
    fn download(&self, _: &str, _: &BTreeMap<String, String>) -> Result<Vec<u8>, Fault> {
        Err(Fault::Unsupported)
    }
}

/// Reads the value of a variable, which is shown nowhere.
fn value(variable: &str) -> Result<String, Fault> {
    let fault = |reason| Fault::Variable { name: variable.to_owned(), reason };
    match std::env::var(variable) {
        Ok(value) if value.is_empty() => Err(fault("is empty")),
        Ok(value) => Ok(value),
        Err(VarError::NotPresent) => Err(fault("is not set")),
        Err(VarError::NotUnicode(_)) => Err(fault("is not valid UTF-8")),
    }
}

/// Refuses what cannot be a document, whatever it is called.
fn text(bytes: Vec<u8>) -> Result<String, Fault> {
    // gzip, zstd, zip.
    let is_compressed = |sign: &&[u8]| bytes.starts_with(sign);
    if [&b"\x1f\x8b"[..], b"\x28\xb5\x2f\xfd", b"PK\x03\x04"].iter().any(is_compressed) {
        return Err(Fault::Compressed);
    }
    let text = String::from_utf8(bytes).map_err(|_| Fault::NotUtf8)?;
    let start = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    if start.is_empty() {
        return Err(Fault::Empty);
    }
    let start: String = start.chars().take(9).flat_map(char::to_lowercase).collect();
    if ["<!doctype", "<html", "<?xml", "<head", "<body"].iter().any(|tag| start.starts_with(tag)) {
        return Err(Fault::Html);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetcher(bytes: u64) -> Fetcher<'static> {
        Fetcher { limits: FetchLimits { time: Duration::from_secs(1), bytes }, cache: None }
    }

    #[test]
    fn reads_files_that_can_be_documents() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        for (bytes, expected) in [
            (&b"openapi: 3.1.0"[..], Ok("openapi: 3.1.0")),
            (b"", Err("cannot fetch `a.yaml`: it is empty")),
            (b"\xef\xbb\xbf \n", Err("cannot fetch `a.yaml`: it is empty")),
            (b"\n<!DOCTYPE html>", Err("cannot fetch `a.yaml`: it is HTML, not an OpenAPI document; many")),
            (b"\xff", Err("cannot fetch `a.yaml`: it is not valid UTF-8")),
            (b"\x1f\x8b\x08", Err("cannot fetch `a.yaml`: it is compressed; name a source that is not")),
            (b"openapi: 3.1.0 # and more", Err("cannot fetch `a.yaml`: it has more than 20 bytes")),
        ] {
            std::fs::write(&path, bytes).unwrap();
            match (fetcher(20).file("a.yaml", &path).map_err(|error| error.to_string()), expected) {
                (Ok(text), Ok(expected)) => assert_eq!(text, expected),
                (Err(error), Err(expected)) => assert!(error.starts_with(expected), "{error}"),
                (found, _) => panic!("{found:?}"),
            }
        }
        let error = fetcher(20).file("b.yaml", &folder.path().join("b.yaml")).unwrap_err().to_string();
        assert!(error.starts_with("cannot fetch `b.yaml`: No such file"), "{error}");
        let mut irregular = vec![folder.path().to_owned()];
        if cfg!(unix) {
            irregular.push("/dev/zero".into());
        }
        for path in irregular {
            let error = fetcher(20).file("b.yaml", &path).unwrap_err().to_string();
            assert_eq!(error, "cannot fetch `b.yaml`: it is not a regular file");
        }
    }
}
