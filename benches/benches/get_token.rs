//! A whole call over a kept connection to this machine: `cargo bench -p signet-benches --bench get_token`.

use std::hint::black_box;

use signet_benches::hand_written::HandWritten;
use signet_benches::server::Server;
use signet_benches::{CLIENT_ID, Fault, GRANT_TYPE, ORG_ID, SEED, cpu, generated, pairs, runtime};

fn main() -> Result<(), Fault> {
    cpu::stay_on_one()?;
    let server = Server::start()?;
    let origin = format!("http://{}", server.address);
    let generated = generated(&origin, &server.response_key)?;
    let by_hand = HandWritten::new(&origin, SEED, &server.response_key)?;
    let runtime = runtime()?;
    let ours = |calls| {
        runtime.block_on(async {
            for _ in 0..calls {
                black_box(generated.oauth().get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).send().await?);
            }
            Ok(())
        })
    };
    let theirs = |calls| {
        runtime.block_on(async {
            for _ in 0..calls {
                black_box(by_hand.get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).await?);
            }
            Ok(())
        })
    };
    pairs::compare("get_token", 500, 1.10, ours, theirs)
}
