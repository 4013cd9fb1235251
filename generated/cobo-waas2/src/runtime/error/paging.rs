//! A list that cannot be walked on: where it was kept, or what its server said, flows in, one reason flows out.

use std::error::Error as StdError;
use std::fmt;

/// `PagingError` is why a list cannot be walked on; it never shows the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingError {
    /// The text is no place in a list.
    Malformed,
    /// The place is one in the list of another operation.
    OtherOperation,
    /// The place was kept by a client of another version of the API.
    OtherVersion,
    /// The server names a next page of another server, to which no credentials are sent.
    OtherServer,
    /// The server names a page again that was asked for, or answers with one again: walking on would not end.
    Repeated,
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the text is no continuation",
            Self::OtherOperation => "the continuation is one of another operation",
            Self::OtherVersion => "the continuation is one of another version of the API",
            Self::OtherServer => "the next page is one of another server",
            Self::Repeated => "the server repeats a page, so that the list would not end",
        })
    }
}

impl StdError for PagingError {}
