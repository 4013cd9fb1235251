//! The places under which an API is served.

/// A server with a name, so that a program says `Production` and not a URL.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The name.
    pub name: String,
    /// The base URL.
    pub server: String,
    /// The public key, in hexadecimal, by which its responses are checked.
    pub response_key: Option<String>,
    /// What it is for, in Markdown.
    pub description: Option<String>,
}
