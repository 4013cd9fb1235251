//! What a call answers.

use indexmap::IndexMap;

use super::{Codec, Content, MediaType, TypeId};

/// The documented answers of a call.
#[derive(Clone, Debug, Default)]
pub struct Responses {
    /// Answers by status, in the document's order.
    pub by_status: Vec<(StatusPattern, Response)>,
    /// The answer for every other status.
    pub default: Option<Response>,
}

impl Responses {
    /// Walks all documented answers.
    pub fn all(&self) -> impl Iterator<Item = &Response> {
        self.by_status.iter().map(|(_, response)| response).chain(&self.default)
    }

    /// Leaves status and headers: responses to `HEAD` describe a body that they do not have (RFC 9110, section 9.3.2).
    pub fn drop_bodies(&mut self) {
        let responses = self.by_status.iter_mut().map(|(_, response)| response).chain(&mut self.default);
        responses.for_each(|response| {
            response.media.clear();
            response.unread.clear();
        });
    }

    /// Walks the responses that mean success. The default one is among them where no other is, and where it has no body:
    /// it covers 204 then.
    pub fn successes(&self) -> impl Iterator<Item = (Option<StatusPattern>, &Response)> {
        let documented = self.by_status.iter().any(|(pattern, _)| pattern.is_success());
        let default = self.default.iter().filter(move |response| !documented || response.media.is_empty());
        let default = default.map(|response| (None, response));
        let by_status = self.by_status.iter().filter(|(pattern, _)| pattern.is_success());
        by_status.map(|(pattern, response)| (Some(*pattern), response)).chain(default)
    }

    /// Walks the responses that mean success and have a body, to change them.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Response> {
        let documented = self.by_status.iter().any(|(pattern, _)| pattern.is_success());
        let default = self.default.iter_mut().filter(move |_| !documented);
        let by_status = self.by_status.iter_mut().filter(|(pattern, _)| pattern.is_success());
        by_status.map(|(_, response)| response).chain(default).filter(|response| !response.media.is_empty())
    }

    /// The stream that a success may be.
    #[must_use]
    pub fn stream(&self) -> Option<&MediaType> {
        self.successes().flat_map(|(_, response)| &response.media).find(|media| media.codec.is_stream())
    }

    /// Says whether a success is that stream and nothing else.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        let mut preferred = self.successes().filter_map(|(_, response)| response.preferred());
        let stream = self.stream().map(|stream| (stream.codec, stream.ty));
        stream.is_some() && preferred.all(|media| Some((media.codec, media.ty)) == stream)
    }

    /// Lists the documented headers, each name once: headers have no case.
    #[must_use]
    pub fn headers(&self) -> Vec<&ResponseHeader> {
        let mut headers: Vec<&ResponseHeader> = Vec::new();
        for header in self.all().flat_map(|response| &response.headers) {
            if !headers.iter().any(|known| known.name.eq_ignore_ascii_case(&header.name)) {
                headers.push(header);
            }
        }
        headers
    }

    /// Walks the answers that mean failure, the default one last.
    pub fn errors(&self) -> impl Iterator<Item = (Option<StatusPattern>, &Response)> {
        let by_status = self.by_status.iter().filter(|(pattern, _)| pattern.is_failure());
        let default = self.default.iter().map(|response| (None, response));
        by_status.map(|(pattern, response)| (Some(*pattern), response)).chain(default)
    }
}

/// The error bodies that the operations of a tag document.
#[derive(Clone, Debug, Default)]
pub struct ErrorSet {
    /// The tag, which is the first one of each operation; none: they have no tag.
    pub tag: Option<String>,
    /// The bodies by their keys. First those that are recognized by their shape, the one
    /// that demands most of it before others.
    pub bodies: IndexMap<String, Content>,
    /// How many of the bodies, the first ones, are recognized by their shape; the others are any JSON, text or bytes.
    pub recognized: usize,
}

/// One documented answer.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// The forms of its body that programs read; none: it has no body.
    pub media: Vec<MediaType>,
    /// The forms of its body that programs do not read: other spellings of the value that they read, and what the method of
    /// a released crate did not read.
    pub unread: Vec<MediaType>,
    /// The headers that it may have.
    pub headers: Vec<ResponseHeader>,
}

/// A documented header of an answer; its value is written in the simple style.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub ty: TypeId,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// Whether programs should no longer rely on it.
    pub deprecated: bool,
}

impl Response {
    /// The form of its body that is asked for, if it has one.
    #[must_use]
    pub fn preferred(&self) -> Option<&MediaType> {
        super::body::preferred(&self.media)
    }

    /// Lists the forms of its body that a program reads which takes all of it at once, the preferred one first. A stream is
    /// among them only where nothing else is.
    #[must_use]
    pub fn readable(&self) -> Vec<&MediaType> {
        let mut readable: Vec<&MediaType> = self.media.iter().collect();
        readable.sort_by_key(|media| media.codec);
        let is_stream = readable.first().is_some_and(|first| first.codec.is_stream());
        readable.retain(|media| media.codec.is_stream() == is_stream);
        readable
    }
}

impl MediaType {
    /// What a program reads that takes all of a body of this form at once.
    #[must_use]
    pub const fn content(&self) -> Content {
        match (self.ty, self.codec) {
            (Some(ty), Codec::Json | Codec::Form) => Content::Typed(ty),
            (_, Codec::Text | Codec::EventStream) => Content::Text,
            _ => Content::Bytes,
        }
    }
}

/// The statuses for which an answer is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Exact(u16),
    /// A hundred of them: `4XX` is `Class(4)`.
    Class(u8),
}

impl StatusPattern {
    /// Says whether the statuses mean success.
    #[must_use]
    pub const fn is_success(self) -> bool {
        match self {
            Self::Exact(status) => status >= 200 && status < 300,
            Self::Class(class) => class == 2,
        }
    }

    /// Says whether the statuses end a call without success; informational ones do not end it.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        match self {
            Self::Exact(status) => status >= 300,
            Self::Class(class) => class >= 3,
        }
    }
}
