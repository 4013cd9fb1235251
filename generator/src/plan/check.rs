//! How responses and webhooks are checked.

use crate::ir::{Piece, ResponseCheck, ResponseValue};

use super::profile::hashes;

/// The rule by which responses or webhooks are checked.
#[derive(Debug)]
pub struct CheckPlan {
    /// The spellings of the header that has the signature, in lower case.
    pub signature_headers: Vec<String>,
    /// The spellings of the header that has the timestamp, in lower case.
    pub timestamp_headers: Vec<String>,
    /// The statuses that may be unsigned.
    pub unsigned: Vec<u16>,
    /// The text that was signed.
    pub message: Vec<Piece<ResponseValue>>,
    /// How often SHA-256 is applied to it.
    pub hashes: usize,
}

pub(super) fn checked(check: &ResponseCheck) -> CheckPlan {
    let lower = |names: &[String]| names.iter().map(|name| name.to_ascii_lowercase()).collect();
    CheckPlan {
        signature_headers: lower(&check.signature_headers),
        timestamp_headers: lower(&check.timestamp_headers),
        unsigned: check.unsigned.clone(),
        message: check.message.clone(),
        hashes: hashes(&check.prehash),
    }
}
