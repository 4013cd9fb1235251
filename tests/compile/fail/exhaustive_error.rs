//! Calls may fail in another way tomorrow, so a match has to say what happens then.

use cobo_waas2::{Error, OAuthError};

fn may_be_sent_again(error: &Error<OAuthError>) -> bool {
    match error {
        Error::Api(_) | Error::Unexpected(_) | Error::Decode(_) | Error::Verification(_) => false,
        Error::Signing(_) | Error::InvalidRequest(_) => false,
        Error::Timeout(_) | Error::Connect(_) | Error::Transport(_) => true,
    }
}

fn main() {
    let _ = may_be_sent_again;
}
