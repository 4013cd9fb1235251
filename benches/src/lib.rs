//! What generated clients cost, beside the same written by hand.
//!
//! - `cargo bench -p signet-benches --bench get_token`: a whole call, by CPU time.
//! - `cargo bench -p signet-benches --bench signing`: from parameters to a signed request, by CPU time.
//! - `benches/python.sh`: a whole call beside the official SDK for Python too.
//! - `benches/callgrind.sh`: the same by instructions, for machines that are too busy to measure time on.
//! - `benches/footprint.sh`: packages, build time and size of a program that makes one call.

pub mod cpu;
pub mod hand_written;
pub mod pairs;
pub mod server;

use cobo_waas2::{Client, Ed25519Signer};

/// The key that requests are signed with: the first test of RFC 8032.
pub const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
/// The parameters of the call, as the API documents them.
pub const CLIENT_ID: &str = "pvSwS8iFrfK0oZrB0ugG54XPDOLEv0Ij";
/// See [`CLIENT_ID`].
pub const ORG_ID: &str = "e3986401-4aec-480a-973d-e775a4518413";
/// See [`CLIENT_ID`].
pub const GRANT_TYPE: &str = "org_implicit";

/// Where requests go that are made and not sent: scheme and host.
pub const NOWHERE: &str = "http://127.0.0.1:1";
/// The key for responses that never come.
pub const NO_ONES_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// Whatever went wrong.
pub type Fault = Box<dyn std::error::Error>;

/// Makes the generated client; `origin` is scheme and host.
pub fn generated(origin: &str, response_key: &str) -> Result<Client, Fault> {
    let signer = Ed25519Signer::from_hex(SEED)?;
    Ok(Client::builder().base_url(format!("{origin}/v2")).response_key(response_key).signer(signer).build()?)
}

/// Makes the runtime that both sides run on: one thread, so that its CPU time is all that a call costs.
pub fn runtime() -> Result<tokio::runtime::Runtime, Fault> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}
