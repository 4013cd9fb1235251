//! The client of an API: its servers, its credentials, and a view of each tag's operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{ClientPlan, Crate, Docs, Group, QueryPlan, VariablePlan};

use super::format::{File, docs, gate, ident};
use super::{credentials, tokens};

pub(super) fn file(plan: &Crate) -> File {
    let mut file = File::new("The client of this API: its servers, its credentials, and and the operations by tag.");
    file.import_from("crate::runtime", &["Api", "Client", "ClientBuilder", "QueryEncoding"]);
    file.item(api(plan));
    let (start, views) = (start(&plan.client), plan.groups.iter().filter_map(view));
    file.item(quote! {
        impl Client {
            /// Returns a builder, which [`ClientBuilder::build`] turns into a client.
            pub fn builder() -> ClientBuilder {
                #start
            }
            #(#views)*
        }
    });
    if let Some(methods) = tokens::methods(&plan.client) {
        file.item(methods);
    }
    let methods = builder(plan, &mut file);
    if !methods.is_empty() {
        file.item(quote! {
            impl ClientBuilder {
                #(#methods)*
            }
        });
    }
    if plan.client.responses_signed {
        let verifier = verifier(&mut file);
        file.item(verifier);
    }
    file
}

fn api(plan: &Crate) -> TokenStream {
    let (title, version, user_agent) = (&plan.title, &plan.api_version, plan.manifest.user_agent());
    let query = match plan.client.query {
        QueryPlan::Rfc6570 => quote! { Rfc6570 },
        QueryPlan::FormUrlencoded { drop_empty } => quote! { FormUrlencoded { drop_empty: #drop_empty } },
    };
    quote! {
        static API: Api = Api {
            name: #title,
            version: #version,
            user_agent: #user_agent,
            query: QueryEncoding::#query,
        };
    }
}

/// The expression that a builder starts from: what the document says of every call.
fn start(client: &ClientPlan) -> TokenStream {
    let mut start = quote! { ClientBuilder::for_api(&API) };
    if let Some(server) = &client.default_server {
        let url = &server.url;
        let variables =
            server.variables.iter().map(|VariablePlan { variable, default, .. }| quote! { (#variable, #default) });
        start.extend(quote! { .published(#url, &[#(#variables),*]) });
    }
    if client.responses_signed {
        let help = "call `environment`, `response_key` or `without_response_verification`";
        start.extend(quote! { .responses_signed(#help) });
    }
    if client.reads_leniently {
        start.extend(quote! { .reading(crate::runtime::Reading::Lenient) });
    }
    if !client.bearer_schemes.is_empty() {
        let schemes = &client.bearer_schemes;
        start.extend(quote! { .bearer_schemes(&[#(#schemes),*]) });
    }
    if !client.scheme_headers.is_empty() {
        let headers = client.scheme_headers.iter().map(|(scheme, header)| quote! { (#scheme, #header) });
        start.extend(quote! { .scheme_headers(&[#(#headers),*]) });
    }
    if !client.requirements.is_empty() {
        let requirements = client.requirements.iter().map(|alternatives| {
            let alternatives = alternatives.iter().map(|schemes| quote! { &[#(#schemes),*] });
            quote! { &[#(#alternatives),*] }
        });
        start.extend(quote! { .requirements(&[#(#requirements),*]) });
    }
    start
}

/// The method that leads to a group's view; the operations of a group without a view are the client's own methods.
fn view(group: &Group) -> Option<TokenStream> {
    let view = ident(group.view.as_deref()?);
    let about = Docs::from("Returns the operations of ").code(&group.tag).text(".");
    let text = docs(if group.docs.is_empty() { &about } else { &group.docs });
    let (gate, module) = (gate(group.feature.as_slice()), ident(&group.module));
    Some(quote! {
        #text
        #gate
        #[must_use]
        pub const fn #module(&self) -> crate::tags::#module::#view<'_> {
            crate::tags::#module::#view { client: self }
        }
    })
}

/// The methods of the builder that not every API has.
fn builder(plan: &Crate, file: &mut File) -> Vec<TokenStream> {
    let client = &plan.client;
    let mut methods = Vec::new();
    if !client.environments.is_empty() {
        file.import("crate::environment::Environment");
        methods.push(environment(client.responses_signed));
    }
    if client.responses_signed {
        methods.push(quote! {
            /// Verifies responses with this public key, in hexadecimal, instead of the environment's.
            pub fn response_key(self, key: &str) -> Self {
                match verifier(key) {
                    Ok(verifier) => self.verifier(verifier),
                    Err(error) => self.fail(error),
                }
            }

            /// Accepts responses without verifying them. An attacker between the server and this client can then change them.
            pub fn without_response_verification(self) -> Self {
                self.unverified()
            }
        });
    }
    methods.extend(client.default_server.iter().flat_map(|server| &server.variables).map(variable));
    methods.extend(credentials::methods(plan, file));
    methods
}

fn environment(responses_signed: bool) -> TokenStream {
    if !responses_signed {
        return quote! {
            /// Sets the environment to call.
            pub fn environment(self, environment: Environment) -> Self {
                self.server(environment.base_url())
            }
        };
    }
    quote! {
        /// Sets the environment to call, with the key that verifies its responses.
        pub fn environment(self, environment: Environment) -> Self {
            let builder = self.server(environment.base_url());
            match environment.response_key().map(verifier) {
                Some(Ok(verifier)) => builder.default_verifier(verifier),
                Some(Err(error)) => builder.fail(error),
                None => builder,
            }
        }
    }
}

fn variable(plan: &VariablePlan) -> TokenStream {
    let VariablePlan { variable, .. } = plan;
    let about = Docs::from("Sets the server variable ").code(variable).text(".");
    let text = docs(&about.and(plan.docs.clone()));
    let (setter, argument, choice) = (ident(&plan.setter), ident(&plan.argument), ident(&plan.choice));
    let (ty, value) = if plan.values.is_empty() {
        (quote! { &str }, quote! { #argument })
    } else {
        (quote! { crate::server::#choice }, quote! { #argument.as_str() })
    };
    quote! {
        #text
        pub fn #setter(self, #argument: #ty) -> Self {
            self.variable(#variable, #value)
        }
    }
}

fn verifier(file: &mut File) -> TokenStream {
    file.import("std::sync::Arc");
    file.import_from("crate::runtime", &["BuildError", "Verify"]);
    file.import_from("crate::runtime::sign::verification", &["ResponseKey", "ResponseVerifier"]);
    file.import("crate::signing");
    quote! {
        fn verifier(key: &str) -> Result<Arc<dyn Verify>, BuildError> {
            let key = ResponseKey::from_hex(key).map_err(|error| BuildError::InvalidKey(Box::new(error)))?;
            Ok(Arc::new(ResponseVerifier::new(&signing::RESPONSES, key)))
        }
    }
}
