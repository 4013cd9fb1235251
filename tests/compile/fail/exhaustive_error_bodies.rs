//! The API may document another error body tomorrow, so a match has to say what happens then.

use cobo_waas2::OAuthError;

fn describe(error: &OAuthError) -> &str {
    match error {
        OAuthError::OauthErrorResponse(body) => &body.error,
        OAuthError::ErrorResponse(body) => &body.error_message,
    }
}

fn main() {
    let _ = describe;
}
