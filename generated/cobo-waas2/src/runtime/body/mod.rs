//! Request bodies that are not JSON: forms, parts, and bytes that are read while they are sent.

pub mod media_type;
pub mod request_body;
