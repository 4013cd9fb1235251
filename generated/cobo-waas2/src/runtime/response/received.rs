//! What came back: a received and verified response flows in, the operation's output or its error flows out.

use std::any::Any;
use std::fmt;

use bytes::{Buf as _, Bytes};
use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LOCATION, CONTENT_TYPE, COOKIE, LOCATION, PROXY_AUTHORIZATION, REFERER,
    SET_COOKIE,
};
use http::{HeaderMap, HeaderName, StatusCode};

use crate::runtime::auth::credential::Verification;
use crate::runtime::error::attempt::EarlierAttempts;
use crate::runtime::error::reason::reason;
use crate::runtime::error::{ApiError, DecodeError, Error, Failure, UnexpectedResponse};
use crate::runtime::json::{Extent, Misfit, ReadError};
use crate::runtime::operation::{ErrorBody, Op, Operation, Output};
use crate::runtime::response::content::Content;
use crate::runtime::response::documented::{Expectation, Format, media_type};
use crate::runtime::stream::byte_stream::ByteStream;
use crate::runtime::transport::interface::ResponseBody;

/// A response with its status and headers.
#[non_exhaustive]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, decoded by `send_with_response`, as received by `send_raw`, still arriving by `send_stream`.
    pub body: T,
    /// How far the response can be trusted.
    pub verification: Verification,
    /// What a lenient reading left out of the body; see [`Reading`](crate::runtime::response::content::Reading).
    pub misfits: Vec<Misfit>,
}

/// A whole response, verified if necessary.
pub(crate) struct Received {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) verification: Verification,
    /// The earlier attempts.
    pub(crate) earlier: EarlierAttempts,
    /// What may be left out of the body when it is read; `None`: nothing.
    pub(crate) lenient: Option<Extent>,
    /// The properties of the operation's error bodies that are secret.
    pub(crate) secrets: &'static [&'static str],
    /// The body of a success that is still arriving; `body` is empty then.
    pub(crate) stream: Option<ByteStream>,
}

/// Decodes a response into what its operation documents; the only step of a call that is compiled once per operation.
pub(crate) fn decode<O: Op>(received: Received) -> Result<Response<O::Output>, Error<O::Error>> {
    decode_as(received, O::decode, O::absent)
}

