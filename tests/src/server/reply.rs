//! Answers: status, headers and body flow in, the bytes that go over the wire flow out, signed or spoilt as a test wants it.

use std::fmt::Write as _;

use super::{SERVER_SEED, crypto};

/// The time that answers are signed with.
const TIMESTAMP: &str = "1718587017029";

/// An answer of the server; it is signed unless told otherwise.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    seal: Seal,
}

/// What an answer has for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// The right one.
    Signed,
    /// The right one, in headers that are spelled with underscores.
    SignedWithUnderscores,
    /// None at all.
    Missing,
    /// The right one, without the header that says when it was made.
    NoTimestamp,
    /// The right one, with a timestamp that is no number.
    NamedTimestamp,
    /// The right one, with another timestamp beside it.
    OtherTimestamp,
    /// One by another key.
    OtherKey,
    /// The right one of another body.
    OtherBody(&'static str),
    /// This text.
    Text(&'static str),
    /// Two signatures, the right one first.
    Twice,
}

impl Reply {
    /// Makes an answer with a body of JSON.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, body).header("content-type", "application/json")
    }

    /// Makes an answer with a page in HTML.
    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, body).header("content-type", "text/html")
    }

    /// Makes an answer with nothing but a body.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), seal: Seal::Signed }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the kind of signature.
    #[must_use]
    pub fn seal(mut self, seal: Seal) -> Self {
        self.seal = seal;
        self
    }

    /// Leaves the signature away.
    #[must_use]
    pub fn unsigned(self) -> Self {
        self.seal(Seal::Missing)
    }

    /// Returns what goes over the wire.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        if self.status != 204 {
            let _ = write!(head, "content-length: {}\r\n", self.body.len());
        }
        for (name, value) in self.headers.iter().cloned().chain(self.seals()) {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        format!("{head}\r\n{}", self.body).into_bytes()
    }

    fn seals(&self) -> Vec<(String, String)> {
        let sign = |seed, body: &str, timestamp| crypto::sign(seed, format!("{body}|{timestamp}").as_bytes());
        let own = || sign(SERVER_SEED, &self.body, TIMESTAMP);
        let (signatures, timestamp) = match self.seal {
            Seal::Missing => return Vec::new(),
            Seal::Signed | Seal::SignedWithUnderscores => (vec![own()], Some(TIMESTAMP)),
            Seal::NoTimestamp => (vec![own()], None),
            Seal::NamedTimestamp => (vec![sign(SERVER_SEED, &self.body, "now")], Some("now")),
            Seal::OtherTimestamp => (vec![own()], Some("1718587017030")),
            Seal::OtherKey => (vec![sign(super::APP_SEED, &self.body, TIMESTAMP)], Some(TIMESTAMP)),
            Seal::OtherBody(body) => (vec![sign(SERVER_SEED, body, TIMESTAMP)], Some(TIMESTAMP)),
            Seal::Text(text) => (vec![text.to_owned()], Some(TIMESTAMP)),
            Seal::Twice => (vec![own(), sign(SERVER_SEED, "other", TIMESTAMP)], Some(TIMESTAMP)),
        };
        let spelled = |name: &str| match self.seal {
            Seal::SignedWithUnderscores => name.replace('-', "_"),
            _ => name.to_owned(),
        };
        let signatures = signatures.into_iter().map(|signature| (spelled("biz-resp-signature"), signature));
        let timestamp = timestamp.map(|timestamp| (spelled("biz-timestamp"), timestamp.to_owned()));
        signatures.chain(timestamp).collect()
    }
}
