//! `x-signet-webhooks`: what an API sends by itself, and how it signs that.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Timestamp, Webhooks, Why};
use crate::openapi::{Extensions, Schema};
use crate::source::View;

use super::signing::TimestampEntry;
use super::{Lowering, settings};

const KEY: &str = "x-signet-webhooks";
/// Beside what is said of the schema itself.
const NO_EVENT: &str = "the event of webhooks cannot be generated";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object", rename_all = "kebab-case")]
struct Entry {
    /// A schema, which is read as those of the document are.
    #[allow(dead_code, reason = "reading it is the check that it is there")]
    event: IgnoredAny,
    timestamp: TimestampEntry,
    /// Read as the responses' is.
    #[allow(dead_code, reason = "it is read from the view, for the places of what is wrong with it")]
    check: Option<IgnoredAny>,
}

impl<'a> Lowering<'a, '_> {
    /// Reads what the webhooks hold and how they are signed.
    pub(super) fn webhooks(&mut self, extensions: &Extensions<'a>) {
        if let Some(view) = &extensions.webhooks {
            self.api.webhooks = self.read_webhooks(view);
        }
    }

    /// Says that there is no event, because of a schema that it is made of.
    pub(super) fn lost_webhooks(&mut self, extensions: &Extensions<'a>) {
        if let Some(event) = extensions.webhooks.as_ref().and_then(|view| view.get("event")) {
            self.refuse_webhooks::<()>(&event, NO_EVENT);
        }
    }

    fn read_webhooks(&mut self, view: &View<'a>) -> Option<Webhooks> {
        let entry: Entry = settings::read(view, KEY, self.diagnostics)?;
        let check = match view.get("check") {
            Some(check) => {
                if let Some(unsigned) = check.get("unsigned") {
                    return self.refuse_webhooks(&unsigned, "webhooks have no status, and are signed in any case");
                }
                Some(self.read_check(&check, KEY)?)
            }
            None if self.api.response_check.is_some() => None,
            None => {
                let why =
                    "nothing says how webhooks are signed: there is neither `check` nor `x-signet-response-check`";
                return self.refuse_webhooks(view, why);
            }
        };
        let event = view.get("event")?;
        if !event.is_object() {
            return self.refuse_webhooks(&event, "the event is a schema, or a `$ref` to one");
        }
        let hint = Hint::inline(vec!["webhook".to_owned(), "event".to_owned()]);
        let ty = self.schema(&Schema::new(event.clone(), self.dialect), hint);
        // An overlay says which schema it is: any JSON is not what it means.
        let ty = ty.filter(|ty| !matches!(self.api.types[*ty].kind, Kind::Any(Why::Reported)));
        let Some(event) = ty else { return self.refuse_webhooks(&event, NO_EVENT) };
        Some(Webhooks { event, check, timestamp: Timestamp::from(entry.timestamp) })
    }

    fn refuse_webhooks<T>(&mut self, view: &View<'_>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::error(Code::Extension, why)
                .at(&view.origin(), "this value")
                .help("docs/overlay.md lists every key with its schema"),
        );
        None
    }
}
