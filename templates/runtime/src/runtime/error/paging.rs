//! Errors of paged lists.

use std::error::Error as StdError;
use std::fmt;

/// Why a paged list cannot continue; it never shows the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingError {
    /// The string is not a place in a list.
    Malformed,
    /// The place belongs to the list of another operation.
    OtherOperation,
    /// The place belongs to another version of the API.
    OtherVersion,
    /// The server names a next page of another server, to which no credentials are sent.
    OtherServer,
    /// The server repeats a page, or names an earlier page again, so that the list would not end.
    Repeated,
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the text is not a continuation",
            Self::OtherOperation => "the continuation belongs to another operation",
            Self::OtherVersion => "the continuation belongs to another version of the API",
            Self::OtherServer => "the next page is on another server",
            Self::Repeated => "the server repeats a page, so that the list would not end",
        })
    }
}

impl StdError for PagingError {}
