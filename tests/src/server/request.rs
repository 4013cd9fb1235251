//! Requests: bytes flow in as they come over the wire, a record flows out that says whether the request is properly signed.

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use super::{APP_KEY, crypto};

/// A request as it was received.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// Path and query, as written in the request line.
    pub target: String,
    /// The headers, as written.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What is wrong with the signature, if anything is.
    pub verdict: Result<(), &'static str>,
}

impl Recorded {
    /// Returns the value of a header that must be there once.
    pub fn header(&self, name: &str) -> &str {
        self.single(name).unwrap_or_else(|| panic!("not one header `{name}` in {:?}", self.headers))
    }

    /// Returns the body as text.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    fn single(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// Checks the signature over what arrived, byte for byte.
    fn check(&self) -> Result<(), &'static str> {
        let key = self.single("biz-api-key").ok_or("not one key")?;
        let nonce = self.single("biz-api-nonce").ok_or("not one nonce")?;
        let signature = self.single("biz-api-signature").ok_or("not one signature")?;
        if key != APP_KEY {
            return Err("the key is not known");
        }
        if nonce.is_empty() || !nonce.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("the nonce is no number");
        }
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut text = format!("{}|{path}|{nonce}|{query}|", self.method).into_bytes();
        text.extend_from_slice(&self.body);
        if crypto::is_signed(key, signature, &text) { Ok(()) } else { Err("the signature does not match") }
    }
}

/// Reads the next request of a connection; `received` keeps what was read too far. None: the client hung up, or does not
/// speak HTTP/1.1.
pub(super) async fn read(stream: &mut TcpStream, received: &mut Vec<u8>) -> Option<Recorded> {
    let head_length = loop {
        if let Some(at) = received.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        receive(stream, received).await?;
    };
    let head: Vec<u8> = received.drain(..head_length).collect();
    let mut request = parse(str::from_utf8(&head).ok()?)?;
    let length = match request.single("content-length") {
        Some(length) => length.parse().ok()?,
        None => 0,
    };
    while received.len() < length {
        receive(stream, received).await?;
    }
    request.body = received.drain(..length).collect();
    request.verdict = request.check();
    Some(request)
}

async fn receive(stream: &mut TcpStream, received: &mut Vec<u8>) -> Option<()> {
    let count = stream.read_buf(received).await.ok()?;
    (count > 0).then_some(())
}

fn parse(head: &str) -> Option<Recorded> {
    let mut lines = head.split_terminator("\r\n").take_while(|line| !line.is_empty());
    let mut request_line = lines.next()?.split(' ');
    let (method, target) = (request_line.next()?, request_line.next()?);
    if request_line.next() != Some("HTTP/1.1") || request_line.next().is_some() {
        return None;
    }
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    Some(Recorded {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: lines.map(header).collect::<Option<_>>()?,
        body: Vec::new(),
        verdict: Err("not checked"),
    })
}
