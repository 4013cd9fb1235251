//! A call in the making: parameters flow in from generated code and options from its user, one finished call flows out to `send`.

#[cfg(feature = "serde_json")]
mod own_types;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::body::request_body::RequestBody;
use crate::runtime::client::Client;
use crate::runtime::error::{Error, RequestFault};
use crate::runtime::json::{Json, Writer};
use crate::runtime::operation::{Op, Operation, Output};
use crate::runtime::parameters::encoding::{append_path, append_query, remove_query};
use crate::runtime::response::content::Reading;
use crate::runtime::response::received::{Response, decode};
use crate::runtime::send::idempotency::{Idempotency, Repeated};
use crate::runtime::send::pipeline::{exchange, signed_request};
use crate::runtime::send::retry::{Repetition, Retry};
use crate::runtime::stream::byte_stream::Streamed;
use crate::runtime::transport::base_url::BaseUrl;

/// A call of the operation `O` that was not sent yet.
///
/// Its futures own everything they need, so that they can be spawned. A clone is a separate call; a body that can be
/// read only once belongs to the clone that is sent first, and sending another one is an error.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<O>(RawCall, PhantomData<fn() -> O>);

impl<O: Op> Call<O> {
    /// Makes a call of `O` from its parts.
    #[doc(hidden)]
    pub fn from_raw(raw: RawCall) -> Self {
        Self(raw, PhantomData)
    }

    /// Returns the parts, for setters of optional parameters.
    #[doc(hidden)]
    pub fn raw_mut(&mut self) -> &mut RawCall {
        &mut self.0
    }

    /// Sets the timeout of the whole call, including all attempts and delays, which replaces that of the client.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.0.0.options.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of one attempt, from signing to the end of the body, which replaces that of the client.
    pub fn with_attempt_timeout(mut self, timeout: Duration) -> Self {
        self.0.0.options.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how the call is retried, which replaces the setting of the client.
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.0.0.options.retry = Some(retry);
        self
    }

    /// Sets how a response is read whose values do not match the API description, which replaces the setting of the
    /// client.
    ///
    /// With lenient reading, [`send_with_response`](Self::send_with_response) returns the omitted values in `misfits`.
    pub fn with_reading(mut self, reading: Reading) -> Self {
        self.0.0.options.reading = Some(reading);
        self
    }

