//! Where a measurement runs, and the clock that it is taken by.

use std::time::Duration;

use crate::Fault;

/// Keeps this thread, and those it starts from now on, on one processor.
///
/// Waking up a thread on another processor costs half a call more than on the same one. Where client and server run is the
/// scheduler's choice, which it makes anew for each connection; with one processor there is no choice.
#[cfg(target_os = "linux")]
pub fn stay_on_one() -> Result<(), Fault> {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let allowed = sched_getaffinity(None)?;
    let processor = (0..CpuSet::MAX_CPU).find(|processor| allowed.is_set(*processor)).ok_or("there is no processor")?;
    let mut one = CpuSet::new();
    one.set(processor);
    Ok(sched_setaffinity(None, &one)?)
}

/// Does nothing: elsewhere than on Linux, the system decides.
#[cfg(not(target_os = "linux"))]
pub fn stay_on_one() -> Result<(), Fault> {
    Ok(())
}

/// Returns the CPU time that this thread has spent.
#[cfg(target_os = "linux")]
pub fn time() -> Result<Duration, Fault> {
    use rustix::time::{ClockId, clock_gettime};

    Ok(clock_gettime(ClockId::ThreadCPUTime).try_into()?)
}

/// Returns the time that has passed, which elsewhere than on Linux has to do for CPU time.
#[cfg(not(target_os = "linux"))]
pub fn time() -> Result<Duration, Fault> {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);

    Ok(START.elapsed())
}
