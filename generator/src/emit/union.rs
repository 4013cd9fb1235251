//! Values of one of several types: open, so that one of tomorrow is kept and sent back unchanged.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{DispatchPlan, ShapeArm, UnionPlan, UnionVariant};

use super::format::{File, deprecated, docs, ident, of_any_size};
use super::rust_type;

pub(super) fn file(item: &UnionPlan) -> File {
    let mut file = File::new("");
    file.import("crate::runtime::json");
    file.import("crate::runtime::RawJson");
    for variant in &item.variants {
        file.types(&variant.ty, &item.name);
    }
    file.item(union(item));
    file.item(codec(item));
    file
}

fn union(item: &UnionPlan) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = item.variants.iter().map(|variant| {
        let (name, text, ty) = (ident(&variant.name), docs(&variant.docs), rust_type::tokens(&variant.ty));
        quote! { #text #name(#ty) }
    });
    let large = of_any_size();
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq)]
        #old
        #[non_exhaustive]
        #large
        pub enum #name {
            #(#variants,)*
            /// A value that the document did not know, kept as it came.
            Unknown(RawJson),
        }
    }
}

fn codec(item: &UnionPlan) -> TokenStream {
    let name = ident(&item.name);
    let read = match &item.dispatch {
        DispatchPlan::Tag { property, arms } => by_tag(property, arms),
        DispatchPlan::Shape(arms) => by_shape(arms),
        DispatchPlan::Ordered => in_order(item.variants.iter().map(|variant| variant.name.as_str())),
    };
    let writes = item.variants.iter().map(|variant| write(item, variant));
    quote! {
        impl json::Json for #name {
            #[inline]
            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::ReadError> {
                #read
            }
            #[inline]
            fn write(&self, writer: &mut json::Writer) {
                match self {
                    #(#writes,)*
                    Self::Unknown(value) => json::Json::write(value, writer),
                }
            }
        }
        json::json_serde!(json, #name);
    }
}

fn by_tag(property: &str, arms: &[(Vec<String>, String)]) -> TokenStream {
    let arms = arms.iter().map(|(tags, variant)| {
        let variant = ident(variant);
        quote! { #(Some(#tags))|* => json::Json::read(reader).map(Self::#variant) }
    });
    quote! {
        match reader.tag(#property)?.as_deref() {
            #(#arms,)*
            _ if reader.kind()? == json::Kind::Object => json::Json::read(reader).map(Self::Unknown),
            _ => Err(reader.mismatch("an object")),
        }
    }
}

fn by_shape(arms: &[ShapeArm]) -> TokenStream {
    let arms = arms.iter().map(|arm| {
        let kind = ident(arm.kind);
        let guard = arm.key.as_ref().map(|(name, values)| {
            if values.is_empty() {
                quote! { if reader.property(#name)?.is_some() }
            } else {
                quote! { if matches!(reader.tag(#name)?.as_deref(), #(Some(#values))|*) }
            }
        });
        let read = match arm.variants.as_slice() {
            [only] => {
                let variant = ident(only);
                quote! { json::Json::read(reader).map(Self::#variant) }
            }
            several => {
                let tries = in_order(several.iter().map(String::as_str));
                quote! { { #tries } }
            }
        };
        quote! { json::Kind::#kind #guard => #read }
    });
    quote! {
        match reader.kind()? {
            #(#arms,)*
            _ => json::Json::read(reader).map(Self::Unknown),
        }
    }
}

fn in_order<'a>(variants: impl Iterator<Item = &'a str>) -> TokenStream {
    let tries = variants.map(|variant| {
        let variant = ident(variant);
        quote! {
            let mut ahead = reader.fork();
            if let Ok(value) = json::Json::read(&mut ahead) {
                *reader = ahead;
                return Ok(Self::#variant(value));
            }
        }
    });
    quote! {
        #(#tries)*
        json::Json::read(reader).map(Self::Unknown)
    }
}

fn write(item: &UnionPlan, variant: &UnionVariant) -> TokenStream {
    let name = ident(&variant.name);
    let (DispatchPlan::Tag { property, .. }, Some(tag)) = (&item.dispatch, &variant.tag) else {
        return quote! { Self::#name(value) => json::Json::write(value, writer) };
    };
    let text = &tag.text;
    let written = match &tag.unless {
        Some(field) => {
            let field = ident(field);
            quote! {
                if value.#field.is_none() {
                    writer.tag(#property, #text);
                }
            }
        }
        None => quote! { writer.tag(#property, #text); },
    };
    quote! {
        Self::#name(value) => {
            #written
            json::Json::write(value, writer);
        }
    }
}
