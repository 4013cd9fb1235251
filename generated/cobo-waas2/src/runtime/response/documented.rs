//! The responses that a document describes, and which of them a received response is by its status and content type.

use std::ops::Range;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::runtime::operation::Operation;

/// `Documented` is a response that the document describes: its status, the content type of its body (empty: it has none), and
/// the number of that body among those of the output or error type.
///
/// A status with several content types has an entry for each, the preferred one first.
pub type Documented = (Status, &'static str, usize);

/// `Status` is a pattern of documented statuses; the most specific one that fits a status decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// A hundred of them: `Class(4)` is 400 to 499.
    Class(u8),
    /// The document's `default`: each 2xx among the successes, each status that no success covers among the errors.
    ///
    /// A document's only response is often its `default`; that must not turn a 500 into a success.
    Any,
}

/// The statuses that [`Status::Any`] covers among the successes.
const SUCCESSES: Range<u16> = 200..300;
/// The statuses that it covers among the errors.
const ALL: Range<u16> = 200..u16::MAX;

/// What the document says about a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expectation {
    Success,
    Error,
    /// Neither a documented success nor an error by its number.
    Undocumented,
}

impl Operation {
    /// Returns what the document says about `status`.
    pub(crate) fn expectation(&self, status: u16) -> Expectation {
        let rank = |list: &[Documented], any| list.iter().filter_map(|(each, ..)| each.rank(status, any)).max();
        match (rank(self.success, &SUCCESSES), rank(self.errors, &ALL)) {
            (Some(success), Some(error)) if error > success => Expectation::Error,
            (Some(_), _) => Expectation::Success,
            (None, Some(_)) => Expectation::Error,
            (None, None) if status >= 400 => Expectation::Error,
            (None, None) => Expectation::Undocumented,
        }
    }

    /// Returns the number of the body that a success has; where its content type is not documented, of the preferred one.
    pub(crate) fn success_body(&self, status: u16, headers: &HeaderMap) -> usize {
        let documented = of_status(self.success, status, &SUCCESSES);
        let chosen = fitting(&documented, headers).or_else(|| documented.first().copied());
        chosen.map_or(0, |(.., body)| *body)
    }

    /// Returns the index of the body by which an undocumented 2xx is decoded: that of the only documented success, if
    /// the content type matches. Part of a body (206) is never decoded.
    pub(crate) fn only_success(&self, status: u16, headers: &HeaderMap) -> Option<usize> {
        let (.., only) = self.success.first()?;
        let is_only = self.success.iter().all(|(.., body)| body == only);
        let is_whole = SUCCESSES.contains(&status) && status != StatusCode::PARTIAL_CONTENT.as_u16();
        let fits = |documented: &str| match media_type(headers) {
            // JSON is recognized by reading it; a page where no body is documented is the page of a proxy or a login.
            Some(received) => match Format::of(documented) {
                Format::Json => true,
                Format::Text | Format::Bytes if documented.is_empty() => !is_page(received),
                Format::Text | Format::Bytes => fit(documented, received).is_some(),
            },
            None => true,
        };
        (is_only && is_whole && self.success.iter().any(|(_, content_type, _)| fits(content_type))).then_some(*only)
    }

    /// Returns whether a response is a success by its status and content type, before its body is read. `default` can
    /// also describe an undocumented success, unless the content type is that of the error.
    pub(crate) fn may_be_success(&self, status: u16, headers: &HeaderMap) -> bool {
        let is_only = || self.only_success(status, headers).is_some();
        match self.expectation(status) {
            Expectation::Success => true,
            Expectation::Undocumented => is_only(),
            Expectation::Error => fitting(&of_status(self.errors, status, &ALL), headers).is_none() && is_only(),
        }
    }

    /// Returns the index of the error body for a status and content type.
    ///
    /// JSON is expected under every content type, since servers send it under wrong ones. Text and bytes are not, so
    /// that the HTML page of a proxy is not mistaken for a documented error.
    pub(crate) fn error_body(&self, status: u16, headers: &HeaderMap) -> Option<usize> {
        let documented = of_status(self.errors, status, &ALL);
        let json = || documented.iter().copied().find(|(_, content_type, _)| Format::of(content_type) == Format::Json);
        fitting(&documented, headers).or_else(json).map(|(.., body)| *body)
    }
}

impl Status {
    /// Returns how specifically this pattern fits `status`, `any` being the statuses that [`Status::Any`] covers here.
    fn rank(self, status: u16, any: &Range<u16>) -> Option<u8> {
        match self {
            Self::Exact(exact) => (exact == status).then_some(2),
            Self::Class(class) => (u16::from(class) == status / 100).then_some(1),
            Self::Any => any.contains(&status).then_some(0),
        }
    }
}

/// Lists the responses whose pattern fits a status most specifically.
fn of_status(list: &'static [Documented], status: u16, any: &Range<u16>) -> Vec<&'static Documented> {
    let best = list.iter().filter_map(|(each, ..)| each.rank(status, any)).max();
    list.iter().filter(|(each, ..)| best.is_some() && each.rank(status, any) == best).collect()
}

/// Returns the response whose content type fits best; the first one where the server names none.
fn fitting(documented: &[&'static Documented], headers: &HeaderMap) -> Option<&'static Documented> {
    let Some(received) = media_type(headers) else {
        return documented.first().copied();
    };
    let fit = |each: &&'static Documented| Some((fit(each.1, received)?, *each));
    // Of equals, the first one.
    documented.iter().rev().filter_map(fit).max_by_key(|(fit, _)| *fit).map(|(_, each)| each)
}

/// Returns how well a received media type fits a documented one, which may be a range.
fn fit(documented: &str, received: &str) -> Option<u8> {
    let documented = essence(documented);
    if documented.eq_ignore_ascii_case(received) {
        return Some(3);
    }
    if documented == "*/*" {
        return Some(1);
    }
    if let Some(family) = documented.strip_suffix("/*") {
        let received = received.split('/').next().unwrap_or_default();
        return family.eq_ignore_ascii_case(received).then_some(2);
    }
    // Proxies send HTML; it is what the API says only where that is documented.
    (!documented.is_empty() && !is_page(received) && Format::of(documented) == Format::of(received)).then_some(0)
}

fn is_page(media_type: &str) -> bool {
    media_type.eq_ignore_ascii_case("text/html")
}

/// `Format` is how a body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Text,
    Bytes,
}

impl Format {
    /// Returns the format of a content type.
    pub(crate) fn of(content_type: &str) -> Self {
        let (family, name) = essence(content_type).split_once('/').unwrap_or_default();
        let suffix = name.rsplit('+').next().unwrap_or_default();
        if suffix.eq_ignore_ascii_case("json") {
            Self::Json
        } else if family.eq_ignore_ascii_case("text") {
            Self::Text
        } else {
            Self::Bytes
        }
    }
}

/// Returns the media type of a response without its parameters, if it names one.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let named = essence(headers.get(CONTENT_TYPE)?.to_str().ok()?);
    (!named.is_empty()).then_some(named)
}

fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}
