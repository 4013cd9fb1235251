//! Credentials: the builder's method for each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Crate, Credential, CredentialKind, Docs};

use super::format::{File, docs, ident};

/// Writes the builder's method for each credential.
pub(super) fn methods(plan: &Crate, file: &mut File) -> Vec<TokenStream> {
    let mut methods = Vec::new();
    for credential in &plan.client.credentials {
        methods.push(method(credential, file));
    }
    if plan.client.has_bearer_token() {
        methods.push(bearer_token(plan, file));
    }
    methods
}

fn method(credential: &Credential, file: &mut File) -> TokenStream {
    let (about, value) = match &credential.kind {
        CredentialKind::Signature => {
            file.import_from("crate::runtime::sign::signing", &["Signer", "Signing"]);
            file.import("crate::signing");
            let marker = ident(&credential.marker);
            ("Signs requests with this key.", quote! { Signing::new(&signing::#marker, signer) })
        }
        CredentialKind::HeaderKey(header) => {
            file.import("crate::runtime::auth::api_key::HeaderKey");
            let header = header.to_ascii_lowercase();
            ("Sends this secret in a header.", quote! { HeaderKey::new(#header, secret) })
        }
        CredentialKind::QueryKey(parameter) => {
            file.import("crate::runtime::auth::api_key::QueryKey");
            ("Sends this secret in the query.", quote! { QueryKey::new(#parameter, secret) })
        }
        CredentialKind::CookieKey(cookie) => {
            file.import("crate::runtime::auth::api_key::CookieKey");
            ("Sends this secret in a cookie.", quote! { CookieKey::new(#cookie, secret) })
        }
        CredentialKind::Bearer => {
            file.import("crate::runtime::auth::bearer::Bearer");
            ("Sends this token as `Authorization: Bearer`.", quote! { Bearer::new(secret) })
        }
        CredentialKind::Token { beside } => {
            file.import_from("crate::runtime", &["TokenCredential", "Tokens"]);
            let value = quote! { TokenCredential::new(Tokens::fixed(secret), &[#(#beside),*]) };
            ("Sends this token as `Authorization: Bearer`.", value)
        }
        CredentialKind::Basic => {
            file.import("crate::runtime::auth::basic::Basic");
            ("Sends user and password as `Authorization: Basic`.", quote! { Basic::new(user, password) })
        }
    };
    let arguments = match &credential.kind {
        CredentialKind::Signature => quote! { signer: impl Signer },
        CredentialKind::Basic => quote! { user: &str, password: impl Into<Secret> },
        CredentialKind::HeaderKey(_)
        | CredentialKind::QueryKey(_)
        | CredentialKind::CookieKey(_)
        | CredentialKind::Bearer
        | CredentialKind::Token { .. } => quote! { secret: impl Into<Secret> },
    };
    if credential.kind != CredentialKind::Signature {
        file.import("crate::runtime::Secret");
    }
    let (name, scheme) = (ident(&credential.method), &credential.scheme);
    let text = docs(&Docs::from(about).and(credential.docs.clone()));
    quote! {
        #text
        pub fn #name(self, #arguments) -> Self {
            self.credential(#scheme, #value)
        }
    }
}

/// The method that every client has, for a token that no scheme may declare.
fn bearer_token(plan: &Crate, file: &mut File) -> TokenStream {
    file.import("crate::runtime::Secret");
    let mut text = Docs::from(
        "Sends this token as `Authorization: Bearer` with every call, even if the API description requires no credential.",
    );
    if !plan.client.bearer_schemes.is_empty() {
        text.paragraph("It is also the credential of every security scheme that is sent in this way.");
    }
    let text = docs(&text.and("`build` fails if another credential is given that is sent in this header."));
    quote! {
        #text
        pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
            self.token_for_every_call(token)
        }
    }
}
