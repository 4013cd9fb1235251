//! Two programs measured in turns: CPU times flow in pair by pair, the median of their ratios flows out.
//!
//! A busy machine slows down both of a pair, and leaves their ratio alone.

use std::time::Duration;

use crate::{Fault, cpu};

/// How many pairs are measured.
const PAIRS: usize = 60;

/// Measures batches of `calls` in turns, prints what a call costs, and says whether the ratio is at most `limit`.
pub fn compare(
    what: &str,
    calls: u32,
    limit: f64,
    mut ours: impl FnMut(u32) -> Result<(), Fault>,
    mut by_hand: impl FnMut(u32) -> Result<(), Fault>,
) -> Result<(), Fault> {
    ours(calls)?;
    by_hand(calls)?;
    let (mut ratios, mut generated, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        // Who goes first changes, so that neither always finds what the other left in the caches.
        let (ours, by_hand) = if pair % 2 == 0 {
            let ours = cpu_time(|| ours(calls))?;
            (ours, cpu_time(|| by_hand(calls))?)
        } else {
            let by_hand = cpu_time(|| by_hand(calls))?;
            (cpu_time(|| ours(calls))?, by_hand)
        };
        ratios.push(ours.div_duration_f64(by_hand));
        generated.push((ours / calls).as_secs_f64() * 1e6);
        written.push((by_hand / calls).as_secs_f64() * 1e6);
    }
    println!("{what}: CPU of the client's thread, {PAIRS} pairs of {calls} calls each");
    let [low, ratio, high] = quartiles(ratios);
    for (name, values) in [("generated", generated), ("written by hand", written)] {
        let [low, median, high] = quartiles(values);
        println!("  {name:16} {median:8.2} µs a call   (quartiles {low:.2} to {high:.2})");
    }
    let verdict = if ratio <= limit { "met" } else { "MISSED" };
    println!(
        "  {:16} {ratio:8.3}             (quartiles {low:.3} to {high:.3}), at most {limit:.2}: {verdict}",
        "ratio"
    );
    Ok(())
}

/// Returns the quartiles of some values, the median in the middle.
pub fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values.get(values.len() * quarter / 4).copied().unwrap_or(f64::NAN))
}

/// Returns the CPU time that a batch costs this thread.
pub fn cpu_time(batch: impl FnOnce() -> Result<(), Fault>) -> Result<Duration, Fault> {
    let start = cpu::time()?;
    batch()?;
    Ok(cpu::time()?.saturating_sub(start))
}
