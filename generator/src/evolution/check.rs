//! How responses and webhooks are signed by the server.

use crate::ir::Webhooks;

use super::service::add;
use super::{Comparison, Rule, facts};

/// Compares how responses are checked.
pub(super) fn responses(comparison: &mut Comparison<'_>) {
    const PLACE: (&str, &str) = ("responses", "signatures of responses");
    let (old, new) = (&comparison.old.api.response_check, &comparison.new.api.response_check);
    match (old.as_ref().map(facts::check), new.as_ref().map(facts::check)) {
        (None, Some(is)) => add(comparison, Rule::ResponseCheckAdded, PLACE, &[], (None, Some(&is))),
        (Some(was), None) => add(comparison, Rule::ResponseCheckRemoved, PLACE, &[], (Some(&was), None)),
        (Some(was), Some(is)) if was != is => {
            add(comparison, Rule::ResponseCheckChanged, PLACE, &[], (Some(&was), Some(&is)));
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

/// Describes how webhooks are verified.
pub(super) fn webhooks(webhooks: &Webhooks) -> String {
    match &webhooks.verification {
        None => "not signed".to_owned(),
        Some(verification) => {
            let check = verification.check.as_ref().map_or_else(|| "as responses".to_owned(), facts::check);
            format!("{check}; timestamp {}", facts::timestamp(verification.timestamp))
        }
    }
}
