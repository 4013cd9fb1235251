//! Time that passes when all that is left to do is wait for it, and a server that answers by script in that time.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use signet_runtime::runtime::*;
use tokio::time::Instant;

use crate::petstore::API;

/// The time at which tests begin: 2024-06-17 01:16:57 UTC.
pub const START: u64 = 1_718_587_017;

/// A clock on tokio's time, which tests pause.
pub struct Watch(Instant);

impl Watch {
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for Watch {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(START) + self.0.elapsed()
    }
}

/// Waits in tokio's time.
pub struct Nap;

impl Sleep for Nap {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Draws the middle of all numbers.
pub struct Middle;

impl Random for Middle {
    fn next(&self) -> u64 {
        1 << 63
    }
}

/// A mock that notes when it was asked.
#[derive(Clone, Default)]
pub struct Timed {
    pub mock: MockTransport,
    times: Arc<Mutex<Vec<Instant>>>,
}

impl Transport for Timed {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        self.times.lock().unwrap().push(Instant::now());
        self.mock.send(request)
    }
}

impl Timed {
    /// Answers all operations alike, in this order; the last answer is given again and again.
    pub fn answering(answers: &[MockResponse]) -> Self {
        let timed = Self::default();
        for operation in ["get_pet", "list_pets", "add_pet", "delete_pet", "secured"] {
            for (index, answer) in answers.iter().enumerate() {
                let is_last = index + 1 == answers.len();
                timed.mock.on(operation, if is_last { answer.clone().repeated() } else { answer.clone() });
            }
        }
        timed
    }

    pub fn builder(&self) -> ClientBuilder {
        self.sleepless().sleep(Nap)
    }

    /// Starts a client that cannot wait, unless it comes with what can.
    pub fn sleepless(&self) -> ClientBuilder {
        ClientBuilder::for_api(&API)
            .base_url("https://api.test/v2")
            .transport(self.clone())
            .clock(Watch::start())
            .random(Middle)
            .retry_budget(RetryBudget::new(1000, 0))
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub fn tries(&self) -> usize {
        self.times.lock().unwrap().len()
    }

    /// The milliseconds between tries.
    pub fn gaps(&self) -> Vec<u128> {
        let times = self.times.lock().unwrap();
        times.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_millis()).collect()
    }

    pub fn header(&self, name: &str) -> Vec<String> {
        let requests = self.mock.requests();
        requests.iter().map(|request| request.headers()[name].to_str().unwrap().to_owned()).collect()
    }
}

pub fn status(status: u16) -> MockResponse {
    MockResponse::json(status, "{}")
}

pub fn pet() -> MockResponse {
    MockResponse::json(200, r#"{"id":1}"#)
}
