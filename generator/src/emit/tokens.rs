//! Tokens that the client obtains by itself: by calls of the API, or of an authorization server.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{ClientPlan, Docs, OAuth2Plan, TokensPlan};

use super::format::{docs, gate, ident};

/// Writes the client's methods for tokens, where the API has them.
pub(super) fn methods(client: &ClientPlan) -> Option<TokenStream> {
    let (methods, scheme, beside) = match (&client.tokens, &client.oauth2) {
        (Some(tokens), _) => (by_calls(tokens), &tokens.scheme, tokens.beside.as_slice()),
        (None, Some(oauth2)) => (by_grants(oauth2), &oauth2.scheme, &[][..]),
        (None, None) => return None,
    };
    Some(quote! {
        impl Client {
            #methods
            /// Returns a client that sends these tokens with calls that accept one, and shares everything else with this client.
            ///
            /// Create a client for each organization or user: clients are cheap.
            #[must_use]
            pub fn with_tokens(&self, tokens: crate::runtime::Tokens) -> Self {
                self.with_credential(#scheme, crate::runtime::TokenCredential::new(tokens, &[#(#beside),*]).timed_by(self))
            }
        }
    })
}

fn by_calls(plan: &TokensPlan) -> TokenStream {
    let about = Docs::from("Obtains tokens from operations of this client: ");
    let about = match &plan.refresh {
        Some(_) => about.text("`get` makes the first one, `refresh` those after it."),
        None => about.text("`get` makes them."),
    };
    let text = docs(&about.and("The first one is requested when it is needed."));
    // Each list is one of alternatives, and all of them must hold.
    let gates = plan.features.iter().map(|alternatives| gate(alternatives));
    let get = ident(&plan.get);
    let refresh = plan.refresh.as_deref().map(ident);
    let argument = refresh.as_ref().map(|refresh| {
        quote! {
            refresh: impl Fn(&Self, &crate::runtime::Secret) -> crate::runtime::Call<crate::ops::#refresh> + Send + Sync + 'static,
        }
    });
    let refreshing = refresh.map(|_| quote! { .refreshing(refresh) });
    let access_token = &plan.access_token;
    let (lifetime, refresh_token) = (property(plan.lifetime.as_ref()), property(plan.refresh_token.as_ref()));
    quote! {
        #text
        #(#gates)*
        pub fn token_source(
            &self,
            get: impl Fn(&Self) -> crate::runtime::Call<crate::ops::#get> + Send + Sync + 'static,
            #argument
        ) -> crate::runtime::CallSource {
            static RULE: crate::runtime::TokenRule = crate::runtime::TokenRule {
                access_token: #access_token,
                lifetime: #lifetime,
                refresh_token: #refresh_token,
            };
            crate::runtime::CallSource::new(self, &RULE, get) #refreshing
        }
    }
}

fn property(name: Option<&String>) -> TokenStream {
    match name {
        Some(name) => quote! { Some(#name) },
        None => quote! { None },
    }
}

fn by_grants(plan: &OAuth2Plan) -> TokenStream {
    let OAuth2Plan { token_url, refresh_url, .. } = plan;
    let about = Docs::from("Returns a client that obtains tokens from the authorization server at ").code(token_url);
    let about = about
        .text(", and renews them.")
        .and("Calls that accept a token are sent with one. Everything else is shared with this client.");
    let text = docs(&about);
    quote! {
        #text
        #[must_use]
        pub fn with_oauth2(&self, asking: crate::runtime::OAuth2) -> Self {
            self.with_tokens(crate::runtime::Tokens::new(self.token_source(asking)))
        }

        /// Obtains tokens from that server, with the transport of this client. The first one is requested when it is needed.
        pub fn token_source(&self, asking: crate::runtime::OAuth2) -> crate::runtime::OAuth2Source {
            crate::runtime::OAuth2Source::new(self, #token_url, #refresh_url, asking)
        }
    }
}