/// Decodes a response with the readers of an output.
pub(crate) fn decode_as<T: Output, E: ErrorBody>(
    mut received: Received,
    decode: fn(usize, &mut Content<'_>) -> Result<T, ReadError>,
    absent: fn() -> Option<T>,
) -> Result<Response<T>, Error<E>> {
    if let Some(open) = T::STREAM {
        return opened(received, open);
    }
    let status = received.status.as_u16();
    let nothing = if received.has_no_body() { absent() } else { None };
    match (received.operation.expectation(status), nothing) {
        (Expectation::Success, Some(body)) => return Ok(received.answer(body)),
        // The `default` response covers a success that is not declared; without a body, it is none of the error bodies.
        (Expectation::Error, Some(body)) if received.status.is_success() => return Ok(received.answer(body)),
        (Expectation::Success, None) => {}
        (Expectation::Undocumented, nothing) => return undocumented(received, decode, nothing),
        (Expectation::Error, nothing) => {
            return match failure(received) {
                // The `default` error covers a success that is not declared, and is not what came.
                Error::Unexpected(response) if response.status().is_success() => {
                    undocumented(response.into_received(), decode, nothing)
                }
                error => Err(error),
            };
        }
    }
    if received.coding().is_some() {
        return Err(received.unexpected().widen());
    }
    let index = received.operation.success_body(status, &received.headers);
    match received.read(|content| decode(index, content)) {
        Ok((body, misfits)) => Ok(Response { misfits, ..received.answer(body) }),
        Err(_) if received.has_no_body() => Err(received.unexpected().widen()),
        Err(_) if received.drop_mark() => decode_as(received, decode, absent),
        Err(error) => Err(received.misfit(error).widen()),
    }
}

/// Decodes the body of any 2xx, whatever the document says. An empty body is an empty text.
#[cfg(feature = "serde_json")]
pub(crate) fn read_success<T, E: ErrorBody>(
    mut received: Received,
    read: impl Fn(&[u8]) -> Result<T, ReadError>,
) -> Result<T, Error<E>> {
    if !received.status.is_success() {
        return Err(failure(received));
    }
    if received.coding().is_some() {
        return Err(received.unexpected().widen());
    }
    match read(&received.text()) {
        Ok(value) => Ok(value),
        Err(_) if received.has_no_body() => Err(received.unexpected().widen()),
        Err(_) if received.drop_mark() => read_success(received, read),
        Err(error) => Err(received.misfit(error).widen()),
    }
}

/// Decodes an undocumented status: a success as the only documented one, if its body matches.
fn undocumented<T, E: ErrorBody>(
    mut received: Received,
    decode: fn(usize, &mut Content<'_>) -> Result<T, ReadError>,
    nothing: Option<T>,
) -> Result<Response<T>, Error<E>> {
    let only = received.operation.only_success(received.status.as_u16(), &received.headers);
    let Some(only) = only.filter(|_| received.coding().is_none()) else { return Err(failure(received)) };
    if let Some(body) = nothing {
        return Ok(received.answer(body));
    }
    // Leniently nearly every object fits, so that this would be no question.
    received.lenient = None;
    match received.read(|content| decode(only, content)) {
        Ok((body, misfits)) => Ok(Response { misfits, ..received.answer(body) }),
        Err(_) if received.drop_mark() => undocumented(received, decode, nothing),
        Err(_) => Err(failure(received)),
    }
}

/// Returns the stream of a success that is still arriving.
pub(crate) fn opened<T, E: ErrorBody>(
    mut received: Received,
    open: impl FnOnce(ByteStream) -> T,
) -> Result<Response<T>, Error<E>> {
    match received.stream.take() {
        Some(stream) => Ok(received.answer(open(stream))),
        None => Err(failure(received)),
    }
}

/// Makes the error of a response that is no documented success.
fn failure<E: ErrorBody>(mut received: Received) -> Error<E> {
    received.secrets = E::SECRETS;
    let status = received.status.as_u16();
    match received.operation.expectation(status) {
        Expectation::Error => {
            let documented = received.operation.error_body(status, &received.headers);
            decode_error(received, documented)
        }
        Expectation::Success | Expectation::Undocumented => received.unexpected().widen(),
    }
}

/// Tries the body documented for the status, then the others of the tag, since servers send one error body under another's
/// status.
fn decode_error<E: ErrorBody>(mut received: Received, documented: Option<usize>) -> Error<E> {
    let others = (0..E::BODIES).filter(|index| Some(*index) != documented);
    let text = received.text();
    for index in documented.into_iter().chain(others) {
        if let Ok(body) = E::decode(index, &mut Content::strict(&text)) {
            return Error::Api(Box::new(ApiError::new(body, received)));
        }
    }
    if received.drop_mark() { decode_error(received, documented) } else { received.unexpected().widen() }
}

impl Received {
    /// Makes a response of which nothing is known but what arrived.
    pub(crate) fn new(operation: &'static Operation, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            operation,
            status,
            headers,
            body,
            verification: Verification::NotChecked,
            earlier: EarlierAttempts::default(),
            lenient: None,
            secrets: &[],
            stream: None,
        }
    }

    /// Makes a response whose body is left to its caller.
    pub(crate) fn open(
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        body: ResponseBody,
        limit: usize,
    ) -> Self {
        let stream = ByteStream::new(operation, status, headers.clone(), body, limit);
        Self { stream: Some(stream), ..Self::new(operation, status, headers, Bytes::new()) }
    }

    /// Hands the response on with `body` in the place of its bytes.
    pub(crate) fn answer<T>(self, body: T) -> Response<T> {
        let Self { status, headers, verification, .. } = self;
        Response { status, headers, body, verification, misfits: Vec::new() }
    }

    /// Decodes the body, and returns the omitted values.
    fn read<T>(
        &self,
        read: impl FnOnce(&mut Content<'_>) -> Result<T, ReadError>,
    ) -> Result<(T, Vec<Misfit>), ReadError> {
        let text = self.text();
        let mut content = Content::new(&text, self.lenient);
        let value = read(&mut content)?;
        #[cfg(feature = "tracing")]
        crate::runtime::send::trace::misfits(self.operation, &content.misfits);
        Ok((value, content.misfits))
    }

    /// Removes a byte order mark, which JSON does not allow but sometimes has. Returns whether there was one.
    fn drop_mark(&mut self) -> bool {
        let is_marked = self.body.starts_with("\u{feff}".as_bytes());
        if is_marked {
            self.body.advance('\u{feff}'.len_utf8());
        }
        is_marked
    }

    /// Returns the content coding of a body, although none was requested.
    pub(crate) fn coding(&self) -> Option<&str> {
        let coding = self.headers.get(CONTENT_ENCODING)?.to_str().unwrap_or("?").trim();
        (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
    }

    /// Returns the body: as it is, or converted to UTF-8 if its content type says Latin-1.
    fn text(&self) -> Bytes {
        if self.is_latin1() && std::str::from_utf8(&self.body).is_err() {
            return self.body.iter().map(|byte| char::from(*byte)).collect::<String>().into();
        }
        self.body.clone()
    }

    /// Returns the reason that the body of an error has; a success has data under the same names.
    pub(crate) fn reason(&self) -> Option<String> {
        if !self.status.is_client_error() && !self.status.is_server_error() {
            return None;
        }
        let text = self.text();
        reason(text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&text), self.secrets)
    }

    fn is_latin1(&self) -> bool {
        let content_type = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let pairs = content_type.split(';').skip(1).filter_map(|pair| pair.split_once('='));
        let charset =
            pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).map(|(_, value)| value).next();
        let names = ["iso-8859-1", "iso8859-1", "latin1", "windows-1252"];
        charset.is_some_and(|said| names.iter().any(|name| said.trim().trim_matches('"').eq_ignore_ascii_case(name)))
    }

    fn has_no_body(&self) -> bool {
        self.body.is_empty() || matches!(self.status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
    }

    fn unexpected(self) -> Failure {
        Error::Unexpected(Box::new(UnexpectedResponse::new(self)))
    }

    /// Files a success that cannot be read: something else than JSON (a portal's page) is not a fault of the JSON.
    fn misfit(self, error: ReadError) -> Failure {
        if self.claims_json() { Error::Decode(Box::new(DecodeError::new(error, self))) } else { self.unexpected() }
    }

    /// Returns whether the content type is JSON or missing.
    fn claims_json(&self) -> bool {
        media_type(&self.headers).is_none_or(|media_type| Format::of(media_type) == Format::Json)
    }
}

#[allow(clippy::missing_fields_in_debug, reason = "no error has a body that is still arriving")]
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("operation", &self.operation.id)
            .field("status", &self.status)
            .field("headers", &ShownHeaders(&self.headers))
            .field("raw", &format_args!("{} bytes", self.body.len()))
            .field("verification", &self.verification)
            .finish()
    }
}

