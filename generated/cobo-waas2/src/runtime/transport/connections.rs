//! How connections are made: settings flow in from the builder, and the transport that comes with the crate reads them.

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

/// `Connections` says how connections are made: how long that may take, through which proxy, and who is believed.
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

    /// Sets how long a connection is kept that no request uses; 30 seconds unless set.
    ///
    /// Set it below the server's own limit: a request on a connection that the server closes at that moment fails, and is
    /// repeated only if that cannot do its work twice.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Sets how long a connection of HTTP/2 may answer nothing before the server is asked whether it is alive, and how long it
    /// may take to answer that; 10 seconds unless set.
    ///
    /// A connection without an answer is closed. Calls that time out do not close it, and later ones would use it again.
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.keep_alive = interval;
        self
    }

    /// Sets the proxy that all requests go through, such as `http://user:word@proxy.example:3128`, in place of the environment's.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Adds the certificates of authorities that servers are believed by, in PEM, to those of the system.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Names a setting that only a transport that reads it can honour.
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
