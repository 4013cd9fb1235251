//! Operations: a marker with its constants, the method that calls it, setters for what it may be given.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{
    Argument, BodyForm, Docs, DocumentedPlan, HeaderReader, KeyPlacePlan, OperationPlan, OutputPlan, PathPiece,
    Repeated, Setter, StatusPlan, Target,
};

use super::argument::{Call, always_written, held, outside, taken, written};
use super::format::{self, File, deprecated, docs, ident};
use super::{complexity, form, link, output, pagination};

/// Writes the marker of an operation into a file of the `ops` module.
pub(super) fn marker(plan: &OperationPlan, file: &mut File) {
    file.import("crate::runtime");
    let marker = ident(&plan.marker);
    let text = docs(&Docs::of_code(&format!("{} {}", plan.http_method, plan.path)).and(options(plan)));
    let (output, decoding) = output::output(&plan.output, file);
    file.import("crate::errors");
    let error = ident(&plan.error);
    let error = quote! { errors::#error };
    let alias_text = docs(&Docs::from("The documented error of ").link(&link::to_struct(&plan.marker)).text("."));
    let alias = ident(&plan.error_alias);
    let constants = constants(plan);
    file.item(quote! {
        #text
        #[derive(Clone, Copy, Debug)]
        pub struct #marker;
        impl runtime::Op for #marker {
            type Output = #output;
            type Error = #error;
            const OPERATION: &'static runtime::Operation = &#constants;
            #decoding
        }
        #alias_text
        pub type #alias = #error;
    });
    if let Some(name) = &plan.request {
        let item = request(name, plan, file);
        file.item(item);
    }
    if let OutputPlan::Several(several) = &plan.output {
        let item = output::several(several, &plan.success, &plan.marker, file);
        file.item(item);
    }
    if let Some(parts) = &plan.parts {
        form::form(parts, &plan.marker, file);
    }
    if let Some((stream, accept)) = &plan.stream {
        let stream = output::stream(stream, file);
        file.item(quote! {
            impl runtime::Streams for #marker {
                type Stream = #stream;
                const ACCEPT: &'static str = #accept;
            }
        });
    }
    if let Some(plan_of_pages) = &plan.pagination {
        pagination::pagination(plan_of_pages, &plan.marker, file);
    }
    if !plan.headers.is_empty() {
        let readers: Vec<_> = plan.headers.iter().map(|each| reader(each, file)).collect();
        let names = format::api_names(plan.headers.iter().map(|header| &header.name));
        file.item(quote! {
            #names
            impl #marker {
                #(#readers)*
            }
        });
    }
    if !plan.setters.is_empty() {
        let setters: Vec<_> = plan.setters.iter().map(|each| setter(each, file)).collect();
        let names = format::api_names(plan.setters.iter().map(|setter| &setter.argument.name));
        let complex = complexity::of_arguments(plan.setters.iter().map(|setter| &setter.argument));
        // The page of `Call` would list the setters of all operations; those of this one are on its own.
        file.item(quote! {
            #names
            #complex
            #[doc(hidden)]
            impl runtime::Call<#marker> {
                #(#setters)*
            }
        });
    }
}

/// The docs of an operation's options, which are setters of its call.
fn options(plan: &OperationPlan) -> Docs {
    if plan.setters.is_empty() {
        return Docs::default();
    }
    let options = plan.setters.iter().map(|setter| (setter.argument.name.clone(), setter.docs.first_paragraph()));
    Docs::from("# Options").and("Each is a setter of the call.").list(options)
}

