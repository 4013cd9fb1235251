//! What the API sends by itself: the module that checks and reads it.

use crate::ir::{Frozen, Timestamp};
use crate::names::Table;

use super::check::{CheckPlan, checked};
use super::rust_type::{RustType, reference};

/// The cargo feature of the module for webhooks, which has this name too.
pub(super) const WEBHOOK: &str = "webhook";

/// The module for webhooks.
#[derive(Debug)]
pub struct WebhooksPlan {
    /// The type of an event.
    pub event: RustType,
    /// How they are verified, where that is known.
    pub verification: Option<VerificationPlan>,
}

/// How webhooks are verified.
#[derive(Debug)]
pub struct VerificationPlan {
    /// How they are signed, where that is otherwise than responses are.
    pub check: Option<CheckPlan>,
    /// How the time of sending is written.
    pub timestamp: Timestamp,
}

pub(super) fn webhooks(api: &Frozen, names: &Table) -> Option<WebhooksPlan> {
    let webhooks = api.webhooks.as_ref()?;
    let verification = webhooks.verification.as_ref().map(|verification| VerificationPlan {
        check: verification.check.as_ref().map(checked),
        timestamp: verification.timestamp,
    });
    Some(WebhooksPlan { event: reference(api, names, webhooks.event), verification })
}
