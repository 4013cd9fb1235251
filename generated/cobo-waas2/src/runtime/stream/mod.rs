//! Response bodies that are read while they arrive.

pub mod byte_stream;
