//! Makes signed requests and nothing else, to have its instructions counted: `signing-loop generated|by-hand COUNT`.

use std::hint::black_box;
use std::time::SystemTime;

use signet_benches::hand_written::HandWritten;
use signet_benches::{CLIENT_ID, Fault, GRANT_TYPE, NO_ONES_KEY, NOWHERE, ORG_ID, SEED, generated, runtime};

fn main() -> Result<(), Fault> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let (is_generated, count) = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["generated", count] => (true, count.parse()?),
        ["by-hand", count] => (false, count.parse()?),
        _ => return Err("usage: signing-loop generated|by-hand COUNT".into()),
    };
    let generated = generated(NOWHERE, NO_ONES_KEY)?;
    let by_hand = HandWritten::new(NOWHERE, SEED, NO_ONES_KEY)?;
    runtime()?.block_on(async {
        for _ in 0_u32..count {
            black_box(if is_generated {
                generated.oauth().get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).into_request().await?
            } else {
                by_hand.request(CLIENT_ID, ORG_ID, GRANT_TYPE, SystemTime::now())?
            });
        }
        Ok(())
    })
}
