//! Types as they stand in fields and signatures.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Format, RustType, Scalar};

use super::format::ident;

/// A type inside the `types` module, where others of it are imported.
pub(super) fn tokens(ty: &RustType) -> TokenStream {
    write(ty, None)
}

/// A type outside the `types` module.
pub(super) fn from_outside(ty: &RustType) -> TokenStream {
    write(ty, Some(&quote! { types:: }))
}

fn write(ty: &RustType, prefix: Option<&TokenStream>) -> TokenStream {
    match ty {
        RustType::Scalar(scalar) => self::scalar(*scalar),
        RustType::Null => quote! { runtime::Null },
        RustType::String => quote! { String },
        RustType::Secret => quote! { Secret },
        RustType::Formatted(format) => formatted(*format),
        RustType::Raw => quote! { RawJson },
        RustType::List(inner) => {
            let inner = write(inner, prefix);
            quote! { Vec<#inner> }
        }
        RustType::Tuple(elements, rest) => {
            let elements = elements.iter().map(|element| write(element, prefix));
            let elements = quote! { (#(#elements,)*) };
            match rest {
                Some(rest) => {
                    let rest = write(rest, prefix);
                    quote! { runtime::Tuple<#elements, #rest> }
                }
                None => elements,
            }
        }
        RustType::Map(inner) => {
            let inner = write(inner, prefix);
            quote! { BTreeMap<String, #inner> }
        }
        RustType::Nullable(inner) => {
            let inner = write(inner, prefix);
            quote! { Option<#inner> }
        }
        RustType::Patch(inner) => {
            let inner = write(inner, prefix);
            quote! { runtime::Patch<#inner> }
        }
        RustType::Boxed(inner) => {
            let inner = write(inner, prefix);
            quote! { Box<#inner> }
        }
        RustType::Named(name) => {
            let name = ident(name);
            quote! { #prefix #name }
        }
    }
}

/// A type that stands for texts of a format: written with its package, since a document may call its own types the same.
pub(super) fn formatted(format: Format) -> TokenStream {
    match format {
        Format::Date => quote! { chrono::NaiveDate },
        Format::DateTime => quote! { chrono::DateTime<chrono::FixedOffset> },
        Format::Uuid => quote! { uuid::Uuid },
        Format::Base64 => quote! { runtime::Base64 },
    }
}

/// What an outside file has to import for a type.
pub(super) fn imports(ty: &RustType) -> Vec<&'static str> {
    match ty {
        RustType::Scalar(_) | RustType::String => Vec::new(),
        RustType::Null => vec!["crate::runtime"],
        RustType::Formatted(format) => imported(*format).into_iter().collect(),
        RustType::Secret => vec!["crate::runtime::Secret"],
        RustType::Raw => vec!["crate::runtime::RawJson"],
        RustType::Named(_) => vec!["crate::types"],
        RustType::List(inner) | RustType::Nullable(inner) | RustType::Boxed(inner) => imports(inner),
        RustType::Patch(inner) => imports(inner).into_iter().chain(["crate::runtime"]).collect(),
        RustType::Tuple(elements, rest) => {
            let runtime = rest.iter().map(|_| "crate::runtime");
            elements.iter().chain(rest.as_deref()).flat_map(imports).chain(runtime).collect()
        }
        RustType::Map(inner) => {
            let mut paths = imports(inner);
            paths.push("std::collections::BTreeMap");
            paths
        }
    }
}

/// What any file has to import for a format.
pub(super) fn imported(format: Format) -> Option<&'static str> {
    (format == Format::Base64).then_some("crate::runtime")
}

/// A type that Rust has itself.
pub(super) fn scalar(scalar: Scalar) -> TokenStream {
    let name = ident(scalar.name());
    quote! { #name }
}
