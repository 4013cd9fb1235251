//! Responses: which documented one a received response is, and how it is read.

pub mod content;
pub mod documented;
pub mod received;
