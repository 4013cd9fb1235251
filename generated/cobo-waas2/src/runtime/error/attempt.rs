//! How the attempts of a call ended, kept in the call's error.

use std::fmt;

use http::StatusCode;

/// How one attempt of a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttemptEnd {
    /// The server responded with this status; it is unverified in
    /// [`Error::Verification`](crate::runtime::error::Error).
    Response(StatusCode),
    /// The request was not processed, for instance because no connection was made.
    NotProcessed,
    /// The request was sent and no response was received. Whether the server processed it is not known.
    Unknown,
}

impl AttemptEnd {
    /// Returns whether the server may have processed the request.
    ///
    /// That is so without a response, after a success, and after the statuses by which proxies report a lost request:
    /// 408 and 5xx.
    pub fn may_have_been_processed(self) -> bool {
        match self {
            Self::Response(status) => {
                status.is_success() || status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT
            }
            Self::NotProcessed => false,
            Self::Unknown => true,
        }
    }
}

/// The attempts before the last one of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EarlierAttempts(Vec<AttemptEnd>);

impl EarlierAttempts {
    pub(crate) fn push(&mut self, end: AttemptEnd) {
        self.0.push(end);
    }

    /// Returns all attempts of the call, `last` being the one after these.
    pub(crate) fn with_last(&self, last: Option<AttemptEnd>) -> Vec<AttemptEnd> {
        self.0.iter().copied().chain(last).collect()
    }

    /// Returns whether the server may have processed one of these attempts.
    pub(crate) fn may_have_been_processed(&self) -> bool {
        self.0.iter().any(|end| end.may_have_been_processed())
    }
}

/// Appends to an error's text that the server may have processed an earlier attempt, so that the last one's refusal is not
/// read as the refusal of all.
impl fmt::Display for EarlierAttempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = (1_usize..).zip(&self.0).find(|(_, end)| end.may_have_been_processed());
        let Some((number, end)) = found else { return Ok(()) };
        write!(f, "; attempt {number} of {} may have been processed: ", self.0.len() + 1)?;
        match end {
            AttemptEnd::Response(status) => write!(f, "the server responded with {status}"),
            AttemptEnd::NotProcessed | AttemptEnd::Unknown => f.write_str("no response was received"),
        }
    }
}
