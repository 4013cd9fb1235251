//! The root of a crate: its docs, its modules, and what it passes on.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Crate, Docs, Group, TypeItem};

use super::format::{File, gate, ident};
use super::{server, signing};

/// Writes `lib.rs`.
pub(super) fn of_crate(plan: &Crate) -> File {
    let mut file = File::new(docs(plan));
    file.attributes(quote! { #![forbid(unsafe_code)] });
    if !plan.is_ascii {
        file.attributes(quote! {
            #![allow(
                confusable_idents,
                mixed_script_confusables,
                uncommon_codepoints,
                reason = "the names are the document's, in its own letters"
            )]
        });
    }
    if plan.has_placeholders {
        file.attributes(quote! { #![allow(clippy::disallowed_names, reason = "the names are the API's")] });
    }
    if plan.types.iter().any(TypeItem::is_deprecated) {
        file.attributes(
            quote! { #![allow(deprecated, reason = "operations still carry what the document deprecates")] },
        );
    }
    items(plan, &mut file);
    file
}

/// Writes the root of a module that is taken in with `include!`.
pub(super) fn of_module(plan: &Crate) -> File {
    let mut file = File::new("");
    items(plan, &mut file);
    file
}

fn docs(plan: &Crate) -> Docs {
    let mut docs = Docs::from("A client for ").plain(&plan.title).text(".").and(plan.description.clone());
    for (part, package, what) in [("dates", "chrono", "Dates and times"), ("uuids", "uuid", "UUIDs")] {
        if plan.manifest.has(part) {
            docs.paragraph(Docs::from(what).text(" are types of ").link(package).text(", which this crate passes on."));
        }
    }
    docs
}

fn items(plan: &Crate, file: &mut File) {
    let modules = [
        (true, quote! { mod client; }),
        (!plan.client.environments.is_empty(), quote! { mod environment; }),
        (!plan.errors.is_empty(), quote! { mod errors; }),
        (true, quote! { #[cfg(feature = "mock")] mod mock; }),
        (has_operations(plan), quote! { pub mod ops; }),
        (true, quote! { pub mod runtime; }),
        (server::is_needed(plan), quote! { pub mod server; }),
        (signing::is_needed(plan), quote! { mod signing; }),
        (!plan.types.is_empty(), quote! { pub mod types; }),
        (plan.webhooks.is_some(), quote! { #[cfg(feature = "webhook")] pub mod webhook; }),
    ];
    for (is_needed, module) in modules {
        if is_needed {
            file.item(module);
        }
    }
    for group in &plan.groups {
        file.item(group_module(group));
    }
    for export in exports(plan) {
        file.item(export);
    }
}

fn has_operations(plan: &Crate) -> bool {
    plan.groups.iter().any(|group| !group.operations.is_empty())
}

fn group_module(group: &Group) -> TokenStream {
    let (module, gate) = (ident(&group.module), gate(group.feature.as_slice()));
    // The compiler looks for a file by itself only where its name is the module's and ASCII.
    let place = (group.file != group.module || !group.file.is_ascii()).then(|| {
        let place = format!("{}.rs", group.file);
        quote! { #[path = #place] }
    });
    let visibility = group.feature.as_ref().map(|_| quote! { pub });
    quote! { #gate #place #visibility mod #module; }
}

/// What callers name without a module.
fn exports(plan: &Crate) -> Vec<TokenStream> {
    let has = |part: &str| plan.manifest.has(part);
    let is_signed = !plan.profiles.is_empty();
    let has_tokens = plan.client.tokens.is_some() || plan.client.oauth2.is_some();
    let of_some_tags = plan.errors.iter().all(|each| !each.features.is_empty()).then(|| {
        quote! { #[allow(unused_imports, reason = "each is compiled with the tags that need it")] }
    });
    let exports = [
        (true, quote! { pub use bytes; }),
        (has("dates"), quote! { pub use chrono; }),
        (!plan.client.environments.is_empty(), quote! { pub use environment::Environment; }),
        (!plan.errors.is_empty(), quote! { #of_some_tags pub use errors::*; }),
        (true, quote! { pub use http; }),
        (true, quote! { #[cfg(feature = "reqwest")] pub use reqwest; }),
        (
            is_signed && has("secp256k1"),
            quote! { #[cfg(feature = "ecdsa-secp256k1")] pub use runtime::EcdsaSecp256k1Signer; },
        ),
        (is_signed && has("ed25519"), quote! { pub use runtime::Ed25519Signer; }),
        (is_signed, quote! { pub use runtime::{Algorithm, KeyError, Signer, SignerError}; }),
        (has("base64"), quote! { pub use runtime::Base64; }),
        (has("multipart"), quote! { pub use runtime::{Multipart, Part}; }),
        (has("events"), quote! { pub use runtime::{Event, EventStream}; }),
        (has("lines"), quote! { pub use runtime::JsonLines; }),
        (has("response headers"), quote! { pub use runtime::HeaderError; }),
        (plan.client.tokens.is_some(), quote! { pub use runtime::CallSource; }),
        (plan.client.oauth2.is_some(), quote! { pub use runtime::{OAuth2, OAuth2Source}; }),
        (
            has_tokens,
            quote! {
                pub use runtime::{
                    Grant, Refusal, RefusalReason, Token, TokenError, TokenSource, TokenStore, Tokens,
                };
            },
        ),
        (has("patch"), quote! { pub use runtime::Patch; }),
        (has("pager"), quote! { pub use runtime::{Continuation, Items, Pages, PagingError}; }),
        (true, of_every_crate()),
        (has("uuids"), quote! { pub use uuid; }),
    ];
    exports.into_iter().filter(|(is_needed, _)| *is_needed).map(|(_, export)| export).collect()
}

fn of_every_crate() -> TokenStream {
    quote! {
        #[cfg(feature = "blocking")]
        pub use runtime::Blocking;
        #[cfg(feature = "reqwest")]
        pub use runtime::ReqwestTransport;
        #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
        pub use runtime::SystemClock;
        #[cfg(feature = "mock")]
        pub use runtime::{
            MockFault, MockFaults, MockPhase, MockRequest, MockResponse, MockRules, MockServer, MockTransport,
        };
        pub use runtime::{
            AnyError, ApiError, Attempt, AttemptEnd, BuildError, ByteStream, Call, Client, ClientBuilder, Clock,
            Connections, DecodeError, Error, FixedClock, InvalidRequest, Misfit, Op, Outcome, Policy, PolicyError,
            Random, RawJson, Reading, RequestBody, Response, Retry, RetryBudget, Secret, SignedText, SigningError,
            Sleep, StreamError, Transport, TransportError, UnexpectedResponse, UnsignedRequest, Verification,
            VerificationError,
        };
    }
}
