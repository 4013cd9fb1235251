//! Enums. They are open: an unknown value is preserved and sent back unchanged.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{Docs, Enumeration, ValuesPlan};

use super::codec;
use super::format::{File, deprecated, docs, ident};

pub(super) fn file(item: &Enumeration) -> File {
    let mut file = File::new("");
    file.import("crate::runtime::json");
    match item.values {
        ValuesPlan::Integers => {
            file.import("crate::runtime");
            file.item(integers(item));
        }
        ValuesPlan::Texts => {
            file.import("crate::runtime");
            file.item(texts(item));
            file.item(conversions(item));
        }
        ValuesPlan::Literals => {
            file.import("crate::runtime::RawJson");
            file.item(literals(item));
        }
    }
    file.item(codec::enumeration(item));
    file
}

/// The variants of an enumeration, each with its value as docs.
fn variants(item: &Enumeration) -> impl Iterator<Item = TokenStream> {
    item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let text = docs(&Docs::of_code(&variant.wire_name).and(variant.docs.clone()));
        quote! { #text #name }
    })
}

fn integers(item: &Enumeration) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = variants(item);
    let pairs: Vec<_> =
        item.variants.iter().filter_map(|variant| Some((ident(&variant.name), integer(&variant.wire_name)?))).collect();
    let known = pairs.iter().map(|(name, value)| quote! { Self::#name => #value });
    let arms = pairs.iter().map(|(name, value)| quote! { #value => Self::#name });
    quote! {
        #text
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #old
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that is not in the API description, preserved unchanged.
            Unknown(runtime::UnknownInteger),
        }
        impl #name {
            /// Returns the number on the wire.
            #[must_use]
            pub fn as_i64(&self) -> i64 {
                match self {
                    #(#known,)*
                    Self::Unknown(value) => value.as_i64(),
                }
            }
        }
        impl From<i64> for #name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    #(#arms,)*
                    other => Self::Unknown(runtime::UnknownInteger::new(other)),
                }
            }
        }
        impl std::str::FromStr for #name {
            type Err = std::num::ParseIntError;
            #[inline]
            fn from_str(text: &str) -> Result<Self, std::num::ParseIntError> {
                text.parse().map(<Self as From<i64>>::from)
            }
        }
        impl std::fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.as_i64().fmt(f)
            }
        }
    }
}

/// A number as it stands in code and patterns.
fn integer(digits: &str) -> Option<TokenStream> {
    let number = digits.parse::<i64>().ok()?;
    let size = Literal::u64_unsuffixed(number.unsigned_abs());
    Some(if number < 0 {
        quote! { -#size }
    } else {
        quote! { #size }
    })
}

fn texts(item: &Enumeration) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = variants(item);
    let known = item.variants.iter().map(|variant| {
        let (name, wire_name) = (ident(&variant.name), &variant.wire_name);
        quote! { Self::#name => #wire_name }
    });
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #old
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that is not in the API description, preserved unchanged.
            Unknown(runtime::Unknown),
        }
        impl #name {
            /// Returns the string on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#known,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
    }
}

fn conversions(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let arms = item.variants.iter().map(|variant| {
        let (name, wire_name) = (ident(&variant.name), &variant.wire_name);
        quote! { #wire_name => Self::#name }
    });
    quote! {
        impl From<&str> for #name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    #(#arms,)*
                    other => Self::Unknown(runtime::Unknown::new(other)),
                }
            }
        }
        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;
            #[inline]
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }
        impl std::fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

/// Values of several kinds, told apart by their JSON.
fn literals(item: &Enumeration) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = variants(item);
    let known = item.variants.iter().map(|variant| {
        let (name, wire_name) = (ident(&variant.name), &variant.wire_name);
        quote! { Self::#name => #wire_name }
    });
    let arms = item.variants.iter().map(|variant| {
        let (name, wire_name, spellings) = (ident(&variant.name), &variant.wire_name, &variant.spellings);
        quote! { #wire_name #(| #spellings)* => Self::#name }
    });
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #old
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that is not in the API description, preserved unchanged.
            Unknown(RawJson),
        }
        impl #name {
            /// Returns the value on the wire as JSON.
            #[must_use]
            #[inline]
            pub fn as_json(&self) -> &str {
                match self {
                    #(#known,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
        impl From<RawJson> for #name {
            #[inline]
            fn from(value: RawJson) -> Self {
                match value.as_str() {
                    #(#arms,)*
                    _ => Self::Unknown(value),
                }
            }
        }
        impl std::fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_json())
            }
        }
    }
}
