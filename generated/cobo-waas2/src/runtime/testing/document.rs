//! The API of a mock server, in generated code: operations, examples, and signatures.

use http::Response;

use crate::runtime::operation::{Op, Operation};

use crate::runtime::testing::request::MockRequest;

/// The API of a mock server.
#[derive(Debug)]
pub struct MockDocument {
    /// The operations.
    pub operations: &'static [MockOperation],
    /// Verifies and creates signatures, if the API has any.
    pub seal: Option<&'static dyn MockSeal>,
}

/// An operation with its example responses.
#[derive(Debug)]
pub struct MockOperation {
    operation: &'static Operation,
    /// The example responses, a success first.
    examples: &'static [MockExample],
}

/// An example response: one of the document, or one that was generated from its schema.
#[derive(Debug)]
pub struct MockExample {
    pub(super) status: u16,
    /// Empty: there is no body.
    pub(super) content_type: &'static str,
    pub(super) body: &'static str,
}

/// Verifies the signatures of requests and signs responses.
///
/// It shares no code with the client, which it tests.
pub trait MockSeal: Send + Sync + std::fmt::Debug {
    /// Verifies a request; the error says what is wrong.
    fn check(&self, request: &MockRequest, operation: &Operation) -> Result<(), String>;

    /// Signs a response with the key of this seed, if the API signs responses with this status.
    fn sign(&self, response: &mut Response<Vec<u8>>, seed: &[u8; 32], sealing: Sealing);

    /// Returns the public key to a seed, in hexadecimal.
    fn public_key(&self, seed: &[u8; 32]) -> String;
}

/// How a response is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// As the API does.
    Right,
    /// With another key.
    Wrong,
    /// Not at all.
    Missing,
}

impl MockDocument {
    /// Finds the operation of a request: the one whose template has the most literal text.
    pub(super) fn find(&self, method: &str, path: &str, query: &str) -> Option<&'static MockOperation> {
        let fits = |each: &&MockOperation| {
            let (template, fixed) = each.operation.path.split_once('?').unwrap_or((each.operation.path, ""));
            each.operation.method == method && fits(template, path) && has_pairs(fixed, query)
        };
        let own = |each: &&MockOperation| literals(each.operation.path);
        self.operations.iter().filter(fits).max_by_key(own)
    }
}

impl MockOperation {
    /// Creates an operation from its type, with its example responses, a success first.
    pub const fn of<O: Op>(examples: &'static [MockExample]) -> Self {
        Self { operation: O::OPERATION, examples }
    }

    pub(super) const fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the example for a status, or else the first one.
    pub(super) fn example(&self, status: Option<u16>) -> Option<&'static MockExample> {
        match status {
            Some(status) => self.examples.iter().find(|example| example.status == status),
            None => self.examples.first(),
        }
    }
}

impl MockExample {
    /// Takes status, content type and body; without a content type there is no body.
    pub const fn new(status: u16, content_type: &'static str, body: &'static str) -> Self {
        Self { status, content_type, body }
    }
}

/// Returns whether a path matches a template, whose parameters match anything within a segment.
fn fits(template: &str, path: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return template == path;
    };
    let Some(path) = path.strip_prefix(before) else { return false };
    let rest = rest.split_once('}').map_or("", |(_, rest)| rest);
    let segment = path.find('/').unwrap_or(path.len());
    (1..=segment).any(|end| path.get(end..).is_some_and(|path| fits(rest, path)))
}

/// Returns whether a query has the pairs of a template, with any values for its parameters.
fn has_pairs(fixed: &str, query: &str) -> bool {
    let fixed = fixed.split('&').filter(|pair| !pair.is_empty() && !pair.contains('{'));
    fixed.into_iter().all(|pair| query.split('&').any(|own| own == pair))
}

fn literals(template: &str) -> usize {
    let mut is_inside = false;
    let own = template.chars().filter(|letter| {
        is_inside = (is_inside || *letter == '{') && *letter != '}';
        !is_inside && *letter != '}'
    });
    own.count()
}
