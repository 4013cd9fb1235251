//! Parameters as text: styles and percent-encoding.

pub mod encoding;
