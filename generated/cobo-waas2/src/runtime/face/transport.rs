//! The interface to HTTP, for other HTTP libraries, and the settings of its implementation on reqwest.

pub use crate::runtime::transport::connections::Connections;
pub use crate::runtime::transport::interface::{BodySource, BoxFuture, ResponseBody, Transport};
#[cfg(feature = "reqwest")]
pub use crate::runtime::transport::reqwest::ReqwestTransport;
