//! Iterators over lists and streams that arrive in pieces, for blocking calls.

pub use crate::runtime::send::blocking::{Blocking, Steps};
