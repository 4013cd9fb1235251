//! From the parameters of a call to its signed request: `cargo bench -p signet-benches --bench signing`.

use std::hint::black_box;
use std::time::SystemTime;

use signet_benches::hand_written::HandWritten;
use signet_benches::{
    CLIENT_ID, Fault, GRANT_TYPE, NO_ONES_KEY, NOWHERE, ORG_ID, SEED, cpu, generated, pairs, runtime,
};

fn main() -> Result<(), Fault> {
    cpu::stay_on_one()?;
    let generated = generated(NOWHERE, NO_ONES_KEY)?;
    let by_hand = HandWritten::new(NOWHERE, SEED, NO_ONES_KEY)?;
    let runtime = runtime()?;
    let ours = |calls| {
        runtime.block_on(async {
            for _ in 0..calls {
                black_box(generated.oauth().get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).into_request().await?);
            }
            Ok(())
        })
    };
    let theirs = |calls| {
        for _ in 0..calls {
            black_box(by_hand.request(CLIENT_ID, ORG_ID, GRANT_TYPE, SystemTime::now())?);
        }
        Ok(())
    };
    pairs::compare("signed request", 2000, 1.05, ours, theirs)
}
