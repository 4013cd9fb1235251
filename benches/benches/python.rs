//! The same call by the official SDK for Python, by hand and by the generated client, in turns: `benches/python.sh`.

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use signet_benches::hand_written::HandWritten;
use signet_benches::pairs::{cpu_time, quartiles};
use signet_benches::server::Server;
use signet_benches::{CLIENT_ID, Fault, GRANT_TYPE, ORG_ID, SEED, cpu, generated, runtime};

const ROUNDS: usize = 30;
const CALLS: u32 = 300;
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python/official_sdk.py");

/// A running Python that makes calls when it is told to.
struct Sdk {
    child: Child,
    told: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Sdk {
    fn start(python: &str, origin: &str, response_key: &str) -> Result<Self, Fault> {
        let arguments = [SCRIPT, &format!("{origin}/v2"), SEED, response_key, CLIENT_ID, ORG_ID, GRANT_TYPE];
        let mut child = Command::new(python).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let told = child.stdin.take().ok_or("Python is not told anything")?;
        let says = BufReader::new(child.stdout.take().ok_or("Python does not say anything")?);
        Ok(Self { child, told, says })
    }

    fn calls(&mut self, calls: u32) -> Result<Duration, Fault> {
        writeln!(self.told, "{calls}")?;
        let mut line = String::new();
        self.says.read_line(&mut line)?;
        Ok(Duration::from_nanos(line.trim().parse().map_err(|_| "the SDK failed")?))
    }

    fn stop(self) -> Result<(), Fault> {
        let Self { mut child, told, says: _ } = self;
        drop(told);
        child.wait()?;
        Ok(())
    }
}

fn main() -> Result<(), Fault> {
    let Some(python) = std::env::var_os("SIGNET_PYTHON") else {
        println!("python: skipped, since `SIGNET_PYTHON` names no Python that has the SDK: see benches/python.sh");
        return Ok(());
    };
    cpu::stay_on_one()?;
    let server = Server::start()?;
    let origin = format!("http://{}", server.address);
    let client = generated(&origin, &server.response_key)?;
    let by_hand = HandWritten::new(&origin, SEED, &server.response_key)?;
    let mut sdk = Sdk::start(&python.to_string_lossy(), &origin, &server.response_key)?;
    let runtime = runtime()?;
    let ours = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                black_box(client.oauth().get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).send().await?);
            }
            Ok(())
        })
    };
    let theirs = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                black_box(by_hand.get_token(CLIENT_ID, ORG_ID, GRANT_TYPE).await?);
            }
            Ok(())
        })
    };
    let mut costs = [(); 3].map(|()| Vec::new());
    let (mut of_hand, mut of_sdk) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let spent = [cpu_time(ours)?, cpu_time(theirs)?, sdk.calls(CALLS)?];
        // The first round warms up.
        if round == 0 {
            continue;
        }
        let [generated, hand, python] = spent;
        of_hand.push(generated.div_duration_f64(hand));
        of_sdk.push(python.div_duration_f64(generated));
        for (costs, spent) in costs.iter_mut().zip(spent) {
            costs.push((spent / CALLS).as_secs_f64() * 1e6);
        }
    }
    sdk.stop()?;
    println!("get_token, signed and verified: CPU of the client, {ROUNDS} rounds of {CALLS} calls each");
    for (name, costs) in ["generated", "written by hand", "SDK for Python"].into_iter().zip(costs) {
        let [low, median, high] = quartiles(costs);
        println!("  {name:16} {median:8.2} µs a call   (quartiles {low:.2} to {high:.2})");
    }
    let [_, hand, _] = quartiles(of_hand);
    let [_, python, _] = quartiles(of_sdk);
    let verdict = |is_met| if is_met { "met" } else { "MISSED" };
    println!("  beside by hand   {hand:8.3} times        at most 1.10: {}", verdict(hand <= 1.10));
    println!("  SDK beside it    {python:8.2} times        at least 3: {}", verdict(python >= 3.0));
    Ok(())
}
