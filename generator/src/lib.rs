//! Turns an OpenAPI description into a Rust crate.
