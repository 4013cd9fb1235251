//! Bodies of parts: a struct around the runtime's, with a function for each part.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Docs, FixedPart, Format, PartPlan, PartValue, PartsPlan, TextForm};

use super::argument::{as_text, outside, text};
use super::format::{self, File, deprecated, docs, ident};
use super::{complexity, link};

/// Writes the struct of a body of parts into a file of the `ops` module.
pub(super) fn form(plan: &PartsPlan, marker: &str, file: &mut File) {
    let about = Docs::from("The parts of a body of ").link(&link::to_struct(marker)).text(".");
    let about = docs(&about.and("Undeclared parts can be added to the inner form."));
    let name = ident(&plan.name);
    let names: Vec<_> = plan.required.iter().map(|part| ident(&part.name)).collect();
    let sets = plan.required.iter().map(|part| {
        let (wire_name, parts) = (&part.wire_name, made(part, file));
        (part.position, quote! { form.set(#wire_name, #parts); })
    });
    // In the order of the document: servers read the fields that say what a file is before it.
    let mut sets: Vec<_> = sets.chain(plan.fixed.iter().map(|part| (part.position, always_set(part)))).collect();
    sets.sort_by_key(|(position, _)| *position);
    let sets = sets.into_iter().map(|(_, set)| set);
    let (arguments, taken_apart) = match &plan.constructor {
        Some(required) => {
            let required = ident(required);
            let lifetime = plan.is_borrowed().then(|| quote! { <'_> });
            (quote! { required: #required #lifetime }, quote! { let #required { #(#names),* } = required; })
        }
        None => {
            let types = plan.required.iter().map(|part| taken(&part.value, &TokenStream::new(), file));
            let types: Vec<_> = types.collect();
            (quote! { #(#names: #types),* }, TokenStream::new())
        }
    };
    let told = plan.required.iter().map(|part| (part.name.clone(), part.docs.clone()));
    let is_empty = plan.required.is_empty() && plan.fixed.is_empty();
    let told = match &plan.constructor {
        _ if is_empty => "Creates an empty form.".into(),
        _ if plan.required.is_empty() => "Creates a form of the parts that have one value.".into(),
        Some(_) => "Creates a form from the required parts.".into(),
        None => Docs::from("Creates a form from the required parts.").list(told),
    };
    let (told, derived) = (docs(&told), is_empty.then(|| quote! { , Default }));
    let default = (plan.required.is_empty() && !is_empty).then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let body = if is_empty {
        quote! { Self::default() }
    } else {
        quote! {
            #taken_apart
            let mut form = runtime::Multipart::new();
            #(#sets)*
            Self(form)
        }
    };
    let setters: Vec<_> = plan.optional.iter().map(|part| setter(part, file)).collect();
    let complex = complexity::of_parts(plan.required.iter().chain(&plan.optional));
    let claimed = format::api_names(plan.optional.iter().map(|part| &part.name));
    file.item(quote! {
        #about
        #[derive(Clone, Debug #derived)]
        pub struct #name(pub runtime::Multipart);
        #claimed
        #complex
        impl #name {
            #told
            #[inline]
            pub fn new(#arguments) -> Self {
                #body
            }
            #(#setters)*
        }
        #default
    });
    if let Some(name) = &plan.constructor {
        let item = required(name, plan, file);
        file.item(item);
    }
}

/// The struct of the parts that a body requires.
fn required(name: &str, plan: &PartsPlan, file: &mut File) -> TokenStream {
    let (name, form) = (ident(name), &plan.name);
    let text = Docs::from("The required parts of ").link(&link::to_struct(form)).text(", which ");
    let about = docs(&text.link(&format!("{form}::new")).text(" takes."));
    let lifetime = if plan.is_borrowed() {
        quote! { 'a }
    } else {
        TokenStream::new()
    };
    let fields = plan.required.iter().map(|part| {
        let (name, ty, text) = (ident(&part.name), taken(&part.value, &lifetime, file), docs(&part.docs));
        let old = deprecated(part.deprecated);
        quote! { #text #old pub #name: #ty }
    });
    let fields: Vec<_> = fields.collect();
    let generics = plan.is_borrowed().then(|| quote! { <'a> });
    let complex = complexity::of_parts(plan.required.iter());
    quote! {
        #about
        #[derive(Clone, Debug)]
        #complex
        pub struct #name #generics {
            #(#fields),*
        }
    }
}

fn setter(part: &PartPlan, file: &mut File) -> TokenStream {
    let (name, ty, parts, wire_name) =
        (ident(&part.name), taken(&part.value, &TokenStream::new(), file), made(part, file), &part.wire_name);
    let sets = Docs::from("Sets the part ").code(&part.name).text(".");
    let (about, old) = (docs(&sets.and(part.docs.clone())), deprecated(part.deprecated));
    quote! {
        #about
        #old
        #[must_use]
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.0.set(#wire_name, #parts);
            self
        }
    }
}

/// Sets a part that has one value.
fn always_set(part: &FixedPart) -> TokenStream {
    let FixedPart { position: _, wire_name, text, content_type } = part;
    let content_type = content_type.as_ref().map(|content_type| quote! { .with_content_type(#content_type) });
    quote! { form.set(#wire_name, vec![runtime::Part::text(#text) #content_type]); }
}

/// The type of an argument from which parts are made; what it borrows lives for `lifetime`.
fn taken(value: &PartValue, lifetime: &TokenStream, file: &mut File) -> TokenStream {
    match value {
        PartValue::Part => quote! { runtime::Part },
        PartValue::Parts => quote! { Vec<runtime::Part> },
        PartValue::Text(form) => text(form, lifetime, file),
        PartValue::Texts(TextForm::Text) | PartValue::Joined(TextForm::Text, _) => {
            quote! { &#lifetime [&#lifetime str] }
        }
        PartValue::Texts(TextForm::Enumeration(name)) | PartValue::Joined(TextForm::Enumeration(name), _) => {
            file.import("crate::types");
            let name = ident(name);
            quote! { &#lifetime [types::#name] }
        }
        PartValue::Texts(form) | PartValue::Joined(form, _) => {
            let item = text(form, lifetime, file);
            quote! { &#lifetime [#item] }
        }
        PartValue::Json(ty) => {
            let ty = outside(ty, file);
            quote! { &#lifetime #ty }
        }
        PartValue::JsonList(ty) | PartValue::JsonItems(ty) => {
            let ty = outside(ty, file);
            quote! { &#lifetime [#ty] }
        }
    }
}

/// The expression that makes the parts of an argument.
fn made(part: &PartPlan, file: &mut File) -> TokenStream {
    let name = ident(&part.name);
    let content_type = |own: &str| {
        let method = ident(own);
        part.content_type.as_ref().map(|content_type| quote! { .#method(#content_type) })
    };
    let (usual, own) = (content_type("or_content_type"), content_type("with_content_type"));
    match &part.value {
        PartValue::Part => quote! { vec![#name #usual] },
        PartValue::Parts if usual.is_some() => quote! { #name.into_iter().map(|item| item #usual).collect() },
        PartValue::Parts => quote! { #name },
        PartValue::Text(form) => {
            let value = as_text(&quote! { #name }, form, file);
            quote! { vec![runtime::Part::text(#value) #own] }
        }
        PartValue::Texts(form) => {
            // A moment is written by value, as the only one.
            let item = if *form == TextForm::Formatted(Format::DateTime) {
                quote! { *item }
            } else {
                quote! { item }
            };
            let value = as_text(&item, form, file);
            quote! { #name.iter().map(|item| runtime::Part::text(#value) #own).collect() }
        }
        PartValue::Joined(form, separator) => {
            let items = match form {
                TextForm::Text => quote! { #name },
                TextForm::Secret => quote! { #name.iter().map(|item| item.expose()) },
                TextForm::Enumeration(_) => quote! { #name.iter().map(|item| item.as_str()) },
                TextForm::Formatted(Format::DateTime) => quote! { #name.iter().map(|item| runtime::rfc3339(*item)) },
                TextForm::Shown(_) | TextForm::Integers(_) | TextForm::Formatted(_) => {
                    quote! { #name.iter().map(|item| item.to_string()) }
                }
            };
            let separator = separator.to_string();
            quote! { runtime::Part::joined(#items, #separator) }
        }
        PartValue::Json(_) => quote! { vec![runtime::Part::json(#name) #own] },
        PartValue::JsonList(_) => quote! { vec![runtime::Part::json_list(#name) #own] },
        PartValue::JsonItems(_) if own.is_none() => quote! { #name.iter().map(runtime::Part::json).collect() },
        PartValue::JsonItems(_) => quote! { #name.iter().map(|item| runtime::Part::json(item) #own).collect() },
    }
}
