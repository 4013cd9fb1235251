//! Constructors: `new` takes what is required, as arguments or as a struct.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{ConstantPlan, ConstructorPlan, Docs, FieldPlan, Holding, Struct};

use super::format::{deprecated, docs, ident};
use super::object::{accepted, allowances, converted, held};
use super::{link, rust_type};

/// The function that makes a value from what is required.
pub(super) fn constructor(item: &Struct) -> TokenStream {
    let arguments = match &item.constructor {
        ConstructorPlan::Arguments(order) => {
            let required = order.iter().filter_map(|position| item.fields.get(*position));
            let arguments = required.map(|field| {
                let (name, ty) = (ident(&field.name), accepted(field, order.len() == 1));
                quote! { #name: #ty }
            });
            quote! { #(#arguments),* }
        }
        ConstructorPlan::Required(name) => {
            let name = ident(name);
            quote! { required: #name }
        }
    };
    let is_empty = !item.fields.iter().any(FieldPlan::is_argument);
    let summary = if is_empty { "Creates an empty value." } else { "Creates a value from the required properties." };
    let summary = docs(&summary.into());
    let values = item.fields.iter().map(|field| value(item, field));
    let additional = item.additional.iter().map(|additional| {
        let name = ident(&additional.name);
        quote! { #name: BTreeMap::new() }
    });
    let values = values.chain(additional);
    quote! {
        #summary
        #[must_use]
        #[inline]
        pub fn new(#arguments) -> Self {
            Self { #(#values),* }
        }
    }
}

/// What a field of a new value holds.
fn value(item: &Struct, field: &FieldPlan) -> TokenStream {
    let name = ident(&field.name);
    match &field.constant {
        Some(ConstantPlan::Text(text)) => return quote! { #name: #text.into() },
        Some(ConstantPlan::Variant(variant)) => {
            let (ty, variant) = (rust_type::tokens(&field.ty), ident(variant));
            return quote! { #name: #ty::#variant };
        }
        Some(ConstantPlan::Boolean(value)) => return quote! { #name: #value },
        Some(ConstantPlan::Null) => return quote! { #name: runtime::Null },
        None => {}
    }
    match (field.holding, &item.constructor) {
        (Holding::Optional, _) => quote! { #name: None },
        (Holding::Patch, _) => quote! { #name: runtime::Patch::Absent },
        (Holding::Value | Holding::Nullable, ConstructorPlan::Required(_)) => quote! { #name: required.#name },
        (Holding::Value | Holding::Nullable, ConstructorPlan::Arguments(order)) => {
            match converted(field, order.len() == 1) {
                Some(value) => quote! { #name: #value },
                None => quote! { #name },
            }
        }
    }
}

/// The struct of what is required, where that is not given as arguments.
pub(super) fn required(item: &Struct) -> Option<TokenStream> {
    let ConstructorPlan::Required(name) = &item.constructor else { return None };
    let name = ident(name);
    let text = Docs::from("The required properties of ").link(&link::to_struct(&item.name)).text(", which ");
    let text = docs(&text.link(&format!("{}::new", item.name)).text(" takes."));
    let fields = item.fields.iter().filter(|field| field.is_argument()).map(|field| {
        let (name, ty, text) = (ident(&field.name), held(field), docs(&field.docs));
        let old = deprecated(field.deprecated);
        quote! { #text #old pub #name: #ty }
    });
    let allowed = allowances(item);
    Some(quote! {
        #text
        #[derive(Clone, Debug)]
        #allowed
        pub struct #name {
            #(#fields,)*
        }
    })
}
