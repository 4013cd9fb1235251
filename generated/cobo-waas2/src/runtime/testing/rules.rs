//! The rules of mocks: responses by operation.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::runtime::operation::Op;

use crate::runtime::testing::request::MockRequest;
use crate::runtime::testing::response::MockResponse;

/// The responses of a mock by operation, and the requests that it received.
#[derive(Default)]
pub struct MockRules(Mutex<State>);

#[derive(Default)]
struct State {
    /// By the operation's id: the rules not used up yet, the next one first.
    rules: HashMap<String, VecDeque<Rule>>,
    requests: Vec<MockRequest>,
}

type Handler = Arc<dyn Fn(&MockRequest) -> MockResponse + Send + Sync>;

#[derive(Clone)]
enum Rule {
    Answer(MockResponse),
    Handler(Handler),
}

impl MockRules {
    /// Queues a response for the operation with this ID; responses are sent in the order in which they were queued.
    pub fn on(&self, operation: &str, response: MockResponse) -> &Self {
        self.push(operation, Rule::Answer(response))
    }

    /// Queues a response for the operation of this type.
    pub fn on_op<O: Op>(&self, response: MockResponse) -> &Self {
        self.on(O::OPERATION.id, response)
    }

    /// Lets a function respond to all further requests of the operation of this type; responses that are queued after
    /// it are never sent.
    pub fn on_op_with<O: Op>(&self, answer: impl Fn(&MockRequest) -> MockResponse + Send + Sync + 'static) -> &Self {
        self.push(O::OPERATION.id, Rule::Handler(Arc::new(answer)))
    }

    /// Returns the requests so far, in the order in which they came.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// Returns the requests so far and forgets them, for tests that make so many that keeping them costs memory.
    pub fn take_requests(&self) -> Vec<MockRequest> {
        std::mem::take(&mut self.state().requests)
    }

    fn push(&self, operation: &str, rule: Rule) -> &Self {
        self.state().rules.entry(operation.to_owned()).or_default().push_back(rule);
        self
    }

    /// Returns the response to a request; `None` if no rule is left for it.
    pub(super) fn answer(&self, request: &MockRequest) -> Option<MockResponse> {
        let rule = self.next(request.operation().unwrap_or_default())?;
        // A handler may use the mock itself, so nothing is locked while it runs.
        Some(match rule {
            Rule::Answer(response) => response,
            Rule::Handler(handler) => handler(request),
        })
    }

    pub(super) fn record(&self, request: MockRequest) {
        self.state().requests.push(request);
    }

    fn next(&self, operation: &str) -> Option<Rule> {
        let mut state = self.state();
        let rules = state.rules.get_mut(operation)?;
        let next = rules.front()?.clone();
        if matches!(&next, Rule::Answer(response) if !response.repeated) {
            rules.pop_front();
        }
        Some(next)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere leaves the state as whole as it was.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for MockRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRules").field("requests", &self.state().requests.len()).finish_non_exhaustive()
    }
}
