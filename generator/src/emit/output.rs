//! What successes are read as: the output of a marker, and the enumeration of several.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{ContentPlan, Docs, OutputEnum, OutputPlan, StatusPlan, StreamPlan};

use super::argument::outside;
use super::format::{File, docs, ident, of_any_size};
use super::{complexity, link};

/// The type of an output, and how it is read where its type does not say so.
pub(super) fn output(plan: &OutputPlan, file: &mut File) -> (TokenStream, TokenStream) {
    match plan {
        OutputPlan::Nothing => (quote! { () }, TokenStream::new()),
        OutputPlan::One(ContentPlan::Text, _) => (
            quote! { String },
            quote! {
                #[inline]
                fn decode(_status: u16, body: &bytes::Bytes) -> Result<String, runtime::ReadError> {
                    runtime::text(body)
                }
                #[inline]
                fn absent() -> Option<String> {
                    Some(String::new())
                }
            },
        ),
        OutputPlan::One(content @ ContentPlan::Value(_), true) => {
            let ty = content_type(content, file);
            (quote! { Option<#ty> }, TokenStream::new())
        }
        OutputPlan::One(content, _) => (content_type(content, file), TokenStream::new()),
        OutputPlan::Stream(plan) => (stream(plan, file), TokenStream::new()),
        OutputPlan::Several(several) => {
            let name = ident(&several.name);
            (quote! { #name }, TokenStream::new())
        }
    }
}

/// The type of a stream.
pub(super) fn stream(plan: &StreamPlan, file: &mut File) -> TokenStream {
    match plan {
        StreamPlan::Events(None) => quote! { runtime::EventStream<runtime::Event> },
        StreamPlan::Events(Some(ty)) => {
            let ty = outside(ty, file);
            quote! { runtime::EventStream<#ty> }
        }
        StreamPlan::Lines(ty) => {
            let ty = outside(ty, file);
            quote! { runtime::JsonLines<#ty> }
        }
    }
}

fn content_type(content: &ContentPlan, file: &mut File) -> TokenStream {
    match content {
        ContentPlan::Value(ty) => outside(ty, file),
        ContentPlan::Text => quote! { String },
        ContentPlan::Bytes => quote! { bytes::Bytes },
    }
}

/// The enumeration of what an operation answers.
pub(super) fn several(plan: &OutputEnum, marker: &str, file: &mut File) -> TokenStream {
    let text = docs(&Docs::from("What ").link(&link::to_struct(marker)).text(" answers."));
    let name = ident(&plan.name);
    let variants: Vec<_> = plan
        .variants
        .iter()
        .enumerate()
        .map(|(position, (name, content))| {
            let (name, text) = (ident(name), docs(&statuses(plan, position)));
            let content = content.as_ref().map(|content| content_type(content, file));
            let content = content.map(|content| quote! { (#content) });
            quote! { #text #name #content }
        })
        .collect();
    let last = plan.statuses.len().saturating_sub(1);
    let arms = plan.statuses.iter().enumerate().filter_map(|(at, (status, position))| {
        let (name, content) = plan.variants.get(*position)?;
        let name = ident(name);
        // The last one takes what is left, so that the match needs no arm that never runs.
        let pattern = match status {
            StatusPlan::Exact(status) if at != last => {
                let status = Literal::u16_unsuffixed(*status);
                quote! { #status }
            }
            StatusPlan::Class(class) if at != last => {
                let first = Literal::u16_unsuffixed(u16::from(*class) * 100);
                let last = Literal::u16_unsuffixed(u16::from(*class) * 100 + 99);
                quote! { #first..=#last }
            }
            _ => quote! { _ },
        };
        let value = match content {
            Some(ContentPlan::Value(_)) => quote! { runtime::json::Reader::parse(body).map(Self::#name) },
            Some(ContentPlan::Text) => quote! { runtime::text(body).map(Self::#name) },
            Some(ContentPlan::Bytes) => quote! { Ok(Self::#name(body.clone())) },
            None => quote! { Ok(Self::#name) },
        };
        Some(quote! { #pattern => #value })
    });
    let empty = plan.variants.iter().find(|(_, content)| content.is_none());
    let absent = empty.map(|(name, _)| {
        let name = ident(name);
        quote! {
            #[inline]
            fn absent() -> Option<Self> {
                Some(Self::#name)
            }
        }
    });
    let large = of_any_size();
    let complex = complexity::of_types(plan.variants.iter().filter_map(|(_, content)| match content {
        Some(ContentPlan::Value(ty)) => Some(ty),
        _ => None,
    }));
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #large
        #complex
        pub enum #name {
            #(#variants,)*
        }
        impl runtime::Output for #name {
            #[inline]
            fn decode(status: u16, body: &bytes::Bytes) -> Result<Self, runtime::ReadError> {
                match status {
                    #(#arms,)*
                }
            }
            #absent
        }
    }
}

/// The statuses that a variant stands for, in words.
fn statuses(plan: &OutputEnum, position: usize) -> Docs {
    let own = plan.statuses.iter().filter(|(_, own)| *own == position);
    let words: Vec<String> = own
        .map(|(status, _)| match status {
            StatusPlan::Exact(status) => format!("status {status}"),
            StatusPlan::Class(class) => format!("another status from {class}00 to {class}99"),
            StatusPlan::Any => "another status".to_owned(),
        })
        .collect();
    Docs::from("The answer of ").plain(&words.join(", ")).text(".")
}