impl<T: fmt::Debug + 'static> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Response");
        shown.field("status", &self.status).field("headers", &ShownHeaders(&self.headers));
        // Decoded bodies hide their secrets themselves; bytes as received cannot.
        match (&self.body as &dyn Any).downcast_ref::<Bytes>() {
            Some(raw) => shown.field("body", &format_args!("{} bytes", raw.len())),
            None => shown.field("body", &self.body),
        };
        shown.field("verification", &self.verification).field("misfits", &self.misfits).finish()
    }
}

/// `ShownHeaders` is the `Debug` form of headers, without the values that authenticate a caller and without the queries
/// of URLs, which may be signed.
pub(crate) struct ShownHeaders<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            if value.is_sensitive() || authenticates(name) {
                map.entry(name, &format_args!("[redacted]"));
                continue;
            }
            let value = value.as_bytes();
            match value.get(..public_length(name, value)) {
                Some(public) if public.len() < value.len() => {
                    map.entry(name, &format_args!("\"{}[redacted]\"", public.escape_ascii()))
                }
                _ => map.entry(name, &format_args!("\"{}\"", value.escape_ascii())),
            };
        }
        map.finish()
    }
}

/// Returns how much of a header's value may be shown: all, or the part before the user information, query or fragment of a URL.
fn public_length(name: &HeaderName, value: &[u8]) -> usize {
    // Parameters of a path, such as `;jsessionid=`, look like those of a media type.
    let is_url = [LOCATION, CONTENT_LOCATION, REFERER].contains(name);
    let ends = |byte: &u8| matches!(byte, b'?' | b'#') || is_url && *byte == b';';
    let authority = value.windows(3).position(|bytes| bytes == b"://").map(|scheme| scheme + 3);
    let has_user = authority.is_some_and(|start| value.iter().skip(start).any(|byte| *byte == b'@'));
    match value.iter().position(ends) {
        _ if has_user => authority.unwrap_or_default(),
        Some(end) => end + 1,
        None => value.len(),
    }
}

/// Tells whether a header's value authenticates a caller, so that it must not be shown.
pub(crate) fn authenticates(name: &HeaderName) -> bool {
    let is_credential = |part: &str| matches!(part, "token" | "secret" | "password" | "apikey");
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name)
        || name.as_str().ends_with("-api-key")
        || name.as_str().split('-').any(is_credential)
}
