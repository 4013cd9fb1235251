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
    /// How they are signed, where that is otherwise than responses are.
    pub check: Option<CheckPlan>,
    /// The function of `Duration` that makes one of a timestamp's number.
    pub timestamp: &'static str,
}

pub(super) fn webhooks(api: &Frozen, names: &Table) -> Option<WebhooksPlan> {
    let webhooks = api.webhooks.as_ref()?;
    Some(WebhooksPlan {
        event: reference(api, names, webhooks.event),
        check: webhooks.check.as_ref().map(checked),
        timestamp: match webhooks.timestamp {
            Timestamp::UnixMilliseconds => "from_millis",
            Timestamp::UnixSeconds => "from_secs",
        },
    })
}