    /// Sets a header, which replaces an earlier one of the same name. Headers of signatures take precedence.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.0.header(name, value);
        self
    }

    /// Sets a body that the document does not describe, in place of any other; it is signed as any other.
    pub fn with_body(mut self, content_type: &str, body: impl Into<RequestBody>) -> Self {
        self.0.upload(content_type, body.into());
        self
    }

    /// Hands the parts on to the pipeline.
    pub(crate) fn into_parts(self) -> Box<CallParts> {
        self.0.0
    }

    /// Sends this call to another base URL, which is checked as the client's is; the request is signed for its path.
    ///
    /// Credentials are sent there too.
    pub fn with_base_url(mut self, base_url: &str) -> Self {
        self.0.base_url(base_url);
        self
    }

    /// Sends the call and returns its typed body.
    pub async fn send(mut self) -> Result<O::Output, Error<O::Error>> {
        self.0.0.streamed = O::Output::STREAMED;
        match exchange(self.0.0).await {
            Ok(received) => decode::<O>(received).map(|response| response.body),
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Sends the call and returns its typed body with status and headers.
    pub async fn send_with_response(mut self) -> Result<Response<O::Output>, Error<O::Error>> {
        self.0.0.streamed = O::Output::STREAMED;
        match exchange(self.0.0).await {
            Ok(received) => decode::<O>(received),
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Sends the call and returns its response as received, whatever its status. The response is verified like any
    /// other.
    pub async fn send_raw(self) -> Result<Response<Bytes>, Error<O::Error>> {
        match exchange(self.0.0).await {
            Ok(mut received) => {
                let body = std::mem::take(&mut received.body);
                Ok(received.answer(body))
            }
            Err(failure) => Err(failure.widen()),
        }
    }

    /// Signs the call and returns its request instead of sending it.
    ///
    /// The URI is absolute, all headers are there, and the text that was signed is in the extensions as
    /// [`SignedText`](crate::runtime::auth::credential::SignedText). It is valid for as long as its timestamp is.
    ///
    /// Its `Debug` form hides credentials in headers, and shows the body and the URI with a key that is sent in the query, as that
    /// of any `http::Request<Bytes>` does.
    pub async fn into_request(self) -> Result<http::Request<Bytes>, Error<O::Error>> {
        signed_request(self.0.0).await.map_err(Error::widen)
    }
}

impl<O> Clone for Call<O> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A call under construction by generated code: one box, and no type parameter.
///
/// An error does not interrupt the construction; the first one is returned when the call is sent.
#[doc(hidden)]
#[derive(Clone)]
pub struct RawCall(pub(crate) Box<CallParts>);

/// The parts of a call.
#[derive(Clone)]
pub(crate) struct CallParts {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// The base URL and the path so far.
    pub(crate) url: String,
    /// How much of that is the base URL.
    pub(crate) base: usize,
    /// The query so far, encoded, without its question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// What is sent in its place, while it is read.
    pub(crate) upload: Option<RequestBody>,
    pub(crate) options: CallOptions,
    pub(crate) idempotency: Option<(Idempotency, Repeated)>,
    /// The effect of sending the request again; `None` if the method decides.
    pub(crate) repetition: Option<Repetition>,
    /// Which successes are left to the caller while they arrive.
    pub(crate) streamed: Streamed,
    pub(crate) fault: Option<Arc<RequestFault>>,
}

/// The settings of a call that replace those of its client.
#[derive(Clone, Copy, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) reading: Option<Reading>,
}

impl RawCall {
    /// Starts a call whose path is still empty.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self::start(client, operation, client.base_url())
    }

    /// Starts a call of an operation with its own server, unless the client has a base URL for all calls.
    pub fn at(client: &Client, operation: &'static Operation, server: &'static str) -> Self {
        if !client.settings().is_published {
            return Self::new(client, operation);
        }
        let mut call = Self::start(client, operation, "");
        call.base_url(server);
        call
    }

    fn start(client: &Client, operation: &'static Operation, base: &str) -> Self {
        let mut url = String::with_capacity(base.len() + operation.path.len() + 96);
        url.push_str(base);
        Self(Box::new(CallParts {
            client: client.clone(),
            operation,
            url,
            base: base.len(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            upload: None,
            options: CallOptions::default(),
            idempotency: None,
            repetition: None,
            streamed: Streamed::Never,
            fault: None,
        }))
    }

    /// Puts another base URL in place of the one before the path.
    pub(crate) fn base_url(&mut self, base_url: &str) {
        match BaseUrl::checked(base_url, self.0.client.settings().allow_plain_http) {
            Ok(base_url) => {
                self.0.url.replace_range(..self.0.base, &base_url.text);
                self.0.base = base_url.text.len();
            }
            Err(error) => self.fail(RequestFault::BaseUrl(error)),
        }
    }

    /// Appends literal text to the path.
    pub fn path(&mut self, literal: &'static str) {
        self.0.url.push_str(literal);
    }

    /// Appends the value of a parameter to the path.
    pub fn path_parameter(&mut self, name: &'static str, value: &str) {
        if value.is_empty() {
            self.fail(RequestFault::EmptyPathParameter(name));
        }
        append_path(&mut self.0.url, value);
    }

    /// Appends text to the query that is written as it is sent.
    pub fn query_text(&mut self, literal: &'static str) {
        let query = &mut self.0.query;
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(literal);
    }

    /// Sets an optional query parameter, which replaces earlier values. An empty value is omitted if the API's encoding
    /// says so.
    pub fn query(&mut self, name: &str, value: &str) {
        self.put_query(name, value, false);
    }

    /// Adds one more value of a parameter of the query that is sent several times.
    pub fn query_item(&mut self, name: &str, value: &str) {
        self.put_query(name, value, true);
    }

    /// Sets a required parameter of the query; an empty value that would not be sent is a fault.
    pub fn required_query(&mut self, name: &'static str, value: &str) {
        if value.is_empty() && self.0.client.api().query.drops_empty() {
            self.fail(RequestFault::EmptyQueryParameter(name));
        }
        self.put_query(name, value, false);
    }

    /// Sets a header, in place of an earlier one of that name.
    pub fn header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => {
                self.0.headers.insert(name, value);
            }
            Err(fault) => self.fail(fault),
        }
    }

    /// Sets a JSON body.
    pub fn json(&mut self, value: &dyn Json) {
        match Writer::render(value) {
            Ok(text) => {
                self.0.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                self.0.body = Bytes::from(text);
            }
            Err(error) => self.fail(RequestFault::Body(error)),
        }
    }

    /// Sets a JSON body that may be `null`.
    pub fn json_or_null(&mut self, value: Option<&dyn Json>) {
        match value {
            Some(value) => self.json(value),
            None => self.json(&None::<bool>),
        }
    }

    /// Sets a body of another media type.
    pub fn body(&mut self, content_type: &str, body: Vec<u8>) {
        self.header(CONTENT_TYPE.as_str(), content_type);
        self.0.body = Bytes::from(body);
    }

    /// Sets the place of the idempotency key, which is generated unless the program sets it, and the server's response
    /// to a known key.
    pub fn idempotency(&mut self, place: Idempotency, repeated: Repeated) {
        self.0.idempotency = Some((place, repeated));
    }

    fn put_query(&mut self, name: &str, value: &str, repeated: bool) {
        let encoding = self.0.client.api().query;
        let query = &mut self.0.query;
        if !repeated && !query.is_empty() {
            let mut written = String::new();
            append_query(&mut written, name, encoding);
            remove_query(query, &written);
        }
        if value.is_empty() && encoding.drops_empty() {
            return;
        }
        if !query.is_empty() {
            query.push('&');
        }
        append_query(query, name, encoding);
        query.push('=');
        append_query(query, value, encoding);
    }

    pub(crate) fn fail(&mut self, fault: RequestFault) {
        self.0.fault.get_or_insert_with(|| Arc::new(fault));
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.0.operation;
        f.debug_struct("Call")
            .field("operation", &operation.id)
            .field("method", &operation.method)
            .field("path", &operation.path)
            .finish_non_exhaustive()
    }
}

/// Checks a header that a program sets.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), RequestFault> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| RequestFault::HeaderName)?;
    if is_reserved(&name) {
        return Err(RequestFault::ReservedHeader(name.as_str().into()));
    }
    let Ok(mut value) = HeaderValue::from_str(value) else {
        return Err(RequestFault::HeaderValue(name.as_str().into()));
    };
    value.set_sensitive(crate::runtime::response::received::authenticates(&name));
    Ok((name, value))
}

/// Tells whether a header belongs to the transport.
pub(crate) fn is_reserved(name: &HeaderName) -> bool {
    [CONNECTION, CONTENT_LENGTH, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE].contains(name)
}
