//! The faults of mock servers: chosen by a test, one by one or at random from a seed.

use std::time::Duration;

/// A fault of a request or its response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MockFault {
    /// The response is delayed.
    Delay(Duration),
    /// The server hangs up.
    Drop(MockPhase),
    /// The server reads the request and never responds.
    Silence,
    /// The body ends in its middle as if that were its end; the signature is that of the whole body.
    Truncated,
    /// Status 429 with `Retry-After` in seconds.
    RateLimited(u32),
    /// An unsigned HTML page with this status, as a proxy in front of an API sends it.
    Html(u16),
    /// The signature is that of another key.
    BadSignature,
    /// There is no signature.
    Unsigned,
    /// The body has this many bytes.
    Oversized(usize),
    /// The response is not HTTP.
    Garbage,
}

/// The phase in which a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MockPhase {
    /// The connection was accepted, and nothing was read. As a fault of a response it is the same as `Request`.
    Accept,
    /// The request was read.
    Request,
    /// Status and headers were sent.
    Headers,
    /// Half of the body was sent.
    Body,
}

/// `MockFaults` draws faults at random, the same ones for the same seed and order of requests.
#[must_use = "faults happen once a server has them"]
#[derive(Debug, Clone)]
pub struct MockFaults {
    state: u64,
    rates: Vec<(MockFault, u32)>,
}

impl MockFaults {
    /// Starts without any fault.
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed, rates: Vec::new() }
    }

    /// Lets a fault happen to so many of a thousand requests; [`MockPhase::Accept`], to so many connections.
    pub fn rate(mut self, fault: MockFault, per_thousand: u32) -> Self {
        self.rates.push((fault, per_thousand));
        self
    }

    /// Draws what happens to the next connection (`accepting`) or request.
    pub(super) fn draw(&mut self, accepting: bool) -> Option<MockFault> {
        // SplitMix64 (Steele, Lea and Flood, 2014).
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let mut drawn = (mixed ^ (mixed >> 31)) % 1000;
        for (fault, rate) in &self.rates {
            if (*fault == MockFault::Drop(MockPhase::Accept)) != accepting {
                continue;
            }
            match drawn.checked_sub((*rate).into()) {
                None => return Some(*fault),
                Some(rest) => drawn = rest,
            }
        }
        None
    }
}
