//! The transport over reqwest: a signed request flows in, exactly that request is sent.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use ::reqwest::redirect::Policy;
use ::reqwest::{Client, ClientBuilder, Proxy, Request, Response, Url};
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH};
use http::{HeaderValue, Method, Uri};
use http_body::{Body, Frame, SizeHint};

use crate::runtime::body::request_body::{Opened, RequestBody};
use crate::runtime::error::{BuildError, TransportError, TransportErrorKind};
use crate::runtime::transport::base_url::{BaseUrl, is_loopback};
use crate::runtime::transport::connections::{Connections, PROXIES};
use crate::runtime::transport::interface::{BodySource, BoxFuture, ResponseBody, Transport};
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
use crate::runtime::transport::tls::native_roots;
#[cfg(feature = "rustls")]
use crate::runtime::transport::tls::tls;

/// `ReqwestTransport` sends requests with reqwest, on a tokio runtime.
///
/// It follows no redirect, since that would carry a signature elsewhere, repeats nothing, and keeps no cookies. The
/// proxies of the environment (`HTTPS_PROXY`, `NO_PROXY`) are used unless one is set; a client whose base URL is on this
/// machine uses them for other machines only.
pub struct ReqwestTransport {
    clients: Clients,
    /// Separate connections for blocking calls, since the runtime of a connection may stop. `None`: a given client,
    /// which is used for all calls.
    #[cfg(feature = "blocking")]
    blocking: Option<Clients>,
}

/// `Clients` are reqwest's, whose proxies are for all servers or for none.
struct Clients {
    any: Client,
    /// A client without a proxy for local servers; `None`: they are called like others.
    local: Option<Client>,
}

impl ReqwestTransport {
    /// Starts a transport for any server, for a transport of your own that wraps it: one that records, or one that logs.
    ///
    /// Clients start theirs themselves.
    pub fn new(connections: &Connections) -> Result<Self, BuildError> {
        Self::start(connections, true, false)
    }

    /// Sends requests with your own client: with its TLS, proxy and connections.
    ///
    /// Build it with `redirect(Policy::none())`. A redirect that it follows carries the request elsewhere, including
    /// signed headers; such a call ends with an error of the kind [`Redirected`](TransportErrorKind::Redirected). Its
    /// default headers and cookies are added after the request was signed, its timeouts apply beside those of calls,
    /// and its retries repeat a request with the same signature. The limit on the size applies to decompressed bodies,
    /// which are also what is verified. Use it on one runtime, or for blocking calls only, since its connections belong
    /// to the runtime that created them.
    pub fn from_client(client: Client) -> Self {
        Self {
            clients: Clients { any: client, local: None },
            #[cfg(feature = "blocking")]
            blocking: None,
        }
    }

    /// Starts the transport of a client with this base URL.
    pub(crate) fn for_base_url(base_url: &BaseUrl, connections: &Connections) -> Result<Self, BuildError> {
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        if base_url.is_https {
            return Err(BuildError::NoTls);
        }
        Self::start(connections, base_url.is_https, base_url.is_loopback)
    }

    fn start(connections: &Connections, uses_tls: bool, is_local: bool) -> Result<Self, BuildError> {
        let proxy = connections.proxy.as_deref().map(proxy).transpose()?;
        let is_local = is_local && proxy.is_none();
        let builder = || match &proxy {
            Some(proxy) => builder(connections).proxy(proxy.clone()),
            None => builder(connections),
        };
        #[cfg(feature = "rustls")]
        let tls = tls(uses_tls, &connections.roots)?;
        #[cfg(feature = "rustls")]
        let builder = || builder().tls_backend_preconfigured(tls.clone());
        #[cfg(all(feature = "native-tls", not(feature = "rustls")))]
        let roots = native_roots(&connections.roots)?;
        #[cfg(all(feature = "native-tls", not(feature = "rustls")))]
        let builder = || builder().tls_certs_merge(roots.clone());
        #[cfg(not(feature = "rustls"))]
        let _ = uses_tls;
        let clients = || {
            let any = builder().build().map_err(not_started)?;
            let local = is_local.then(|| builder().no_proxy().build().map_err(not_started)).transpose()?;
            Ok(Clients { any, local })
        };
        Ok(Self {
            clients: clients()?,
            #[cfg(feature = "blocking")]
            blocking: Some(clients()?),
        })
    }

    /// Returns whose connections are driven here.
    fn clients(&self) -> &Clients {
        #[cfg(feature = "blocking")]
        if let (true, Some(clients)) = (crate::runtime::send::blocking::is_blocking(), &self.blocking) {
            return clients;
        }
        &self.clients
    }
}

impl Clients {
    /// Returns the client for this server.
    fn asking(&self, url: &Url) -> &Client {
        let is_local = url.host_str().is_some_and(is_loopback);
        self.local.as_ref().filter(|_| is_local).unwrap_or(&self.any)
    }
}

/// How many headers a response may have.
const MOST_HEADERS: usize = 1_000;

