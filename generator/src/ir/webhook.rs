//! What an API sends by itself.

use super::{ResponseCheck, Timestamp, TypeId};

/// The webhooks of an API: requests that it makes, each with one event.
#[derive(Clone, Debug)]
pub struct Webhooks {
    /// What the body of each is.
    pub event: TypeId,
    /// How they are verified, where an overlay says it.
    pub verification: Option<WebhookVerification>,
}

/// How webhooks are verified.
#[derive(Clone, Debug)]
pub struct WebhookVerification {
    /// How they are signed, where that is otherwise than responses are.
    pub check: Option<ResponseCheck>,
    /// How the moment of sending is written.
    pub timestamp: Timestamp,
}
