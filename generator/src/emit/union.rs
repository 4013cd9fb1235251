//! Unions. They are open: an unknown value is preserved and sent back unchanged.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Conversion, DispatchPlan, Docs, EventArm, JsonKind, RustType, ShapeArm, UnionPlan, UnionVariant};

use super::format::{File, deprecated, docs, ident, of_any_size};
use super::{complexity, rust_type};

pub(super) fn file(item: &UnionPlan) -> File {
    let mut file = File::new("");
    file.import("crate::runtime::json");
    match item.dispatch {
        DispatchPlan::Event(_) => {
            file.import("crate::runtime");
            file.import("crate::runtime::stream::event_stream");
        }
        DispatchPlan::Tag { .. } | DispatchPlan::Shape(_) | DispatchPlan::Choice => {
            file.import("crate::runtime::RawJson");
        }
    }
    for variant in &item.variants {
        file.types(&variant.ty, &item.name);
        for conversion in &variant.conversions {
            if let Conversion::Value(ty) = conversion {
                file.types(ty, &item.name);
            }
        }
    }
    file.item(union(item));
    file.item(conversions(item));
    file.item(match &item.dispatch {
        DispatchPlan::Event(arms) => event_data(item, arms),
        DispatchPlan::Tag { property, arms, fallback } => codec(item, &by_tag(property, arms, fallback.as_ref(), item)),
        DispatchPlan::Shape(arms) => codec(item, &by_shape(arms, item)),
        DispatchPlan::Choice => {
            codec(item, &choice(item.variants.iter().map(|variant| variant.name.as_str()), item.several))
        }
    });
    file
}

