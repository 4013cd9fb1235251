//! How values are read and written: lists of properties and calls for the runtime's codec, not generic, without derives.

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
            #[inline]
            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::ReadError> {
                #read
            }
            #[inline]
            fn write(&self, writer: &mut json::Writer) {
                #write
            }
        }
        json::json_serde!(json, #name);
    }
}

/// An object is read into places, from which the value is made.
fn read(item: &Struct) -> TokenStream {
    let required: Vec<_> = item.fields.iter().filter(|field| field.holding.is_required()).map(local).collect();
    let rest = item.additional.as_ref().map(|additional| ident(&additional.name));
    if required.is_empty() {
        // An empty value has a place for everything.
        let places = item.fields.iter().map(|field| ident(&field.name)).map(|name| quote! { value.#name });
        let object = object_call(item, places, rest.map(|rest| quote! { value.#rest }));
        if item.fields.is_empty() && item.additional.is_none() {
            return quote! {
                #object?;
                Ok(Self::default())
            };
        }
        return quote! {
            let mut value = Self::default();
            #object?;
            Ok(value)
        };
    }
    let places = item.fields.iter().map(|field| {
        let local = local(field);
        let empty = if field.holding == Holding::Patch {
            quote! { runtime::Patch::Absent }
        } else {
            quote! { None }
        };
        quote! { let mut #local = #empty; }
    });
    let entries = rest.as_ref().map(|rest| quote! { let mut #rest = BTreeMap::new(); });
    let object = object_call(
        item,
        item.fields.iter().map(local).map(|local| quote! { #local }),
        rest.as_ref().map(|rest| quote! { #rest }),
    );
    let (filled, values) = match required.as_slice() {
        [only] => (quote! { Some(#only) }, quote! { #only }),
        several => (quote! { (#(Some(#several)),*) }, quote! { (#(#several),*) }),
    };
    let fields = item.fields.iter().map(|field| {
        let (name, local) = (ident(&field.name), local(field));
        if name == local {
            quote! { #name }
        } else {
            quote! { #name: #local }
        }
    });
    let fields = fields.chain(rest.iter().map(|rest| quote! { #rest }));
    quote! {
        #(#places)*
        #entries
        let read = #object;
        let #filled = #values else {
            return Err(reader.unread(read));
        };
        Ok(Self { #(#fields),* })
    }
}

/// The call that reads an object: the names of its properties, and the places for their values.
fn object_call(item: &Struct, places: impl Iterator<Item = TokenStream>, rest: Option<TokenStream>) -> TokenStream {
    let properties = item.fields.iter().map(|field| {
        let key = &field.wire_name;
        if field.holding.is_required() {
            quote! { json::Required(#key) }
        } else {
            quote! { json::Optional(#key) }
        }
    });
    let lists = quote! { &[#(#properties),*], &mut [#(&mut #places),*] };
    match rest {
        Some(rest) => quote! { reader.object_with(#lists, &mut #rest) },
        None => quote! { reader.object(#lists) },
    }
}

/// A variable for a field being read, distinct from the variables of the reading code.
fn local(field: &FieldPlan) -> Ident {
    match field.name.as_str() {
        name @ ("reader" | "read") => ident(&format!("{name}_")),
        name => ident(name),
    }
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
    let (read, write, nothing) = match item.values {
        ValuesPlan::Integers => (quote! { reader.i64()? }, quote! { writer.integer(self.as_i64()); }, quote! { 0_i64 }),
        ValuesPlan::Texts => (quote! { &*reader.text()? }, quote! { writer.string(self.as_str()); }, quote! { "" }),
        ValuesPlan::Literals => (
            quote! { <RawJson as json::Json>::read(reader)? },
            quote! { writer.literal(self.as_json()); },
            quote! { RawJson::default() },
        ),
    };
    quote! {
        impl json::Json for #name {
            #[inline]
            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::ReadError> {
                let value = Self::from(#read);
                if matches!(value, Self::Unknown(_)) {
                    reader.note_kept();
                }
                Ok(value)
            }
            #[inline]
            fn write(&self, writer: &mut json::Writer) {
                #write
            }
            fn stand_in() -> Option<Self> {
                Some(Self::from(#nothing))
            }
        }
        json::json_serde!(json, #name);
    }
}
