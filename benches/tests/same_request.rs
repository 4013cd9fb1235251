//! Both sides do the same work, or comparing them would tell nothing.

use std::time::{Duration, UNIX_EPOCH};

use cobo_waas2::clock::FixedClock;
use cobo_waas2::{Client, Ed25519Signer};
use signet_benches::hand_written::HandWritten;
use signet_benches::server::Server;
use signet_benches::{CLIENT_ID, Fault, GRANT_TYPE, ORG_ID, SEED, runtime};

#[test]
fn both_make_the_same_request_and_read_the_same_answer() -> Result<(), Fault> {
    let server = Server::start()?;
    let origin = format!("http://{}", server.address);
    let now = UNIX_EPOCH + Duration::from_millis(1_718_587_017_029);
    let client = Client::builder()
        .base_url(format!("{origin}/v2"))
        .response_key(&server.response_key)
        .signer(Ed25519Signer::from_hex(SEED)?)
        .clock(FixedClock(now))
        .build()?;
    let by_hand = HandWritten::new(&origin, SEED, &server.response_key)?;
    runtime()?.block_on(async {
        let call = || client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT_TYPE);
        let (ours, theirs) = (call().into_request().await?, by_hand.request(CLIENT_ID, ORG_ID, GRANT_TYPE, now)?);
        assert_eq!((ours.method(), ours.uri()), (theirs.method(), theirs.uri()));
        assert_eq!(ours.headers(), theirs.headers());
        assert!(ours.headers()["biz-api-signature"].to_str()?.starts_with("6aeb4a69"));

        let (ours, theirs) = (call().send().await?, by_hand.get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).await?);
        assert_eq!(ours.access_token.as_ref().map(cobo_waas2::Secret::expose), theirs.access_token.as_deref());
        assert_eq!(
            (ours.scope, ours.token_type, ours.expires_in),
            (theirs.scope, theirs.token_type, theirs.expires_in)
        );
        Ok(())
    })
}
