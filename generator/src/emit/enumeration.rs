//! Enumerations of texts: open, so that a value of tomorrow is kept and sent back unchanged.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Enumeration;

use super::codec;
use super::format::{File, deprecated, docs, ident};

pub(super) fn file(item: &Enumeration) -> File {
    let mut file = File::new("");
    file.import("crate::runtime::json");
    file.import("crate::runtime::Unknown");
    file.item(enumeration(item));
    file.item(conversions(item));
    file.item(codec::enumeration(item));
    file
}

fn enumeration(item: &Enumeration) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = item.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let wire_name = format!(" `{}`", variant.wire_name.replace('`', "'"));
        quote! { #[doc = #wire_name] #name }
    });
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
            /// A value that the document did not know, kept as it came.
            Unknown(Unknown),
        }
        impl #name {
            /// Returns the text on the wire.
            #[must_use]
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
            fn from(text: &str) -> Self {
                match text {
                    #(#arms,)*
                    other => Self::Unknown(Unknown::new(other)),
                }
            }
        }
        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}
