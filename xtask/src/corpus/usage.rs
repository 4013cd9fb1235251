//! What processes took, as the system counts it.

/// CPU time and memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// CPU time in seconds, all threads together.
    pub seconds: f64,
    /// The memory at its peak, in MB; of several processes that of the largest.
    pub megabytes: u64,
}

/// The peak memory of this process in MB; 0 if the system does not count it.
///
/// Not as the system accounts for it when a process has ended: that begins with what its parent had.
pub fn own_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    peak.unwrap_or_default() / 1024
}

/// What the processes took that this one started and that ended, with those that they started.
#[cfg(unix)]
pub fn children() -> Usage {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    // Seconds and millionths of one: far from where a float loses any.
    #[allow(clippy::cast_precision_loss, reason = "durations of minutes")]
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // The memory is counted in KB on Linux and in bytes on macOS.
    let unit = if cfg!(target_os = "macos") { 1024 * 1024 } else { 1024 };
    getrusage(UsageWho::RUSAGE_CHILDREN).map_or_else(
        |_| Usage::default(),
        |usage| Usage {
            seconds: seconds(usage.user_time()) + seconds(usage.system_time()),
            megabytes: u64::try_from(usage.max_rss()).unwrap_or_default() / unit,
        },
    )
}

/// Other systems do not count it.
#[cfg(not(unix))]
pub fn children() -> Usage {
    Usage::default()
}