fn union(item: &UnionPlan) -> TokenStream {
    let (name, text, old) = (ident(&item.name), docs(&item.docs), deprecated(item.deprecated));
    let variants = item.variants.iter().map(|variant| {
        let (name, text, ty) = (ident(&variant.name), docs(&variant.docs), rust_type::tokens(&variant.ty));
        quote! { #text #name(#ty) }
    });
    let large = of_any_size();
    let (unknown, held) = match item.dispatch {
        DispatchPlan::Event(_) => {
            ("An event that is not in the API description, preserved unchanged.", quote! { Box<runtime::Event> })
        }
        DispatchPlan::Tag { .. } | DispatchPlan::Shape(_) | DispatchPlan::Choice if item.several => (
            "A value that matches no variant, or several variants of which none declares all of it, preserved unchanged.",
            quote! { RawJson },
        ),
        DispatchPlan::Tag { .. } | DispatchPlan::Shape(_) | DispatchPlan::Choice => {
            ("A value that is not in the API description, preserved unchanged.", quote! { RawJson })
        }
    };
    let unknown = docs(&Docs::from(unknown));
    let complex = complexity::of_types(item.variants.iter().map(|variant| &variant.ty));
    quote! {
        #text
        #[derive(Clone, Debug, PartialEq)]
        #old
        #[non_exhaustive]
        #large
        #complex
        pub enum #name {
            #(#variants,)*
            #unknown
            Unknown(#held),
        }
    }
}

/// `From` for each type that only one variant is made from.
fn conversions(item: &UnionPlan) -> TokenStream {
    let name = ident(&item.name);
    let conversions =
        item.variants.iter().flat_map(|variant| variant.conversions.iter().map(move |from| (variant, from)));
    let conversions = conversions.map(|(variant, from)| {
        let (ty, value) = match from {
            Conversion::Value(ty) => (rust_type::tokens(ty), quote! { value }),
            Conversion::Str => (quote! { &str }, quote! { value.into() }),
        };
        let is_boxed = matches!(variant.ty, RustType::Boxed(_));
        let value = if is_boxed {
            quote! { Box::new(#value) }
        } else {
            value
        };
        let variant = ident(&variant.name);
        quote! {
            impl From<#ty> for #name {
                #[inline]
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    quote! { #(#conversions)* }
}

/// How the data of events are read, by the names of the events.
fn event_data(item: &UnionPlan, arms: &[EventArm]) -> TokenStream {
    let name = ident(&item.name);
    let arms = arms.iter().map(|arm| {
        let (names, variant) = (&arm.names, ident(&arm.variant));
        let data = if arm.is_text {
            quote! { event.data.to_owned() }
        } else {
            quote! { event.json()? }
        };
        quote! { #(#names)|* => Self::#variant(#data) }
    });
    quote! {
        impl event_stream::EventData for #name {
            fn read(event: event_stream::EventView<'_>) -> Result<Option<Self>, json::ReadError> {
                if event.is_end() {
                    return Ok(None);
                }
                Ok(Some(match event.name() {
                    #(#arms,)*
                    _ => Self::Unknown(Box::new(event.to_event())),
                }))
            }
        }
    }
}

fn codec(item: &UnionPlan, read: &TokenStream) -> TokenStream {
    let name = ident(&item.name);
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

fn by_tag(property: &str, arms: &[(Vec<String>, String)], fallback: Option<&String>, item: &UnionPlan) -> TokenStream {
    // The last arm reads these, so they need no arm.
    let is_fallback = |variant: &String| fallback == Some(variant);
    let arms = arms.iter().filter(|(_, variant)| !is_fallback(variant)).map(|(tags, variant)| {
        let read = read(std::slice::from_ref(variant), item);
        quote! { #(Some(#tags))|* => #read }
    });
    let rest = match fallback {
        Some(fallback) => {
            let read = read(std::slice::from_ref(fallback), item);
            quote! { _ => #read, }
        }
        None if item.open => quote! { _ => reader.unknown().map(Self::Unknown), },
        None => quote! {
            _ if reader.kind()? == json::Kind::Object => reader.unknown().map(Self::Unknown),
            _ => Err(reader.mismatch("an object")),
        },
    };
    quote! {
        match reader.tag(#property)?.as_deref() {
            #(#arms,)*
            #rest
        }
    }
}

fn by_shape(arms: &[ShapeArm], item: &UnionPlan) -> TokenStream {
    let arms = arms.iter().map(|arm| {
        let kind = kind(arm.kind);
        let guard = arm.key.as_ref().map(|(name, values)| {
            if values.is_empty() {
                quote! { if reader.property(#name)?.is_some() }
            } else {
                quote! { if matches!(reader.tag(#name)?.as_deref(), #(Some(#values))|*) }
            }
        });
        let read = read(&arm.variants, item);
        quote! { json::Kind::#kind #guard => #read }
    });
    quote! {
        match reader.kind()? {
            #(#arms,)*
            _ => reader.unknown().map(Self::Unknown),
        }
    }
}

/// Reads what a test leaves: the one variant that it must be, or the one that knows most of it.
fn read(variants: &[String], item: &UnionPlan) -> TokenStream {
    match variants {
        [only] if !item.open => {
            let variant = ident(only);
            quote! { reader.variant(Self::#variant, Self::Unknown) }
        }
        several => choice(several.iter().map(String::as_str), item.several),
    }
}

fn choice<'a>(variants: impl Iterator<Item = &'a str>, several: bool) -> TokenStream {
    let variants = variants.map(ident);
    let end = if several {
        quote! { whole_or_unknown }
    } else {
        quote! { or_unknown }
    };
    quote! { json::Choice::of(reader)#(.or(Self::#variants))*.#end(Self::Unknown) }
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

/// The variant of the runtime's `Kind`.
fn kind(kind: JsonKind) -> TokenStream {
    match kind {
        JsonKind::Boolean => quote! { Boolean },
        JsonKind::Number => quote! { Number },
        JsonKind::String => quote! { String },
        JsonKind::Array => quote! { Array },
        JsonKind::Object => quote! { Object },
    }
}
