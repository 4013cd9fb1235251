//! A required parameter is an argument, so a call without it is no program.

fn main() {
    let client = cobo_waas2::Client::builder().build().unwrap();
    let _ = client.oauth().get_token("client_id", "org_id");
}