/// The function that reads a header of an answer.
fn reader(header: &HeaderReader, file: &mut File) -> TokenStream {
    let (name, wire_name, ty) = (ident(&header.name), &header.wire_name, outside(&header.ty, file));
    let (text, old) = (docs(&header.docs), deprecated(header.deprecated));
    let (ty, read) =
        if header.is_list { (quote! { Vec<#ty> }, quote! { header_list }) } else { (ty, quote! { header }) };
    quote! {
        #text
        #old
        #[inline]
        pub fn #name(headers: &http::HeaderMap) -> Result<Option<#ty>, runtime::HeaderError> {
            runtime::#read(headers, #wire_name)
        }
    }
}

/// The struct that holds what an operation must be given.
fn request(name: &str, plan: &OperationPlan, file: &mut File) -> TokenStream {
    let text = docs(&Docs::from("The required parameters of ").link(&link::to_struct(&plan.marker)).text("."));
    let name = ident(name);
    let lifetime = lifetime(&plan.arguments).map(|_| quote! { 'a });
    let borrowed = lifetime.clone().unwrap_or_default();
    let fields: Vec<_> = plan
        .arguments
        .iter()
        .map(|argument| {
            let (name, ty) = (ident(&argument.name), held(argument, &borrowed, file));
            let text = docs(&argument.docs());
            quote! { #text pub #name: #ty }
        })
        .collect();
    let generics = lifetime.map(|lifetime| quote! { <#lifetime> });
    let complex = complexity::of_arguments(plan.arguments.iter());
    quote! {
        #text
        #[derive(Clone, Debug)]
        #complex
        pub struct #name #generics {
            #(#fields),*
        }
    }
}

/// The lifetime that a struct of arguments has in a signature, if any of them is borrowed.
fn lifetime(arguments: &[Argument]) -> Option<TokenStream> {
    arguments.iter().any(|argument| argument.target.is_borrowed()).then(|| quote! { <'_> })
}

fn constants(plan: &OperationPlan) -> TokenStream {
    let (id, method, path) = (&plan.id, &plan.http_method, &plan.path);
    let accept = match &plan.accept {
        Some(accept) => quote! { Some(#accept) },
        None => quote! { None },
    };
    let query = &plan.query;
    let security = plan.security.iter().map(|schemes| quote! { &[#(#schemes),*] });
    let success = plan.success.iter().map(documented);
    let errors = plan.errors.iter().map(documented);
    quote! {
        runtime::Operation {
            id: #id,
            method: #method,
            path: #path,
            accept: #accept,
            query: &[#(#query),*],
            security: &[#(#security),*],
            success: &[#(#success),*],
            errors: &[#(#errors),*],
        }
    }
}

fn documented(plan: &DocumentedPlan) -> TokenStream {
    let DocumentedPlan { status, content_type, body } = plan;
    let (status, body) = (self::status(*status), Literal::usize_unsuffixed(*body));
    quote! { (#status, #content_type, #body) }
}

fn status(status: StatusPlan) -> TokenStream {
    match status {
        StatusPlan::Exact(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote! { runtime::Status::Exact(#status) }
        }
        StatusPlan::Class(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote! { runtime::Status::Class(#class) }
        }
        StatusPlan::Any => quote! { runtime::Status::Any },
    }
}

/// Writes the methods that call an operation; `client` is what they reach the client by.
pub(super) fn methods(plan: &OperationPlan, client: &TokenStream, file: &mut File) -> TokenStream {
    let main = method(plan, (&plan.method, &plan.docs, &plan.arguments), plan.request.as_deref(), client, file);
    let forms: Vec<_> = plan
        .forms
        .iter()
        .map(|form| method(plan, (&form.method, &form.docs, &form.arguments), None, client, file))
        .collect();
    quote! { #main #(#forms)* }
}

fn method(
    plan: &OperationPlan,
    (name, text, arguments): (&str, &Docs, &[Argument]),
    request: Option<&str>,
    client: &TokenStream,
    file: &mut File,
) -> TokenStream {
    file.import("crate::ops");
    file.import("crate::runtime::Call");
    file.import("crate::runtime::Op");
    file.import("crate::runtime::RawCall");
    let (name, marker) = (ident(name), ident(&plan.marker));
    let (text, old) = (docs(text), deprecated(plan.deprecated));
    let names: Vec<_> = arguments.iter().map(|argument| ident(&argument.name)).collect();
    let mut statements: Vec<TokenStream> = Vec::new();
    let parameters = if let Some(request) = request {
        let (request, lifetime) = (ident(request), lifetime(arguments));
        statements.push(quote! { let ops::#request { #(#names),* } = request; });
        vec![quote! { request: ops::#request #lifetime }]
    } else {
        let types = arguments.iter().map(|argument| taken(argument, file));
        names.iter().zip(types).map(|(name, ty)| quote! { #name: #ty }).collect()
    };
    let start = match &plan.server {
        Some(server) => quote! { RawCall::at(#client, ops::#marker::OPERATION, #server) },
        None => quote! { RawCall::new(#client, ops::#marker::OPERATION) },
    };
    statements.push(quote! { let mut call = #start; });
    for piece in &plan.pieces {
        match piece {
            PathPiece::Literal(text) => statements.push(quote! { call.path(#text); }),
            PathPiece::Query(text) => statements.push(quote! { call.query_text(#text); }),
            PathPiece::Argument(position) => {
                statements.extend(arguments.get(*position).map(|argument| written(argument, Call::Own, file)));
            }
            PathPiece::Fixed(position) => {
                statements.extend(plan.fixed.get(*position).map(|parameter| always_written(parameter, file)));
            }
        }
    }
    let rest = arguments.iter().filter(|argument| !argument.target.is_in_path());
    statements.extend(rest.map(|argument| written(argument, Call::Own, file)));
    let fixed = plan.fixed.iter().filter(|parameter| !parameter.target.is_in_path());
    statements.extend(fixed.map(|parameter| always_written(parameter, file)));
    statements.extend(idempotency(plan, arguments, file));
    let many = (parameters.len() > 6)
        .then(|| quote! { #[allow(clippy::too_many_arguments, reason = "the document requires all of them")] });
    quote! {
        #text
        #old
        #many
        #[inline]
        pub fn #name(&self, #(#parameters),*) -> Call<ops::#marker> {
            #(#statements)*
            Call::from_raw(call)
        }
    }
}

/// The statement that says where a call has its idempotency key: a property of the body only if that is JSON.
fn idempotency(plan: &OperationPlan, arguments: &[Argument], file: &mut File) -> Option<TokenStream> {
    let key = plan.idempotency.as_ref()?;
    let place = match &key.place {
        KeyPlacePlan::Header(name) => quote! { Header(#name) },
        KeyPlacePlan::Property(name) => quote! { Property(#name) },
    };
    let repeated = match key.repeated {
        Repeated::SameResponse => quote! { SameResponse },
        Repeated::Rejected => quote! { Rejected },
    };
    let is_other_body =
        |argument: &Argument| matches!(&argument.target, Target::Body(body) if !matches!(body.form, BodyForm::Json(_)));
    if matches!(key.place, KeyPlacePlan::Property(_)) && arguments.iter().any(is_other_body) {
        return None;
    }
    file.import("crate::runtime");
    Some(quote! { call.idempotency(runtime::Idempotency::#place, runtime::Repeated::#repeated); })
}

fn setter(setter: &Setter, file: &mut File) -> TokenStream {
    let argument = &setter.argument;
    let (name, ty, write) = (ident(&argument.name), taken(argument, file), written(argument, Call::Borrowed, file));
    let (text, old) = (docs(&setter.docs), deprecated(setter.deprecated));
    quote! {
        #text
        #old
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            let call = self.raw_mut();
            #write
            self
        }
    }
}
