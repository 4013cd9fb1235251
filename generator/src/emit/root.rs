//! The root of a crate: its docs, its modules, and what it passes on.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Algorithm, Crate, Docs, TypeItem};

use super::format::File;
use super::{groups, server, signing};

/// Writes `lib.rs`, whose docs begin with a page.
pub(super) fn file(plan: &Crate, page: Docs) -> File {
    let page = if plan.description.is_empty() { page } else { page.and("## The API").and(plan.description.clone()) };
    let mut file = File::new(page);
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
        file.attributes(quote! { #![allow(clippy::disallowed_names, reason = "the names come from the document")] });
    }
    if plan.types.iter().flat_map(|file| &file.items).any(TypeItem::is_deprecated) {
        file.attributes(
            quote! { #![allow(deprecated, reason = "operations still carry what the document deprecates")] },
        );
    }
    items(plan, &mut file);
    file
}

fn items(plan: &Crate, file: &mut File) {
    let modules = [
        (true, quote! { mod client; }),
        (!plan.client.environments.is_empty(), quote! { mod environment; }),
        (!plan.errors.is_empty(), quote! { mod errors; }),
        (true, quote! { #[cfg(feature = "mock")] pub mod mock; }),
        (has_operations(plan), quote! { pub mod ops; }),
        (true, runtime()),
        (server::is_needed(plan), quote! { pub mod server; }),
        (signing::is_needed(plan), quote! { mod signing; }),
        (groups::has_tags(plan), quote! { pub mod tags; }),
        (!plan.types.is_empty(), quote! { pub mod types; }),
        (plan.groups.iter().any(|group| group.view.is_none()), quote! { mod untagged; }),
        (plan.webhooks.is_some(), quote! { #[cfg(feature = "webhook")] pub mod webhook; }),
    ];
    for (is_needed, module) in modules {
        if is_needed {
            file.item(module);
        }
    }
    for export in exports(plan) {
        file.item(export);
    }
}

fn has_operations(plan: &Crate) -> bool {
    plan.groups.iter().any(|group| !group.operations.is_empty())
}

/// The runtime is the same for every API, and not all of it is used by each.
fn runtime() -> TokenStream {
    quote! {
        #[allow(dead_code, unused_imports, reason = "what this API does not need of it")]
        mod runtime;
    }
}

/// What callers name without a module: most of it is the runtime's face.
fn exports(plan: &Crate) -> Vec<TokenStream> {
    let mut exports = vec![quote! { pub use runtime::face::*; }];
    if !plan.client.environments.is_empty() {
        exports.push(quote! { pub use environment::Environment; });
    }
    if !plan.errors.is_empty() {
        let of_some_tags = plan.errors.iter().all(|each| !each.features.is_empty()).then(|| {
            quote! { #[allow(unused_imports, reason = "each is compiled with the tags that need it")] }
        });
        exports.push(quote! { #of_some_tags pub use errors::*; });
    }
    let algorithms: BTreeSet<Algorithm> = plan.profiles.iter().flat_map(|each| &each.algorithms).copied().collect();
    exports.extend(algorithms.into_iter().map(signer));
    exports
}

/// Passes on the signer of an algorithm whose key is in memory.
fn signer(algorithm: Algorithm) -> TokenStream {
    match algorithm {
        Algorithm::Ed25519 => quote! { pub use runtime::sign::ed25519::Ed25519Signer; },
        Algorithm::EcdsaSecp256k1 => quote! {
            #[cfg(feature = "ecdsa-secp256k1")]
            pub use runtime::sign::secp256k1::EcdsaSecp256k1Signer;
        },
    }
}
