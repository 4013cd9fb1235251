//! How values are read and written: straight-line code over the runtime's pull parser, not generic, without derives.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::{Enumeration, FieldPlan, Holding, Struct, ValuesPlan};

use super::format::ident;
use super::object::uses_deprecated;

/// Reading and writing an object.
pub(super) fn object(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let old = uses_deprecated(item);
    let (read, write) = (read(item), write(item));
    quote! {
        #old
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

fn read(item: &Struct) -> TokenStream {
    let slots = item.fields.iter().map(|field| {
        let local = local(field);
        let nothing = if field.holding == Holding::Patch {
            quote! { runtime::Patch::Absent }
        } else {
            quote! { None }
        };
        quote! { let mut #local = #nothing; }
    });
    let arms = item.fields.iter().map(|field| {
        let (local, key) = (local(field), &field.wire_name);
        let method = if field.holding.is_required() {
            quote! { present }
        } else {
            quote! { optional }
        };
        quote! { Some(#key) => reader.#method(&mut #local)? }
    });
    let values = item.fields.iter().map(|field| {
        let (name, local, key) = (ident(&field.name), local(field), &field.wire_name);
        if field.holding.is_required() {
            quote! { #name: reader.required(#key, #local)? }
        } else if name == local {
            quote! { #name }
        } else {
            quote! { #name: #local }
        }
    });
    let additional = item.additional.iter().map(|additional| ident(&additional.name));
    let rest: Vec<_> = additional.collect();
    let keep = quote! {
        let key = key.to_owned();
        #(#rest.insert(key, json::Json::read(reader)?);)*
    };
    let members = match (item.fields.is_empty(), rest.is_empty()) {
        (true, true) => quote! { while reader.next_key()?.is_some() { reader.skip()?; } },
        (true, false) => quote! { while let Some(key) = reader.next_key()? { #keep } },
        (false, kept_nothing) => {
            let other = if kept_nothing {
                quote! { Some(_) => reader.skip()? }
            } else {
                quote! { Some(key) => { #keep } }
            };
            quote! {
                loop {
                    match reader.next_key()? {
                        #(#arms,)*
                        #other,
                        None => break,
                    }
                }
            }
        }
    };
    let values = values.chain(rest.iter().map(|rest| quote! { #rest }));
    quote! {
        #(#slots)*
        #(let mut #rest = BTreeMap::new();)*
        reader.begin_object()?;
        #members
        Ok(Self { #(#values),* })
    }
}

/// A variable for a field being read, apart from the reader itself.
fn local(field: &FieldPlan) -> Ident {
    if field.name == "reader" { ident("reader_") } else { ident(&field.name) }
}

fn write(item: &Struct) -> TokenStream {
    let writes = item.fields.iter().map(write_field);
    let Some(additional) = &item.additional else {
        return quote! {
            writer.begin_object();
            #(#writes)*
            writer.end_object();
        };
    };
    let name = ident(&additional.name);
    let declared = item.fields.iter().map(|field| &field.wire_name);
    quote! {
        writer.begin_object_with(&self.#name);
        #(#writes)*
        writer.additional(&self.#name, &[#(#declared),*]);
        writer.end_object();
    }
}

fn write_field(field: &FieldPlan) -> TokenStream {
    let (name, key) = (ident(&field.name), &field.wire_name);
    match field.holding {
        Holding::Value | Holding::Nullable => quote! { writer.property(#key, &self.#name); },
        Holding::Optional => quote! { writer.optional(#key, &self.#name); },
        Holding::Patch => quote! {
            if !self.#name.is_absent() {
                writer.property(#key, &self.#name);
            }
        },
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
