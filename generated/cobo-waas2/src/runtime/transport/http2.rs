//! Errors of HTTP/2 that say whether a request was processed.

use std::error::Error;

use h2::Reason;

/// Returns whether the server reported that it did not process a request (RFC 9113, section 8.7).
///
/// A GOAWAY as the error of a stream means a stream beyond the last one that the server processes.
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
