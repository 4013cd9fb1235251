//! Operations as types, for functions that take a call of any operation.

pub use crate::runtime::api::{Api, QueryEncoding};
pub use crate::runtime::call::RawCall;
pub use crate::runtime::operation::{ErrorBody, Op, Operation, Output};
pub use crate::runtime::response::content::Content;
pub use crate::runtime::response::documented::{Documented, Status};
pub use crate::runtime::send::idempotency::{Idempotency, Repeated};
pub use crate::runtime::stream::byte_stream::Streamed;
