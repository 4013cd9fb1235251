//! Structs: fields, a constructor, setters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{FieldPlan, RustType, Struct};

use super::format::{File, api_names, deprecated, docs, ident};
use super::{codec, rust_type};

pub(super) fn file(item: &Struct) -> File {
    let mut file = File::new("");
    file.import("crate::runtime::json");
    for field in &item.fields {
        file.types(&field.ty, &item.name);
    }
    file.item(structure(item));
    file.item(constructors(item));
    file.item(codec::object(item));
    file
}

fn structure(item: &Struct) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    // Everything optional: an empty value is a value.
    let default = item.fields.iter().all(|field| !field.required).then(|| quote! { Default, });
    let complex = rust_type::allowance(item.fields.iter().map(|field| &field.ty));
    let fields = item.fields.iter().map(|field| {
        let (name, ty, text) = (ident(&field.name), held(field), docs(&field.docs));
        let old = deprecated(field.deprecated);
        quote! { #text #old pub #name: #ty }
    });
    quote! {
        #text
        #[derive(Clone, Debug, #default PartialEq)]
        #old
        #complex
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// The type of a field as it is held.
fn held(field: &FieldPlan) -> TokenStream {
    let ty = rust_type::tokens(&field.ty);
    if field.required && !field.nullable {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

/// `new` with what must be there, and a setter for each of the rest.
fn constructors(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let required: Vec<_> = item.fields.iter().filter(|field| field.required).collect();
    let summary = if required.is_empty() { " Makes an empty value." } else { " Makes a value of what must be there." };
    let arguments = required.iter().map(|field| {
        let (name, ty) = (ident(&field.name), accepted(field));
        quote! { #name: #ty }
    });
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match (field.required, converted(field)) {
            (true, Some(value)) => quote! { #name: #value },
            (true, None) => quote! { #name },
            (false, _) => quote! { #name: None },
        }
    });
    let many = (required.len() > 7)
        .then(|| quote! { #[allow(clippy::too_many_arguments, reason = "the document requires all of them")] });
    let old = uses_deprecated(item);
    let setters = item.fields.iter().filter(|field| !field.required).map(setter);
    let names = api_names(item.fields.iter().filter(|field| !field.required).map(|field| &field.name));
    let complex = rust_type::allowance(item.fields.iter().map(|field| &field.ty));
    quote! {
        #old
        #names
        #complex
        impl #name {
            #[doc = #summary]
            #[must_use]
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values),* }
            }
            #(#setters)*
        }
    }
}

fn setter(field: &FieldPlan) -> TokenStream {
    let (name, ty) = (ident(&field.name), accepted(field));
    let value = converted(field).unwrap_or_else(|| quote! { #name });
    let summary = format!(" Sets `{}`.", field.wire_name.replace('`', "'"));
    quote! {
        #[doc = #summary]
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// The type that a constructor or setter takes: texts are taken in any form.
fn accepted(field: &FieldPlan) -> TokenStream {
    let ty = rust_type::tokens(&field.ty);
    match &field.ty {
        RustType::String | RustType::Secret if !(field.required && field.nullable) => quote! { impl Into<#ty> },
        RustType::Boxed(inner) if !(field.required && field.nullable) => rust_type::tokens(inner),
        _ if field.required && field.nullable => quote! { Option<#ty> },
        _ => ty,
    }
}

/// What is stored of an argument, where that is not the argument itself.
fn converted(field: &FieldPlan) -> Option<TokenStream> {
    let name = ident(&field.name);
    match &field.ty {
        _ if field.required && field.nullable => None,
        RustType::String | RustType::Secret => Some(quote! { #name.into() }),
        RustType::Boxed(_) => Some(quote! { Box::new(#name) }),
        _ => None,
    }
}

/// Code that handles deprecated fields is no use of them.
pub(super) fn uses_deprecated(item: &Struct) -> Option<TokenStream> {
    (item.deprecated || item.fields.iter().any(|field| field.deprecated))
        .then(|| quote! { #[allow(deprecated, reason = "handling a deprecated item is no use of it")] })
}
