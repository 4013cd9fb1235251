//! Error types: one for each tag.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{ContentPlan, Crate, ErrorEnum};

use super::complexity;
use super::format::{File, docs, ident, of_any_size};
use super::jobs::Jobs;
use super::output::{content_type, decode, reader};

pub(super) fn files<'p>(plan: &'p Crate, jobs: &mut Jobs<'p>) {
    if plan.errors.is_empty() {
        return;
    }
    for item in &plan.errors {
        jobs.add(format!("src/errors/{}.rs", item.module), || file(item));
    }
    jobs.add("src/errors.rs", || {
        let mut index = File::new("The documented errors of the API: one type for each tag.");
        for item in &plan.errors {
            index.child(&item.module, &[&item.name], &item.features);
        }
        index
    });
}

fn file(item: &ErrorEnum) -> File {
    let mut file = File::new("");
    file.import("crate::runtime");
    let error = error(item, &mut file);
    file.item(error);
    file
}

fn error(item: &ErrorEnum, file: &mut File) -> TokenStream {
    let (name, text) = (ident(&item.name), docs(&item.docs));
    let variants: Vec<_> = item
        .variants
        .iter()
        .map(|variant| {
            let (name, text, ty) = (ident(&variant.name), docs(&variant.docs), content_type(&variant.content, file));
            quote! { #text #name(#ty) }
        })
        .collect();
    let readers = item.readers.iter().filter_map(|(position, content)| {
        let variant = ident(&item.variants.get(*position)?.name);
        Some(reader(Some(content), Some(&quote! { Self::#variant })))
    });
    let decode = (!item.readers.is_empty()).then(|| decode(&quote! { Self }, readers.collect()));
    let secrets = (!item.secrets.is_empty()).then(|| {
        let names = item.secrets.iter().map(|name| Literal::string(name));
        quote! { const SECRETS: &'static [&'static str] = &[#(#names),*]; }
    });
    let recognized = Literal::usize_unsuffixed(item.recognized);
    let (large, complex) = if item.variants.is_empty() {
        (None, None)
    } else {
        let types = item.variants.iter().filter_map(|variant| match &variant.content {
            ContentPlan::Value(ty) => Some(ty),
            ContentPlan::Text | ContentPlan::Bytes => None,
        });
        (Some(of_any_size()), complexity::of_types(types))
    };
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #large
        #complex
        pub enum #name {
            #(#variants,)*
        }
        impl runtime::ErrorBody for #name {
            const BODIES: usize = #recognized;
            #secrets
            #decode
        }
    }
}
