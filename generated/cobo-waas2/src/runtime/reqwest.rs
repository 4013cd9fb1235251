//! The transport over reqwest: a signed request flows in, exactly that request is sent.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
#[cfg(feature = "rustls")]
use std::sync::{Arc, OnceLock};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use ::reqwest::redirect::Policy;
use ::reqwest::{Client, ClientBuilder, Proxy, Request, Response, Url};
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH};
use http::{HeaderValue, Method, Uri};
use http_body::{Body, Frame, SizeHint};

use crate::runtime::base_url::{BaseUrl, is_loopback};
use crate::runtime::connections::{Connections, PROXIES};
use crate::runtime::error::{BuildError, TransportError, TransportErrorKind};
use crate::runtime::request_body::{Opened, RequestBody};
use crate::runtime::transport::{BodySource, BoxFuture, ResponseBody, Transport};

/// `ReqwestTransport` sends requests with reqwest, on a tokio runtime.
///
/// It follows no redirect, since that would carry a signature elsewhere, repeats nothing, and keeps no cookies. The
/// proxies of the environment (`HTTPS_PROXY`, `NO_PROXY`) are used unless one is set; a client whose base URL is on this
/// machine uses them for other machines only.
pub struct ReqwestTransport {
    clients: Clients,
    /// Has connections of its own: one that another runtime drives may rest with it, and answer nobody.
    #[cfg(feature = "blocking")]
    blocking: Clients,
}

/// `Clients` are reqwest's, whose proxies are for all servers or for none.
struct Clients {
    any: Client,
    /// Asks servers on this machine without a proxy; none: they are asked like any.
    local: Option<Client>,
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
            blocking: clients()?,
        })
    }

    /// Returns whose connections are driven here.
    fn clients(&self) -> &Clients {
        #[cfg(feature = "blocking")]
        if crate::runtime::blocking::is_blocking() {
            return &self.blocking;
        }
        &self.clients
    }
}

impl Clients {
    /// Returns the client that asks this server.
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

/// Makes the settings of TLS: the ring provider, passed along and never installed for the process, the system's roots and others.
///
/// A client for plain http may be sent to a server with TLS too: by a call, an operation, or a token's URL. Few are, and
/// loading the system's roots takes milliseconds and fails where there are none, so it is left to the first such server.
#[cfg(feature = "rustls")]
fn tls(uses_tls: bool, roots: &[Vec<u8>]) -> Result<rustls::ClientConfig, BuildError> {
    use rustls::crypto::ring::default_provider;

    let roots = certificates(roots)?;
    let provider = Arc::new(default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().map_err(not_started)?;
    let verifier: Arc<dyn rustls::client::danger::ServerCertVerifier> = if uses_tls || !roots.is_empty() {
        Arc::new(verifier(roots, provider).map_err(not_started)?)
    } else {
        Arc::new(LateVerifier { provider, loaded: OnceLock::new() })
    };
    let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
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

/// `LateVerifier` believes the system's authorities, which it loads when the first certificate is there to be verified.
///
/// Where there are none, it believes nobody.
#[cfg(feature = "rustls")]
#[derive(Debug)]
struct LateVerifier {
    provider: Arc<rustls::crypto::CryptoProvider>,
    loaded: OnceLock<Result<rustls_platform_verifier::Verifier, rustls::Error>>,
}

#[cfg(feature = "rustls")]
impl rustls::client::danger::ServerCertVerifier for LateVerifier {
    fn verify_server_cert(
        &self,
        certificate: &rustls::pki_types::CertificateDer<'_>,
        intermediates: &[rustls::pki_types::CertificateDer<'_>],
        name: &rustls::pki_types::ServerName<'_>,
        ocsp: &[u8],
        now: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        let loaded = self.loaded.get_or_init(|| verifier(Vec::new(), Arc::clone(&self.provider)));
        loaded.as_ref().map_err(Clone::clone)?.verify_server_cert(certificate, intermediates, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &rustls::pki_types::CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &rustls::pki_types::CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
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
            let request = converted(request).await?;
            let response = self.clients().asking(request.url()).execute(request).await.map_err(unanswered)?;
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
            // Nobody asks for more of a body that is said to be empty.
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

/// Files an error that came in the place of a response.
fn unanswered(error: ::reqwest::Error) -> TransportError {
    #[cfg(feature = "http2")]
    if crate::runtime::http2::is_not_processed(&error) {
        return TransportError::new(TransportErrorKind::NotProcessed, error.without_url());
    }
    failed(error)
}

/// Files an error of reqwest, without its URL, because the query may hold what nobody else should see.
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
