//! Structs: fields, a constructor, setters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Accepts, AdditionalPlan, Docs, FieldPlan, Holding, RustType, Struct};

use super::format::{File, api_names, deprecated, docs, ident};
use super::{codec, complexity, constructor, rust_type};

pub(super) fn file(item: &Struct) -> File {
    let mut file = File::new("");
    file.import("crate::runtime::json");
    for field in &item.fields {
        file.types(&field.ty, &item.name);
        if field.holding == Holding::Patch {
            // By way of the module, since a type may be called `Patch`.
            file.import("crate::runtime");
        }
    }
    if let Some(additional) = &item.additional {
        file.import("std::collections::BTreeMap");
        file.types(&additional.values, &item.name);
    }
    file.item(structure(item));
    file.item(constructors(item));
    if let Some(required) = constructor::required(item) {
        file.item(required);
    }
    file.item(codec::object(item));
    file
}

fn structure(item: &Struct) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    // Everything optional: an empty value is a value.
    let default = item.fields.iter().all(|field| !field.holding.is_required()).then(|| quote! { Default, });
    let complex = complexity::of_fields(
        item.fields.iter().map(|field| &field.ty),
        item.additional.as_ref().map(|additional| &additional.values),
    );
    let fields = item.fields.iter().map(|field| {
        let (name, ty, text) = (ident(&field.name), held(field), docs(&field.docs));
        let old = deprecated(field.deprecated);
        quote! { #text #old pub #name: #ty }
    });
    let additional = item.additional.iter().map(|additional| {
        let (name, text) = (ident(&additional.name), docs(&additional.docs));
        let values = rust_type::tokens(&additional.values);
        quote! { #text pub #name: BTreeMap<String, #values> }
    });
    let fields = fields.chain(additional);
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
pub(super) fn held(field: &FieldPlan) -> TokenStream {
    let ty = rust_type::tokens(&field.ty);
    match field.holding {
        Holding::Value => ty,
        Holding::Nullable | Holding::Optional => quote! { Option<#ty> },
        Holding::Patch => quote! { runtime::Patch<#ty> },
    }
}

/// `new`, and a setter for each field that it does not take and that may have another value.
fn constructors(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let set = || item.fields.iter().filter(|field| field.has_setter());
    let new = constructor::constructor(item);
    let setters = set().map(setter).chain(item.additional.iter().map(additional_setter));
    let names = api_names(set().map(|field| &field.name));
    let is_empty = !item.fields.iter().any(FieldPlan::is_argument);
    let default = (is_empty && item.fields.iter().any(|field| field.constant.is_some())).then(|| {
        let old = uses_deprecated(item);
        quote! {
            #old
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let allowed = allowances(item);
    // Clippy takes the constructor of a type that is called so for a mistake.
    let is_new = (item.name == "New")
        .then(|| quote! { #[allow(clippy::self_named_constructors, reason = "the names come from the document")] });
    quote! {
        #names
        #allowed
        #is_new
        impl #name {
            #new
            #(#setters)*
        }
        #default
    }
}

/// What has to be allowed where all fields are handled.
pub(super) fn allowances(item: &Struct) -> TokenStream {
    let old = uses_deprecated(item);
    let complex = complexity::of_fields(
        item.fields.iter().map(|field| &field.ty),
        item.additional.as_ref().map(|additional| &additional.values),
    );
    quote! { #old #complex }
}

fn setter(field: &FieldPlan) -> TokenStream {
    let anchor = format!("#structfield.{}", field.name.trim_start_matches("r#"));
    let (name, ty) = (ident(&field.name), accepted(field, true));
    let value = converted(field, true).unwrap_or_else(|| quote! { #name });
    let value = match field.holding {
        Holding::Patch | Holding::Value => value,
        Holding::Nullable | Holding::Optional => quote! { Some(#value) },
    };
    let summary = docs(&Docs::from("Sets ").named_link(&field.wire_name, &anchor).text("."));
    quote! {
        #summary
        #[must_use]
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The setter of a property that is not declared.
fn additional_setter(additional: &AdditionalPlan) -> TokenStream {
    let (setter, name) = (ident(&additional.setter), ident(&additional.name));
    let ty = rust_type::tokens(&additional.values);
    let (ty, value) = if is_converted(additional.accepts, true) {
        (quote! { impl Into<#ty> }, quote! { value.into() })
    } else {
        (ty, quote! { value })
    };
    quote! {
        /// Sets a property that the document does not declare.
        #[must_use]
        #[inline]
        pub fn #setter(mut self, name: impl Into<String>, value: #ty) -> Self {
            self.#name.insert(name.into(), #value);
            self
        }
    }
}

/// The type that a constructor or setter takes.
pub(super) fn accepted(field: &FieldPlan, alone: bool) -> TokenStream {
    let ty = rust_type::tokens(&field.ty);
    let inner = if let RustType::Boxed(inner) = &field.ty { rust_type::tokens(inner) } else { ty.clone() };
    match field.holding {
        Holding::Nullable => quote! { Option<#inner> },
        Holding::Patch => quote! { impl Into<runtime::Patch<#ty>> },
        Holding::Value | Holding::Optional if is_converted(field.accepts, alone) => quote! { impl Into<#inner> },
        Holding::Value | Holding::Optional => inner,
    }
}

/// What is stored of an argument, where that is not the argument itself.
pub(super) fn converted(field: &FieldPlan, alone: bool) -> Option<TokenStream> {
    let name = ident(&field.name);
    let is_boxed = matches!(field.ty, RustType::Boxed(_));
    match field.holding {
        Holding::Nullable => is_boxed.then(|| quote! { #name.map(Box::new) }),
        Holding::Patch => Some(quote! { #name.into() }),
        Holding::Value | Holding::Optional => match (is_converted(field.accepts, alone), is_boxed) {
            (true, true) => Some(quote! { Box::new(#name.into()) }),
            (true, false) => Some(quote! { #name.into() }),
            (false, true) => Some(quote! { Box::new(#name) }),
            (false, false) => None,
        },
    }
}

/// Says whether an argument is taken by `Into`, alone or beside others.
const fn is_converted(accepts: Accepts, alone: bool) -> bool {
    match accepts {
        Accepts::Value => false,
        Accepts::Into => true,
        Accepts::IntoAlone => alone,
    }
}

/// Code that handles deprecated fields is no use of them.
pub(super) fn uses_deprecated(item: &Struct) -> Option<TokenStream> {
    (item.deprecated || item.fields.iter().any(|field| field.deprecated))
        .then(|| quote! { #[allow(deprecated, reason = "the implementation has to name deprecated items")] })
}
