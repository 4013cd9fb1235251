//! What generated code tells a mock server of its API: operations, examples, and who checks and makes signatures.

use http::Response;

use crate::runtime::operation::{Op, Operation};

use crate::runtime::testing::request::MockRequest;

/// `MockDocument` is what a mock server knows of an API.
#[derive(Debug)]
pub struct MockDocument {
    /// The operations.
    pub operations: &'static [MockOperation],
    /// What checks and makes signatures, where the API has any.
    pub seal: Option<&'static dyn MockSeal>,
}

/// `MockOperation` is an operation with what the document shows of its answers.
#[derive(Debug)]
pub struct MockOperation {
    operation: &'static Operation,
    /// Its answers, a success first.
    examples: &'static [MockExample],
}

/// `MockExample` is an answer: the document's example, or one that was made to fit its schema.
#[derive(Debug)]
pub struct MockExample {
    pub(super) status: u16,
    /// Empty: there is no body.
    pub(super) content_type: &'static str,
    pub(super) body: &'static str,
}

/// `MockSeal` checks the signatures of requests and signs answers.
///
/// Nothing of it is the client's code, which would judge itself otherwise.
pub trait MockSeal: Send + Sync + std::fmt::Debug {
    /// Checks a request; the text says what is wrong with it.
    fn check(&self, request: &MockRequest, operation: &Operation) -> Result<(), String>;

    /// Signs an answer with the key that this seed makes, if the API signs answers of this status.
    fn sign(&self, response: &mut Response<Vec<u8>>, seed: &[u8; 32], sealing: Sealing);

    /// Returns the public key to a seed, in hexadecimal.
    fn public_key(&self, seed: &[u8; 32]) -> String;
}

/// `Sealing` says how an answer is signed.
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
    /// Finds the operation that a request calls: the one whose template has most text of its own.
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
    /// Takes the constants of a marker, and answers with a success first.
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

/// Tells whether a path is made of a template, each parameter of which stands for anything within a segment.
fn fits(template: &str, path: &str) -> bool {
    let Some((before, rest)) = template.split_once('{') else {
        return template == path;
    };
    let Some(path) = path.strip_prefix(before) else { return false };
    let rest = rest.split_once('}').map_or("", |(_, rest)| rest);
    let segment = path.find('/').unwrap_or(path.len());
    (1..=segment).any(|end| path.get(end..).is_some_and(|path| fits(rest, path)))
}

/// Tells whether a query has the pairs that stand in a template, whatever it has for their parameters.
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
