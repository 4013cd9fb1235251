//! The program on the first page: a file of Rust as text.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Crate, CredentialUse, ProgramCall, Proof, Sample, ServerUse};

use super::EmitError;
use super::format::{Malformed, ident};
use super::print;

/// Writes the program; nothing where there is no operation that a short program could call.
pub(super) fn program(plan: &Crate) -> Result<Option<String>, EmitError> {
    let program = &plan.program;
    let Some(first) = &program.call else { return Ok(None) };
    let imports = imports(plan);
    let name = ident(&plan.manifest.library());
    let (server, credentials) = (server(&program.server), program.credentials.iter().map(credential));
    let (first, list) = (call(first), program.list.as_ref().map(list));
    let tokens = quote! {
        use #name::{#(#imports),*};
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = Client::builder() #server #(#credentials)* .build()?;
            #first
            #list
            Ok(())
        }
    };
    let file = syn::parse2(tokens).map_err(|error| Malformed::new(error, "README.md".to_owned()))?;
    Ok(Some(print::text(file)))
}

/// What the program names, in order.
fn imports(plan: &Crate) -> Vec<TokenStream> {
    let program = &plan.program;
    let calls = || program.call.iter().chain(&program.list);
    let mut names = vec!["Client", "Error"];
    if matches!(program.server, ServerUse::Environment(_)) {
        names.push("Environment");
    }
    names.extend(program.credentials.iter().filter_map(|credential| match credential.proof {
        Proof::Ed25519 => Some("Ed25519Signer"),
        Proof::Secret | Proof::Basic => None,
    }));
    names.sort_unstable();
    names.dedup();
    if calls().any(|call| call.request.is_some()) {
        names.push("ops");
    }
    if calls().any(|call| call.arguments.iter().any(|(_, sample)| sample.is_of_types())) {
        names.push("types");
    }
    names
        .into_iter()
        .map(|name| {
            let name = ident(name);
            quote! { #name }
        })
        .collect()
}

fn server(server: &ServerUse) -> Option<TokenStream> {
    match server {
        ServerUse::Environment(name) => {
            let name = ident(name);
            Some(quote! { .environment(Environment::#name) })
        }
        ServerUse::Default => None,
        ServerUse::BaseUrl { responses_signed } => {
            let key = responses_signed.then(|| quote! { .response_key(&std::env::var("RESPONSE_KEY")?) });
            Some(quote! { .base_url(std::env::var("BASE_URL")?) #key })
        }
    }
}

fn credential(credential: &CredentialUse) -> TokenStream {
    let method = ident(&credential.method);
    let variable = credential.method.to_uppercase();
    match credential.proof {
        Proof::Ed25519 => {
            quote! { .#method(Ed25519Signer::from_hex(&std::env::var("SIGNING_KEY")?)?) }
        }
        Proof::Secret => quote! { .#method(std::env::var(#variable)?) },
        Proof::Basic => quote! { .#method(&std::env::var("API_USER")?, std::env::var("API_PASSWORD")?) },
    }
}

/// The call itself, not sent yet.
fn made(call: &ProgramCall) -> TokenStream {
    let (method, view) = (ident(&call.method), call.view.as_deref().map(ident).into_iter());
    let names = call.arguments.iter().map(|(name, _)| ident(name));
    let values = call.arguments.iter().map(|(_, sample)| value(sample));
    let arguments = if let Some(request) = &call.request {
        let request = ident(request);
        quote! { ops::#request { #(#names: #values),* } }
    } else {
        quote! { #(#values),* }
    };
    quote! { client #(.#view())* .#method(#arguments) }
}

fn call(call: &ProgramCall) -> TokenStream {
    let made = made(call);
    let success = if call.is_empty {
        quote! { Ok(()) => println!("done") }
    } else {
        quote! { Ok(response) => println!("{response:#?}") }
    };
    quote! {
        match #made.send().await {
            #success,
            Err(Error::Api(error)) => eprintln!("{}: {:?}", error.status(), error.body()),
            Err(error) => return Err(error.into()),
        }
    }
}

fn list(call: &ProgramCall) -> TokenStream {
    let made = made(call);
    quote! {
        let mut items = #made.items();
        while let Some(item) = items.next().await {
            let item = item?;
            println!("{item:?}");
        }
    }
}

fn value(sample: &Sample) -> TokenStream {
    match sample {
        Sample::Text(text) => quote! { #text },
        Sample::String(text) => quote! { #text.to_owned() },
        Sample::Into(text) => quote! { #text.into() },
        Sample::Parsed(text) => quote! { #text.parse()? },
        Sample::Integer => quote! { 1 },
        Sample::Float => quote! { 1.0 },
        Sample::Boolean => quote! { true },
        Sample::Nothing => quote! { None },
        Sample::EmptyMap => quote! { Default::default() },
        Sample::Borrowed(inner) => {
            let inner = value(inner);
            quote! { &#inner }
        }
        Sample::Boxed(inner) => {
            let inner = value(inner);
            quote! { Box::new(#inner) }
        }
        Sample::List(inner) => {
            let inner = value(inner);
            quote! { vec![#inner] }
        }
        Sample::Slice(inner) => {
            let inner = value(inner);
            quote! { &[#inner] }
        }
        Sample::Tuple(values) => {
            let values = values.iter().map(value);
            quote! { (#(#values,)*) }
        }
        Sample::Variant(ty, variant) => {
            let (ty, variant) = (ident(ty), ident(variant));
            quote! { types::#ty::#variant }
        }
        Sample::Holding(ty, variant, inner) => {
            let (ty, variant, inner) = (ident(ty), ident(variant), value(inner));
            quote! { types::#ty::#variant(#inner) }
        }
        Sample::New(ty, arguments) => {
            let (ty, arguments) = (ident(ty), arguments.iter().map(value));
            quote! { types::#ty::new(#(#arguments),*) }
        }
        Sample::Required(ty, required, fields) => {
            let (ty, required) = (ident(ty), ident(required));
            let fields = fields.iter().map(|(name, sample)| {
                let (name, sample) = (ident(name), value(sample));
                quote! { #name: #sample }
            });
            quote! { types::#ty::new(types::#required { #(#fields),* }) }
        }
    }
}
