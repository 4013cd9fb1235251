//! What successes are read as: the output of a marker, and the enumeration of several.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{ContentPlan, Docs, DocumentedPlan, OutputEnum, OutputPlan, StatusPlan, StreamPlan};

use super::argument::outside;
use super::format::{File, docs, ident, of_any_size};
use super::{complexity, link};

/// The type of an output, and how it is read where its type does not say so.
pub(super) fn output(plan: &OutputPlan, file: &mut File) -> (TokenStream, TokenStream) {
    match plan {
        OutputPlan::Nothing => (quote! { () }, TokenStream::new()),
        OutputPlan::One(contents, is_optional) => one(contents, *is_optional, file),
        OutputPlan::Stream(plan) => (stream(plan, file), TokenStream::new()),
        OutputPlan::Several(several) => {
            let name = ident(&several.name);
            (quote! { #name }, TokenStream::new())
        }
    }
}

/// The one type of an output, which may be read from several contents.
fn one(contents: &[ContentPlan], is_optional: bool, file: &mut File) -> (TokenStream, TokenStream) {
    match contents {
        [content @ ContentPlan::Value(_)] if is_optional => {
            let ty = content_type(content, file);
            (quote! { Option<#ty> }, TokenStream::new())
        }
        [content @ (ContentPlan::Value(_) | ContentPlan::Bytes)] => (content_type(content, file), TokenStream::new()),
        _ => {
            // Only texts are read in several ways: as they are, and out of JSON.
            let decode =
                decode(&quote! { String }, contents.iter().map(|content| reader(Some(content), None)).collect());
            let decoding = quote! {
                #decode
                #[inline]
                fn absent() -> Option<String> {
                    Some(String::new())
                }
            };
            (quote! { String }, decoding)
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

pub(super) fn content_type(content: &ContentPlan, file: &mut File) -> TokenStream {
    match content {
        ContentPlan::Value(ty) => outside(ty, file),
        ContentPlan::Text => quote! { String },
        ContentPlan::Bytes => quote! { bytes::Bytes },
    }
}

/// The enumeration of what an operation answers.
pub(super) fn several(plan: &OutputEnum, documented: &[DocumentedPlan], marker: &str, file: &mut File) -> TokenStream {
    let text = docs(&Docs::from("The result of ").link(&link::to_struct(marker)).text("."));
    let name = ident(&plan.name);
    let variants: Vec<_> = plan
        .variants
        .iter()
        .enumerate()
        .map(|(position, (name, content))| {
            let (name, text) = (ident(name), docs(&statuses(plan, documented, position)));
            let content = content.as_ref().map(|content| content_type(content, file));
            let content = content.map(|content| quote! { (#content) });
            quote! { #text #name #content }
        })
        .collect();
    let readers = plan.readers.iter().filter_map(|(position, content)| {
        let name = ident(&plan.variants.get(*position)?.0);
        Some(reader(content.as_ref(), Some(&quote! { Self::#name })))
    });
    let decode = decode(&quote! { Self }, readers.collect());
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
    let complex = complexity::of_types(
        plan.variants.iter().filter_map(
            |(_, content)| {
                if let Some(ContentPlan::Value(ty)) = content { Some(ty) } else { None }
            },
        ),
    );
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
            #decode
            #absent
        }
    }
}

/// What reads a body; as a variant, where there is one. Without content there is no body.
pub(super) fn reader(content: Option<&ContentPlan>, variant: Option<&TokenStream>) -> TokenStream {
    let mapped = variant.map(|variant| quote! { .map(#variant) });
    match (content, variant) {
        (Some(ContentPlan::Value(_)), _) => quote! { body.json() #mapped },
        (Some(ContentPlan::Text), _) => quote! { body.text() #mapped },
        (Some(ContentPlan::Bytes), Some(variant)) => quote! { Ok(#variant(body.bytes())) },
        (Some(ContentPlan::Bytes), None) => quote! { Ok(body.bytes()) },
        (None, variant) => quote! { Ok(#variant) },
    }
}

/// The function that reads a body by its number.
pub(super) fn decode(ty: &TokenStream, mut readers: Vec<TokenStream>) -> TokenStream {
    // The last one takes what is left, so that the match needs no arm that never runs.
    let last = readers.pop();
    let (index, read) = if readers.is_empty() {
        (quote! { _index }, quote! { #last })
    } else {
        let numbers = (0..readers.len()).map(Literal::usize_unsuffixed);
        (quote! { index }, quote! { match index { #(#numbers => #readers,)* _ => #last, } })
    };
    quote! {
        #[inline]
        fn decode(#index: usize, body: &mut runtime::Content<'_>) -> Result<#ty, runtime::ReadError> {
            #read
        }
    }
}

/// The statuses that a variant stands for, in words.
fn statuses(plan: &OutputEnum, documented: &[DocumentedPlan], position: usize) -> Docs {
    let is_own = |body: usize| plan.readers.get(body).is_some_and(|(own, _)| *own == position);
    let mut words: Vec<String> = Vec::new();
    for each in documented.iter().filter(|each| is_own(each.body)) {
        let word = match each.status {
            StatusPlan::Exact(status) => format!("status {status}"),
            StatusPlan::Class(class) => format!("another status from {class}00 to {class}99"),
            StatusPlan::Any => "another status".to_owned(),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        return "A success without a body.".into();
    }
    Docs::from("The response of ").plain(&words.join(", ")).text(".")
}
