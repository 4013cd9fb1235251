//! HTTP: the interface to it, and its implementation on reqwest.

pub mod base_url;
pub mod connections;
#[cfg(feature = "http2")]
pub mod http2;
pub mod interface;
#[cfg(feature = "reqwest")]
pub mod reqwest;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub mod tls;
