//! Webhooks: what the API sends by itself, and how `x-signet-webhooks` says that it signs that.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{
    Alternative, Codec, Hint, Kind, TagPlace, Timestamp, Type, TypeId, Union, WebhookVerification, Webhooks, Why,
};
use crate::openapi::{Document, RequestBody, Schema, Webhook};
use crate::source::View;

use super::body::Direction;
use super::signing::TimestampEntry;
use super::{Lowering, settings};

const KEY: &str = "x-signet-webhooks";
/// Beside what is said of the schema itself.
const NO_EVENT: &str = "the schema of `event` is invalid";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object", rename_all = "kebab-case")]
struct Entry {
    /// A schema, which is read as those of the document are.
    #[allow(dead_code, reason = "it is read from the view")]
    event: Option<IgnoredAny>,
    timestamp: TimestampEntry,
    /// Read as the responses' is.
    #[allow(dead_code, reason = "it is read from the view, for the places of what is wrong with it")]
    check: Option<IgnoredAny>,
}

impl<'a> Lowering<'a, '_> {
    /// Lowers what webhooks hold and how they are verified: what an overlay says, else what the document declares.
    pub(super) fn webhooks(&mut self, document: &Document<'a>) {
        self.api.webhooks = match &document.extensions.webhooks {
            Some(view) => self.read_webhooks(view, &document.webhooks),
            None => self.declared_event(&document.webhooks).map(|event| Webhooks { event, verification: None }),
        };
    }

    /// Reports that there is no event, because of a schema that it is made of.
    pub(super) fn lost_webhooks(&mut self, document: &Document<'a>) {
        let event = document.extensions.webhooks.as_ref().and_then(|view| view.get("event"));
        if let Some(place) = event.or_else(|| document.webhooks.first().map(|webhook| webhook.view.clone())) {
            self.refuse_webhooks::<()>(&place, NO_EVENT);
        }
    }

    /// The body of any of the declared webhooks: a union with a variant for each body, also where there is only one, since a
    /// document may declare more later.
    fn declared_event(&mut self, webhooks: &[Webhook<'a>]) -> Option<TypeId> {
        let mut variants: Vec<Alternative> = Vec::new();
        // A body that several refer to is called after one of them, whatever their order.
        let mut sorted: Vec<&Webhook<'a>> = webhooks.iter().collect();
        sorted.sort_by_key(|webhook| (webhook.name, &webhook.method));
        for webhook in sorted {
            let Some(ty) = self.declared_body(webhook) else { continue };
            let hint = &self.api.types[ty].hint;
            // The body tells it from the others: webhooks that share one cannot be told apart.
            let key = format!("event({})", hint.key());
            match variants.iter_mut().find(|known| known.key == key) {
                Some(shared) => shared.hint = hint.words().join(" "),
                None => variants.push(Alternative {
                    ty,
                    hint: event_words(webhook).join(" "),
                    name: None,
                    key,
                    tag: TagPlace::Declared,
                    boxed: false,
                }),
            }
        }
        if variants.is_empty() {
            return None;
        }
        let origin = self.tree.root().key_origin("webhooks");
        let hint = Hint::inline(vec!["webhook".to_owned(), "event".to_owned()]);
        let kind = Kind::Union(Union { variants, open: true, ..Union::new() });
        Some(self.api.types.push(Type { kind, ..Type::any(hint, origin) }))
    }

    /// The JSON body of a webhook; one without is reported.
    fn declared_body(&mut self, webhook: &Webhook<'a>) -> Option<TypeId> {
        let Some(RequestBody::Payload { payload, .. }) = &webhook.request_body else {
            return self.bodyless(webhook, "has no body");
        };
        let words = match &payload.component {
            Some(name) => vec![name.clone()],
            None => [event_words(webhook), vec!["event".to_owned()]].concat(),
        };
        let media = self.media(payload, &words, Direction::Response)?.read;
        match media.into_iter().find(|media| media.codec == Codec::Json).and_then(|media| media.ty) {
            Some(ty) => Some(ty),
            None => self.bodyless(webhook, "has no JSON body"),
        }
    }

    fn bodyless<T>(&mut self, webhook: &Webhook<'a>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(Code::Webhook, format!("the webhook `{}` {why}", webhook.name.escape_debug()))
                .at(&webhook.view.origin(), "expected `requestBody` with `application/json`")
                .cost("the webhook is skipped"),
        );
        None
    }

    fn read_webhooks(&mut self, view: &View<'a>, declared: &[Webhook<'a>]) -> Option<Webhooks> {
        let entry: Entry = settings::read(view, KEY, self.diagnostics)?;
        let check = match view.get("check") {
            Some(check) => {
                if let Some(unsigned) = check.get("unsigned") {
                    return self.refuse_webhooks(
                        &unsigned,
                        "`unsigned` is not supported in `x-signet-webhooks`: a webhook has no status code",
                    );
                }
                Some(self.read_check(&check, KEY)?)
            }
            None if self.api.response_check.is_some() => None,
            None => {
                let why = "`x-signet-webhooks` needs `check`, since `x-signet-response-check` is missing";
                return self.refuse_webhooks(view, why);
            }
        };
        let event = match view.value("event") {
            Some(event) => self.named_event(&event)?,
            None if declared.is_empty() => {
                let why = "`x-signet-webhooks` needs `event`, since the document declares no webhooks";
                return self.refuse_webhooks(view, why);
            }
            None => match self.declared_event(declared) {
                Some(event) => event,
                None => return self.refuse_webhooks(view, "no declared webhook has a body that is supported"),
            },
        };
        let verification = Some(WebhookVerification { check, timestamp: Timestamp::from(entry.timestamp) });
        Some(Webhooks { event, verification })
    }

    /// The event that an overlay names.
    fn named_event(&mut self, event: &View<'a>) -> Option<TypeId> {
        if !event.is_object() {
            return self.refuse_webhooks(event, "`event` is not a schema");
        }
        let hint = Hint::inline(vec!["webhook".to_owned(), "event".to_owned()]);
        let ty = self.schema(&Schema::new(event.clone(), self.dialect), hint);
        // An overlay says which schema it is: any JSON is not what it means.
        let ty = ty.filter(|ty| !matches!(self.api.types[*ty].kind, Kind::Any(Why::Reported)));
        ty.or_else(|| self.refuse_webhooks(event, NO_EVENT))
    }

    fn refuse_webhooks<T>(&mut self, view: &View<'_>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(Code::Extension, why)
                .at(&view.origin(), "this value")
                .help("see docs/overlay.md for the schema of the key"),
        );
        None
    }
}

/// The words for the event of a webhook: its name, and its method unless that is the usual one.
fn event_words(webhook: &Webhook<'_>) -> Vec<String> {
    let method = (webhook.method != "POST").then(|| webhook.method.to_lowercase());
    [Some(webhook.name.to_owned()), method].into_iter().flatten().collect()
}
