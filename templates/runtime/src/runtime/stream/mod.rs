//! Response bodies that are read while they arrive.

pub mod byte_stream;
pub mod element;
pub mod event_parser;
pub mod event_stream;
pub mod json_lines;
pub mod typed_stream;
