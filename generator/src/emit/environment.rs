//! The environments: the named servers of an API, with the keys that check what they send.

use quote::quote;

use crate::plan::{Crate, Docs};

use super::format::{File, docs, ident};

pub(super) fn file(plan: &Crate) -> File {
    let mut file = File::new("The environments of the API.");
    let environments = &plan.client.environments;
    let variants = environments.iter().map(|each| {
        let text = if each.docs.is_empty() { Docs::of_code(&each.server) } else { each.docs.clone() };
        let (name, text) = (ident(&each.name), docs(&text));
        quote! { #text #name }
    });
    let servers = environments.iter().map(|each| {
        let (name, server) = (ident(&each.name), &each.server);
        quote! { Self::#name => #server }
    });
    let response_key = signed(plan).map(|signed| {
        let text = docs(&Docs::from("Returns the public key, in hexadecimal, that verifies ").text(signed).text("."));
        let keys = environments.iter().map(|each| {
            let name = ident(&each.name);
            let key = match &each.response_key {
                Some(key) => quote! { Some(#key) },
                None => quote! { None },
            };
            quote! { Self::#name => #key }
        });
        quote! {
            #text
            #[must_use]
            pub const fn response_key(self) -> Option<&'static str> {
                match self {
                    #(#keys,)*
                }
            }
        }
    });
    file.item(quote! {
        /// An environment of the API.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Environment {
            #(#variants,)*
        }
        impl Environment {
            /// Returns the base URL.
            #[must_use]
            pub const fn base_url(self) -> &'static str {
                match self {
                    #(#servers,)*
                }
            }
            #response_key
        }
    });
    file
}

/// What the API signs with the keys of its environments; nothing where it signs nothing.
pub(super) fn signed(plan: &Crate) -> Option<&'static str> {
    match (plan.client.responses_signed, plan.verifies_webhooks()) {
        (true, true) => Some("responses and webhooks"),
        (true, false) => Some("responses"),
        (false, true) => Some("webhooks"),
        (false, false) => None,
    }
}
