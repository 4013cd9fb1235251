//! The API may add a property tomorrow, so its types are made by `new` and setters.

use cobo_waas2::types::RefreshTokenRequest;

fn main() {
    let _ = RefreshTokenRequest { client_id: None, grant_type: None, refresh_token: None };
}
