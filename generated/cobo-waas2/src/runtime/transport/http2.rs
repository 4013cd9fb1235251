//! What a server of HTTP/2 says of a request that it did not answer.

use std::error::Error;

use h2::Reason;

/// Tells whether the server said that it did not process a request (RFC 9113, section 8.7).
///
/// An error of a stream that is a GOAWAY is one of a stream beyond the last that the server processes.
pub(crate) fn is_not_processed(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            let is_refused = error.is_reset() && error.reason() == Some(Reason::REFUSED_STREAM);
            return error.is_remote() && (is_refused || error.is_go_away());
        }
        cause = error.source();
    }
    false
}
