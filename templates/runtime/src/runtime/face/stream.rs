//! Response bodies that are read while they arrive: bytes, server-sent events, lines of JSON.

pub use crate::runtime::stream::byte_stream::{ByteStream, StreamError};
pub use crate::runtime::stream::event_stream::{Event, EventData, EventStream, EventView};
pub use crate::runtime::stream::json_lines::JsonLines;
