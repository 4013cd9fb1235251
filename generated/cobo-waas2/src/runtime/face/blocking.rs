//! Iterators of blocking calls over paged lists and streams.

pub use crate::runtime::send::blocking::{Blocking, Steps};
