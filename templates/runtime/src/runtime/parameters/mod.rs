//! Parameters as text: styles and percent-encoding.

pub mod encoding;
pub mod parameter;
pub mod values;
