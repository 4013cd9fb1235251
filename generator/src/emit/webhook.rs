//! What the API sends by itself: how that is checked, and what it is read as.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Crate, Timestamp, VerificationPlan, WebhooksPlan};

use super::argument::outside;
use super::format::File;
use super::signing;

pub(super) fn file(webhooks: &WebhooksPlan, plan: &Crate) -> File {
    match &webhooks.verification {
        Some(verification) => verified(webhooks, verification, plan),
        None => unverified(webhooks),
    }
}

fn event(webhooks: &WebhooksPlan, file: &mut File) {
    let event = outside(&webhooks.event, file);
    file.item(quote! {
        /// The event of a webhook.
        pub type Event = #event;
    });
}

/// The module of an API that says how it signs its webhooks.
fn verified(webhooks: &WebhooksPlan, verification: &VerificationPlan, plan: &Crate) -> File {
    let mut file = File::new(
        "Webhooks: requests that the API makes. Each is signed; nothing of one is to be believed before that is checked.\n\n\
         The bytes of the body must be those that were received: JSON that was read and written again is other bytes.",
    );
    for path in ["std::time::Duration", "std::time::SystemTime", "http::HeaderMap"] {
        file.import(path);
    }
    file.import_from("crate::runtime", &["Clock", "SystemClock", "WebhookRule"]);
    file.item(quote! { pub use crate::runtime::{EventError, ResponseKey, Verified, WebhookError}; });
    event(webhooks, &mut file);
    let signature = if let Some(check) = &verification.check {
        signing::rule(check, &signing::WEBHOOKS, &mut file);
        quote! { &WEBHOOKS }
    } else {
        file.import("crate::signing");
        quote! { &signing::RESPONSES }
    };
    file.item(rule(verification, &signature, plan));
    if !plan.client.environments.is_empty() {
        file.import("crate::environment::Environment");
        file.item(key());
    }
    file.item(verify());
    file
}

/// The module of an API that declares webhooks and does not say how it signs them.
fn unverified(webhooks: &WebhooksPlan) -> File {
    let mut file = File::new(
        "Webhooks: requests that the API makes.\n\n\
         The API description does not say how they are signed. Verify who sent a webhook, as the API's documentation says, \
         before you rely on its event.",
    );
    file.item(quote! { pub use crate::runtime::EventError; });
    event(webhooks, &mut file);
    file.item(quote! {
        /// Decodes the body of a webhook, without verifying the sender.
        pub fn read(body: &[u8]) -> Result<Event, EventError> {
            crate::runtime::read_event(body)
        }
    });
    file
}

fn rule(plan: &VerificationPlan, signature: &TokenStream, of: &Crate) -> TokenStream {
    let since_1970 = match plan.timestamp {
        Timestamp::UnixMilliseconds => quote! { from_millis },
        Timestamp::UnixSeconds => quote! { from_secs },
    };
    let known = of.client.environments.iter().filter_map(|each| Some((&each.name, each.response_key.as_ref()?)));
    let known = known.map(|(name, key)| quote! { (#name, #key) });
    quote! {
        static RULE: WebhookRule = WebhookRule {
            signature: #signature,
            since_1970: Duration::#since_1970,
            environments: &[#(#known),*],
        };
    }
}

fn key() -> TokenStream {
    quote! {
        /// Returns the public key with which an environment signs webhooks, if it is known.
        #[must_use]
        pub fn key(environment: Environment) -> Option<ResponseKey> {
            ResponseKey::from_hex(environment.response_key()?).ok()
        }
    }
}

fn verify() -> TokenStream {
    quote! {
        /// Verifies that the holder of `key` signed a webhook at most `max_age` ago.
        ///
        /// The time of the webhook may also be at most `max_age` in the future, since clocks differ; a few minutes are usual. A
        /// captured webhook can be replayed until it expires: deduplicate events by ID.
        pub fn verify(
            headers: &HeaderMap,
            body: &[u8],
            key: &ResponseKey,
            max_age: Duration,
        ) -> Result<Verified<Event>, WebhookError> {
            verify_at(headers, body, key, max_age, SystemClock.now())
        }

        /// Like [`verify`], with the given current time: for tests, and for targets without a clock.
        pub fn verify_at(
            headers: &HeaderMap,
            body: &[u8],
            key: &ResponseKey,
            max_age: Duration,
            now: SystemTime,
        ) -> Result<Verified<Event>, WebhookError> {
            RULE.verify(headers, body, key, max_age, now)
        }
    }
}
