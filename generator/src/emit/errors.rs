//! Error types that stand for several documented bodies.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

use crate::files::FileSet;
use crate::plan::{Crate, ErrorEnum};

use super::EmitError;
use super::format::{File, docs, ident, of_any_size};
use super::{complexity, rust_type};

pub(super) fn files(plan: &Crate, files: &mut FileSet) -> Result<(), EmitError> {
    if plan.errors.is_empty() {
        return Ok(());
    }
    let mut index = File::new("The errors that the API documents: one type for each set of bodies.");
    for item in &plan.errors {
        let mut file = File::new("");
        file.import("bytes::Bytes");
        file.import("crate::runtime::ErrorBody");
        file.import("crate::runtime::json");
        for variant in &item.variants {
            for path in rust_type::imports(&variant.ty) {
                file.import(path);
            }
        }
        file.item(error(item));
        file.write(format!("src/errors/{}.rs", item.module), files)?;
        index.child(&item.module, &item.name, &item.features);
    }
    index.write("src/errors.rs".to_owned(), files)?;
    Ok(())
}

fn error(item: &ErrorEnum) -> TokenStream {
    let (name, text) = (ident(&item.name), docs(&item.docs));
    let variants = item.variants.iter().map(|variant| {
        let (name, text) = (ident(&variant.name), docs(&variant.docs));
        let ty = rust_type::from_outside(&variant.ty);
        quote! { #text #name(#ty) }
    });
    let last = item.variants.len().saturating_sub(1);
    let bodies = Literal::usize_unsuffixed(item.variants.len());
    let arms = item.variants.iter().enumerate().map(|(index, variant)| {
        let name = ident(&variant.name);
        let is_last = index == last;
        // The last one takes what is left, so that the match needs no arm that never runs.
        let index = Literal::usize_unsuffixed(index).to_token_stream();
        let pattern = if is_last {
            quote! { _ }
        } else {
            index
        };
        quote! { #pattern => json::Reader::parse(body).map(Self::#name) }
    });
    let large = of_any_size();
    let complex = complexity::of_types(item.variants.iter().map(|variant| &variant.ty));
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #large
        #complex
        pub enum #name {
            #(#variants,)*
        }
        impl ErrorBody for #name {
            const BODIES: usize = #bodies;
            #[inline]
            fn decode(index: usize, body: &Bytes) -> Result<Self, json::ReadError> {
                match index {
                    #(#arms,)*
                }
            }
        }
    }
}
