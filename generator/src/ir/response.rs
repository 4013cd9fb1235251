//! What a call answers.

use super::{Codec, MediaType, TypeId};

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
        responses.for_each(|response| response.media.clear());
    }

    /// Walks the answers that mean success. Where none says so, the default one does.
    pub fn successes(&self) -> impl Iterator<Item = (Option<StatusPattern>, &Response)> {
        let documented = self.by_status.iter().any(|(pattern, _)| pattern.is_success());
        let default = self.default.iter().filter(move |_| !documented).map(|response| (None, response));
        let by_status = self.by_status.iter().filter(|(pattern, _)| pattern.is_success());
        by_status.map(|(pattern, response)| (Some(*pattern), response)).chain(default)
    }

    /// What successes hold, each once, in the document's order; none: a success without a body.
    #[must_use]
    pub fn outputs(&self) -> Vec<Option<Content>> {
        let mut outputs = Vec::new();
        for (_, response) in self.successes() {
            let content = response.content();
            if !outputs.contains(&content) {
                outputs.push(content);
            }
        }
        outputs
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
        let by_status = self.by_status.iter().filter(|(pattern, _)| !pattern.is_success());
        let default = self.default.iter().map(|response| (None, response));
        by_status.map(|(pattern, response)| (Some(*pattern), response)).chain(default)
    }
}

/// The error bodies that some operations document.
#[derive(Clone, Debug)]
pub struct ErrorSet {
    /// The bodies, each once, in the order of the first operation's statuses.
    pub bodies: Vec<TypeId>,
}

/// One documented answer.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// The forms that its body may take; none: it has no body.
    pub media: Vec<MediaType>,
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

    /// The type of its body, if it has one that is more than text or bytes.
    #[must_use]
    pub fn body(&self) -> Option<TypeId> {
        self.preferred().filter(|media| !media.codec.is_stream())?.ty
    }

    /// What a program reads that takes all of the body at once; none: it has no body.
    #[must_use]
    pub fn content(&self) -> Option<Content> {
        let media = self.preferred()?;
        Some(match (self.body(), media.codec) {
            (Some(ty), _) => Content::Typed(ty),
            (None, Codec::Text | Codec::EventStream) => Content::Text,
            (None, _) => Content::Bytes,
        })
    }
}

/// What a program reads of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A value.
    Typed(TypeId),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
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
}
