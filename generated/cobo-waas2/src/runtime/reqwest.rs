//! The transport over reqwest: a signed request flows in, exactly that request is sent.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
#[cfg(feature = "rustls")]
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::reqwest::redirect::Policy;
use ::reqwest::{Client, ClientBuilder, Proxy, Request, Response, Url};
use bytes::Bytes;
use http::Uri;
use http_body::{Body, Frame, SizeHint};

use crate::runtime::base_url::BaseUrl;
use crate::runtime::connections::Connections;
use crate::runtime::error::{BuildError, TransportError, TransportErrorKind};
use crate::runtime::request_body::{Opened, RequestBody};
use crate::runtime::transport::{BodySource, BoxFuture, ResponseBody, Transport};

/// `ReqwestTransport` sends requests with reqwest, on a tokio runtime.
///
/// It follows no redirect, since that would carry a signature elsewhere, repeats nothing, and keeps no cookies. The
/// proxies of the environment (`HTTPS_PROXY`, `NO_PROXY`) are used unless one is set, but not for a base URL on this machine.
pub struct ReqwestTransport {
    client: Client,
    /// Has connections of its own: one that another runtime drives may rest with it, and answer nobody.
    #[cfg(feature = "blocking")]
    blocking: Client,
}

impl ReqwestTransport {
    /// Starts a transport for any server, for a transport of your own that wraps it: one that records, or one that logs.
    ///
    /// Clients start theirs themselves.
    pub fn new(connections: &Connections) -> Result<Self, BuildError> {
        Self::start(connections, true, false)
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
        let builder = || match &proxy {
            Some(proxy) => builder(connections.timeout).proxy(proxy.clone()),
            None if is_local => builder(connections.timeout).no_proxy(),
            None => builder(connections.timeout),
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
        let client = || builder().build().map_err(not_started);
        Ok(Self {
            client: client()?,
            #[cfg(feature = "blocking")]
            blocking: client()?,
        })
    }

    /// Returns whose connections are driven here.
    fn client(&self) -> &Client {
        #[cfg(feature = "blocking")]
        if crate::runtime::blocking::is_blocking() {
            return &self.blocking;
        }
        &self.client
    }
}

/// Turns off what would send anything else than the request, whatever other crates of the program turn on in reqwest.
fn builder(connect_timeout: Duration) -> ClientBuilder {
    Client::builder()
        .redirect(Policy::none())
        .retry(::reqwest::retry::never())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .connect_timeout(connect_timeout)
}

/// Reads the URL of a proxy; the error does not show it.
fn proxy(url: &str) -> Result<Proxy, BuildError> {
    let is_http = Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    Proxy::all(url).ok().filter(|_| is_http).ok_or(BuildError::InvalidProxy)
}

/// Makes the settings of TLS: the ring provider, passed along and never installed for the process, the system's roots and others.
///
/// A client for plain http trusts no root, since loading them takes milliseconds and fails where there are none.
#[cfg(feature = "rustls")]
fn tls(uses_tls: bool, roots: &[Vec<u8>]) -> Result<rustls::ClientConfig, BuildError> {
    use rustls::crypto::ring::default_provider;

    let roots = certificates(roots)?;
    let provider = Arc::new(default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().map_err(not_started)?;
    let builder = if uses_tls {
        let verifier = verifier(roots, provider).map_err(not_started)?;
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        builder.with_root_certificates(rustls::RootCertStore::empty())
    };
    let mut config = builder.with_no_client_auth();
    #[cfg(feature = "http2")]
    config.alpn_protocols.push(b"h2".to_vec());
    config.alpn_protocols.push(b"http/1.1".to_vec());
    Ok(config)
}

/// Believes the system's authorities and these.
#[cfg(feature = "rustls")]
#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<rustls::pki_types::CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, rustls::Error> {
    rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)
}

/// Believes the system's authorities; Android lets no program add to them.
#[cfg(feature = "rustls")]
#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<rustls::pki_types::CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, rustls::Error> {
    if roots.is_empty() {
        return rustls_platform_verifier::Verifier::new(provider);
    }
    Err(rustls::Error::General("root certificates cannot be added on Android".to_owned()))
}

#[cfg(feature = "rustls")]
fn certificates(roots: &[Vec<u8>]) -> Result<Vec<rustls::pki_types::CertificateDer<'static>>, BuildError> {
    use rustls::pki_types::pem::PemObject as _;

    let mut found = Vec::new();
    for pem in roots {
        let read: Result<Vec<_>, _> = rustls::pki_types::CertificateDer::pem_slice_iter(pem).collect();
        found.extend(read.ok().filter(|read| !read.is_empty()).ok_or(BuildError::InvalidRoots)?);
    }
    Ok(found)
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn native_roots(roots: &[Vec<u8>]) -> Result<Vec<::reqwest::Certificate>, BuildError> {
    let mut found = Vec::new();
    for pem in roots {
        let read = ::reqwest::Certificate::from_pem_bundle(pem).ok();
        found.extend(read.filter(|read| !read.is_empty()).ok_or(BuildError::InvalidRoots)?);
    }
    Ok(found)
}

fn not_started(error: impl Into<Box<dyn StdError + Send + Sync>>) -> BuildError {
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
            let request = converted(request)?;
            let response = self.client().execute(request).await.map_err(failed)?;
            Ok(head_of(response))
        })
    }
}

/// Makes reqwest's form of a request, and checks that its URL is still the text that was signed.
fn converted(request: http::Request<Bytes>) -> Result<Request, TransportError> {
    let (head, body) = request.into_parts();
    let refused = |reason: &'static str| TransportError::new(TransportErrorKind::InvalidRequest, reason);
    let url = Url::parse(&head.uri.to_string()).map_err(|_| refused("its URI is not a URL"))?;
    if !is_unchanged(&url, &head.uri) {
        return Err(refused("its URL would not be sent as it was signed"));
    }
    let mut request = Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    if let Some(upload) = head.extensions.get::<RequestBody>() {
        *request.body_mut() = Some(::reqwest::Body::wrap(Outgoing::new(upload.open()?)));
    } else if !body.is_empty() {
        *request.body_mut() = Some(body.into());
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

/// `Step` reads a piece of a body, and gives the body back.
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

/// Files an error of reqwest, without its URL, because the query may hold what nobody else should see.
fn failed(error: ::reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::Timeout,
        (false, false) if error.is_builder() => TransportErrorKind::InvalidRequest,
        (false, false) => TransportErrorKind::Other,
    };
    TransportError::new(kind, error.without_url())
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}
