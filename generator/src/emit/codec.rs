//! How values are read and written: straight-line code over the runtime's pull parser, not generic, without derives.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::{Enumeration, FieldPlan, Struct, ValuesPlan};

use super::format::ident;
use super::object::uses_deprecated;

/// Reading and writing an object.
pub(super) fn object(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let old = uses_deprecated(item);
    let slots = item.fields.iter().map(|field| {
        let local = local(field);
        quote! { let mut #local = None; }
    });
    let arms = item.fields.iter().map(|field| {
        let (local, key) = (local(field), &field.wire_name);
        // A field that must be there is wrapped here, so that `null` does not count as absent.
        if field.required {
            quote! { Some(#key) => #local = Some(json::Json::read(reader)?) }
        } else {
            quote! { Some(#key) => #local = json::Json::read(reader)? }
        }
    });
    let values = item.fields.iter().map(|field| {
        let (name, local, key) = (ident(&field.name), local(field), &field.wire_name);
        if field.required {
            quote! { #name: reader.required(#key, #local)? }
        } else if name == local {
            quote! { #name }
        } else {
            quote! { #name: #local }
        }
    });
    let members = if item.fields.is_empty() {
        quote! {
            while reader.next_key()?.is_some() {
                reader.skip()?;
            }
        }
    } else {
        quote! {
            loop {
                match reader.next_key()? {
                    #(#arms,)*
                    Some(_) => reader.skip()?,
                    None => break,
                }
            }
        }
    };
    let writes = item.fields.iter().map(write_field);
    quote! {
        #old
        impl json::Json for #name {
            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::ReadError> {
                #(#slots)*
                reader.begin_object()?;
                #members
                Ok(Self { #(#values),* })
            }
            fn write(&self, writer: &mut json::Writer) {
                writer.begin_object();
                #(#writes)*
                writer.end_object();
            }
        }
        json::json_serde!(json, #name);
    }
}

/// A variable for a field being read, apart from the reader itself.
fn local(field: &FieldPlan) -> Ident {
    if field.name == "reader" { ident("reader_") } else { ident(&field.name) }
}

fn write_field(field: &FieldPlan) -> TokenStream {
    let (name, key) = (ident(&field.name), &field.wire_name);
    if field.required {
        quote! {
            writer.key(#key);
            json::Json::write(&self.#name, writer);
        }
    } else {
        quote! {
            if let Some(value) = &self.#name {
                writer.key(#key);
                json::Json::write(value, writer);
            }
        }
    }
}

/// Reading and writing one of several values.
pub(super) fn enumeration(item: &Enumeration) -> TokenStream {
    let name = ident(&item.name);
    let (read, write) = match item.values {
        ValuesPlan::Integers => (quote! { reader.i64().map(Self::from) }, quote! { writer.integer(self.as_i64()); }),
        ValuesPlan::Texts => (quote! { Ok(Self::from(&*reader.text()?)) }, quote! { writer.string(self.as_str()); }),
        ValuesPlan::Literals => (
            quote! { <RawJson as json::Json>::read(reader).map(Self::from) },
            quote! { writer.literal(self.as_json()); },
        ),
    };
    quote! {
        impl json::Json for #name {
            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::ReadError> {
                #read
            }
            fn write(&self, writer: &mut json::Writer) {
                #write
            }
        }
        json::json_serde!(json, #name);
    }
}
