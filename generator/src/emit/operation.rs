//! Operations: a marker with its constants, the method that calls it, setters for what it may be given.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{Argument, ErrorPlan, OperationPlan, PathPiece, RustType, Setter, StatusPlan, Target, TextForm};

use super::format::{self, File, deprecated, docs, ident};
use super::rust_type;

/// Writes the marker of an operation into a file of the `ops` module.
pub(super) fn marker(plan: &OperationPlan, file: &mut File) {
    file.import("crate::runtime");
    let marker = ident(&plan.marker);
    let text = format!(" `{} {}`", plan.http_method, plan.path);
    let output = match &plan.output {
        Some(ty) => outside(ty, file),
        None => quote! { () },
    };
    let error = match &plan.error {
        ErrorPlan::None => quote! { runtime::Undocumented },
        ErrorPlan::Body(ty) => outside(ty, file),
        ErrorPlan::Enum(name) => {
            file.import("crate::errors");
            let name = ident(name);
            quote! { errors::#name }
        }
    };
    let (alias, alias_text) = (ident(&plan.error_alias), format!(" The documented error of [`{}`].", plan.marker));
    let constants = constants(plan);
    file.item(quote! {
        #[doc = #text]
        #[derive(Clone, Copy, Debug)]
        pub struct #marker;
        impl runtime::Op for #marker {
            type Output = #output;
            type Error = #error;
            const OPERATION: &'static runtime::Operation = &#constants;
        }
        #[doc = #alias_text]
        pub type #alias = #error;
    });
    if !plan.setters.is_empty() {
        let setters: Vec<_> = plan.setters.iter().map(|each| setter(each, file)).collect();
        let names = format::api_names(plan.setters.iter().map(|setter| &setter.argument.name));
        file.item(quote! {
            #names
            impl runtime::Call<#marker> {
                #(#setters)*
            }
        });
    }
}

fn constants(plan: &OperationPlan) -> TokenStream {
    let (id, method, path) = (&plan.id, plan.http_method, &plan.path);
    let accept = match &plan.accept {
        Some(accept) => quote! { Some(#accept) },
        None => quote! { None },
    };
    let security = plan.security.iter().map(|schemes| quote! { &[#(#schemes),*] });
    let success = plan.success.iter().map(|each| status(*each));
    let errors = plan.errors.iter().map(|(pattern, body)| {
        let (status, body) = (status(*pattern), Literal::usize_unsuffixed(*body));
        quote! { (#status, #body) }
    });
    quote! {
        runtime::Operation {
            id: #id,
            method: #method,
            path: #path,
            accept: #accept,
            security: &[#(#security),*],
            success: &[#(#success),*],
            errors: &[#(#errors),*],
        }
    }
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

/// Writes the method that calls an operation; `client` is what it reaches the client by.
pub(super) fn method(plan: &OperationPlan, client: &TokenStream, file: &mut File) -> TokenStream {
    file.import("crate::ops");
    file.import("crate::runtime::Call");
    file.import("crate::runtime::Op");
    file.import("crate::runtime::RawCall");
    let (name, marker) = (ident(&plan.method), ident(&plan.marker));
    let (text, old) = (docs(&plan.docs), deprecated(plan.deprecated));
    let parameters: Vec<_> = plan
        .arguments
        .iter()
        .map(|argument| {
            let (name, ty) = (ident(&argument.name), taken(argument, file));
            quote! { #name: #ty }
        })
        .collect();
    let pieces = plan.pieces.iter().filter_map(|piece| match piece {
        PathPiece::Literal(text) => Some(quote! { call.path(#text); }),
        PathPiece::Argument(position) => plan.arguments.get(*position).map(written),
    });
    let rest = plan.arguments.iter().filter(|argument| !matches!(argument.target, Target::Path(..))).map(written);
    let many = (plan.arguments.len() > 6)
        .then(|| quote! { #[allow(clippy::too_many_arguments, reason = "the document requires all of them")] });
    quote! {
        #text
        #old
        #many
        pub fn #name(&self, #(#parameters),*) -> Call<ops::#marker> {
            let mut call = RawCall::new(#client, ops::#marker::OPERATION);
            #(#pieces)*
            #(#rest)*
            Call::from_raw(call)
        }
    }
}

fn setter(setter: &Setter, file: &mut File) -> TokenStream {
    let argument = &setter.argument;
    let (name, ty, write) = (ident(&argument.name), taken(argument, file), written(argument));
    let (text, old) = (docs(&setter.docs), deprecated(setter.deprecated));
    quote! {
        #text
        #old
        pub fn #name(mut self, #name: #ty) -> Self {
            let call = self.raw_mut();
            #write
            self
        }
    }
}

/// The type that an argument has in a signature: borrowed, unless it is a number.
fn taken(argument: &Argument, file: &mut File) -> TokenStream {
    match &argument.target {
        Target::Path(_, form) | Target::Query(_, form, _) | Target::Header(_, form) => match form {
            TextForm::Text => quote! { &str },
            TextForm::Secret => {
                file.import("crate::runtime::Secret");
                quote! { &Secret }
            }
            TextForm::Shown(scalar) => {
                let scalar = ident(scalar);
                quote! { #scalar }
            }
            TextForm::Enumeration(name) => {
                file.import("crate::types");
                let name = ident(name);
                quote! { &types::#name }
            }
        },
        Target::Body(body) => match &body.ty {
            RustType::String => quote! { &str },
            RustType::List(inner) => {
                let inner = outside(inner, file);
                quote! { &[#inner] }
            }
            ty => {
                let ty = outside(ty, file);
                quote! { &#ty }
            }
        },
    }
}

/// The statement that writes an argument into the call.
fn written(argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    let text = |form: &TextForm| match form {
        TextForm::Text => quote! { #name },
        TextForm::Secret => quote! { #name.expose() },
        TextForm::Shown(_) => quote! { &#name.to_string() },
        TextForm::Enumeration(_) => quote! { #name.as_str() },
    };
    match &argument.target {
        Target::Path(wire_name, form) => {
            let value = text(form);
            quote! { call.path_parameter(#wire_name, #value); }
        }
        Target::Query(wire_name, form, required) => {
            let value = text(form);
            if *required {
                quote! { call.required_query(#wire_name, #value); }
            } else {
                quote! { call.query(#wire_name, #value); }
            }
        }
        Target::Header(wire_name, form) => {
            let value = text(form);
            quote! { call.header(#wire_name, #value); }
        }
        Target::Body(body) => {
            let value = match &body.ty {
                RustType::String => quote! { &#name.to_owned() },
                RustType::List(_) => quote! { &#name.to_vec() },
                _ => quote! { #name },
            };
            let content_type = &body.content_type;
            let header =
                (content_type != "application/json").then(|| quote! { call.header("content-type", #content_type); });
            quote! {
                call.json(#value);
                #header
            }
        }
    }
}

/// A type outside the `types` module, with what it needs imported.
fn outside(ty: &RustType, file: &mut File) -> TokenStream {
    for path in rust_type::imports(ty) {
        file.import(path);
    }
    rust_type::from_outside(ty)
}