/// Turns off what would send anything else than the request, whatever other crates of the program turn on in reqwest.
///
/// Retries are the pipeline's, which signs each attempt anew.
fn builder(connections: &Connections) -> ClientBuilder {
    let builder = Client::builder()
        .redirect(Policy::none())
        .retry(::reqwest::retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .http1_max_headers(MOST_HEADERS)
        .connect_timeout(connections.timeout)
        .pool_idle_timeout(connections.idle_timeout);
    #[cfg(feature = "http2")]
    let builder =
        builder.http2_keep_alive_interval(connections.keep_alive).http2_keep_alive_timeout(connections.keep_alive);
    builder
}

/// Reads the URL of a proxy; the error does not show it.
fn proxy(url: &str) -> Result<Proxy, BuildError> {
    let is_known = Url::parse(url).is_ok_and(|url| PROXIES.contains(&url.scheme()) && url.has_host());
    Proxy::all(url).ok().filter(|_| is_known).ok_or(BuildError::InvalidProxy)
}

pub(crate) fn not_started(error: impl Into<Box<dyn StdError + Send + Sync>>) -> BuildError {
    BuildError::Transport(TransportError::new(TransportErrorKind::Other, error))
}

impl Transport for ReqwestTransport {
    fn streams_bodies(&self) -> bool {
        true
    }

    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::new(TransportErrorKind::InvalidRequest, "there is no tokio runtime here"));
            }
            let request = converted(request).await?;
            let url = request.url().clone();
            let response = self.clients().asking(&url).execute(request).await.map_err(unanswered)?;
            if *response.url() != url {
                let reason = "the reqwest client followed a redirect: build it with `redirect(Policy::none())`";
                let error = TransportError::new(TransportErrorKind::Redirected, reason);
                return Err(error.with_status(response.status()));
            }
            Ok(head_of(response))
        })
    }
}

/// Makes reqwest's form of a request, and checks that its URL is still the text that was signed.
async fn converted(request: http::Request<Bytes>) -> Result<Request, TransportError> {
    let (head, body) = request.into_parts();
    let refused = |reason: &'static str| TransportError::new(TransportErrorKind::InvalidRequest, reason);
    let url = Url::parse(&head.uri.to_string()).map_err(|_| refused("its URI is not a URL"))?;
    if !is_unchanged(&url, &head.uri) {
        return Err(refused("its URL would not be sent as it was signed"));
    }
    let mut request = Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    // What came compressed would not be what is verified and read.
    request.headers_mut().entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
    if let Some(upload) = head.extensions.get::<RequestBody>() {
        let mut opened = upload.open().await?;
        if opened.left() == Some(0) {
            // The transport does not read a body of length 0.
            opened.next().await?;
        }
        *request.body_mut() = Some(::reqwest::Body::wrap(Outgoing::new(opened)));
    } else if !body.is_empty() {
        *request.body_mut() = Some(body.into());
    } else if matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) {
        // Servers ask for it where the method expects a body (RFC 9110, section 8.6).
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(0));
    }
    Ok(request)
}

/// Tells whether path and query are the same text in both.
fn is_unchanged(url: &Url, uri: &Uri) -> bool {
    url.path() == uri.path() && url.query() == uri.query()
}

fn head_of(mut response: Response) -> http::Response<ResponseBody> {
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let mut answer = http::Response::new(ResponseBody::from_source(Pieces(response)));
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

/// Reads a chunk of a body, and returns the body.
type Step = BoxFuture<'static, (Opened, Result<Option<Bytes>, TransportError>)>;

/// `Outgoing` is a body that is read while it is sent.
struct Outgoing {
    left: Option<u64>,
    /// The lock is never taken: it lets threads share what holds a body.
    next: Mutex<Step>,
}

impl Outgoing {
    fn new(body: Opened) -> Self {
        Self { left: body.left(), next: Mutex::new(Self::step(body)) }
    }

    fn step(mut body: Opened) -> Step {
        Box::pin(async move {
            let piece = body.next().await;
            (body, piece)
        })
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let next = self.next.get_mut().unwrap_or_else(PoisonError::into_inner);
        let (body, piece) = ready!(next.as_mut().poll(context));
        let left = body.left();
        *next = Self::step(body);
        self.left = left;
        Poll::Ready(piece.transpose().map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// `Pieces` is a response whose body is still being received.
struct Pieces(Response);

impl BodySource for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { self.0.chunk().await.map_err(failed) })
    }
}

/// Files an error that came in the place of a response.
fn unanswered(error: ::reqwest::Error) -> TransportError {
    #[cfg(feature = "http2")]
    if crate::runtime::transport::http2::is_not_processed(&error) {
        return TransportError::new(TransportErrorKind::NotProcessed, error.without_url());
    }
    failed(error)
}

/// Converts an error of reqwest, without its URL, whose query may contain secrets.
fn failed(error: ::reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, false) if error.is_builder() => TransportErrorKind::InvalidRequest,
        // The pipeline times calls: what takes too long here is a connection that answers nothing.
        (false, _) => TransportErrorKind::Other,
    };
    TransportError::new(kind, error.without_url())
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}
