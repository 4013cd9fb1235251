//! Settings of connections, for the transport of the crate.

use std::fmt;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// The schemes of proxies.
#[cfg(all(feature = "reqwest", not(feature = "socks")))]
pub(crate) const PROXIES: &[&str] = &["http", "https"];
#[cfg(feature = "socks")]
pub(crate) const PROXIES: &[&str] = &["http", "https", "socks4", "socks4a", "socks5", "socks5h"];

/// Settings of connections: timeouts, proxy and root certificates.
#[must_use = "settings do nothing until a transport has them"]
#[derive(Clone)]
pub struct Connections {
    pub(crate) timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) keep_alive: Duration,
    pub(crate) proxy: Option<String>,
    /// In PEM.
    pub(crate) roots: Vec<Vec<u8>>,
}

impl Connections {
    /// Sets how long connecting may take, TLS included; 10 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long an idle connection is kept; 30 seconds by default.
    ///
    /// Keep it below the server's limit: a request on a connection that the server closes at that moment fails, and is
    /// repeated only if that cannot repeat its effect.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Sets how long an HTTP/2 connection may be silent before it is pinged, and how long the response to the ping may
    /// take; 10 seconds by default.
    ///
    /// A connection without a response is closed. Calls that time out do not close it, and later calls would use it
    /// again.
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.keep_alive = interval;
        self
    }

    /// Sets the proxy for all requests, such as `http://user:word@proxy.example:3128`, which replaces that of the
    /// environment.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Adds root certificates, in PEM, to those of the system.
    ///
    /// They have no effect on your own transport.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Returns a setting that requires a transport which reads it.
    pub(crate) fn unread(&self) -> Option<&'static str> {
        if self.proxy.is_some() {
            return Some("proxy");
        }
        (!self.roots.is_empty()).then_some("root_certificates")
    }
}

impl Default for Connections {
    fn default() -> Self {
        Self { timeout: TIMEOUT, idle_timeout: IDLE_TIMEOUT, keep_alive: KEEP_ALIVE, proxy: None, roots: Vec::new() }
    }
}

/// Shows no proxy, since its URL may hold a password.
impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connections")
            .field("timeout", &self.timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("keep_alive", &self.keep_alive)
            .field("has_proxy", &self.proxy.is_some())
            .field("root_certificates", &self.roots.len())
            .finish()
    }
}
