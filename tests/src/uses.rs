//! Programs that use all that a generated crate offers: each public item in the way in which the crate declares it, so that
//! the program compiles with another crate only if that offers the same.

use std::collections::{BTreeMap, BTreeSet};

use quote::{ToTokens, format_ident, quote};
use syn::{
    Attribute, FnArg, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemUse, Pat, ReturnType, Signature, UseTree,
    Visibility,
};

type Tokens = Vec<Box<dyn ToTokens>>;

/// Writes a module that uses what these files of a crate declare, which are below `src/` and the module of the crate.
#[must_use]
pub fn module<'f>(name: &str, files: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let parsed: BTreeMap<Vec<String>, syn::File> =
        files.map(|(path, text)| (steps(path), syn::parse_file(text).unwrap())).collect();
    let mut text = format!("//! A program that uses `{name}`.\n#![allow(warnings)]\n");
    for (number, (path, file)) in parsed.iter().enumerate() {
        // What a private module declares is exported by one that contains it.
        let public = (1..=path.len()).take_while(|end| *end == 1 || is_public(&parsed, &path[..*end])).last().unwrap();
        let glob: Vec<_> = path[..public].iter().map(|step| format_ident!("{step}")).collect();
        let hidden = file.items.iter().filter_map(hidden).collect();
        let mut own = Uses { path, hidden, number: 0, found: vec![Box::new(quote! { use crate::#(#glob)::*::*; })] };
        file.items.iter().for_each(|item| own.item(item));
        let (module, found) = (format_ident!("file_{number}"), own.found);
        text.push_str(&quote! { mod #module { #(#found)* } }.to_string());
        text.push('\n');
    }
    text
}

/// The module of a file: `src/pets/types/pet.rs` is `pets::types::pet`.
fn steps(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
    path.strip_suffix("/mod").unwrap_or(path).split('/').map(str::to_owned).collect()
}

/// Says whether the module that contains a module declares it as public.
fn is_public(parsed: &BTreeMap<Vec<String>, syn::File>, path: &[String]) -> bool {
    let (name, parent) = path.split_last().unwrap();
    let items = parsed.get(parent).map(|file| file.items.as_slice()).unwrap_or_default();
    items.iter().any(|item| matches!(item, Item::Mod(own) if own.ident == name && is_pub(&own.vis)))
}

fn is_pub(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of a type that is not public.
fn hidden(item: &Item) -> Option<&syn::Ident> {
    let (visibility, name) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    (!is_pub(visibility)).then_some(name)
}

fn conditions(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

struct Uses<'f> {
    path: &'f [String],
    /// The types that only the crate itself uses.
    hidden: BTreeSet<&'f syn::Ident>,
    number: usize,
    found: Tokens,
}

impl Uses<'_> {
    fn name(&mut self) -> syn::Ident {
        self.number += 1;
        format_ident!("use_{}", self.number)
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Use(item) => self.import(item),
            Item::Struct(item) if is_pub(&item.vis) && item.generics.params.is_empty() => self.structure(item),
            Item::Enum(item) if is_pub(&item.vis) && item.generics.params.is_empty() => self.enumeration(item),
            Item::Type(item) if is_pub(&item.vis) && item.generics.params.is_empty() => {
                let (name, conditions) = (self.name(), conditions(&item.attrs));
                let (own, ty) = (&item.ident, &item.ty);
                self.found.push(Box::new(quote! { #(#conditions)* fn #name(value: #own) -> #ty { value } }));
            }
            Item::Const(item) if is_pub(&item.vis) => {
                let (name, conditions) = (self.name(), conditions(&item.attrs));
                let (own, ty) = (&item.ident, &item.ty);
                self.found.push(Box::new(quote! { #(#conditions)* fn #name() -> #ty { #own } }));
            }
            Item::Impl(item) if item.trait_.is_none() => self.methods(item),
            Item::Impl(item) => self.implementation(item),
            Item::Fn(item) if is_pub(&item.vis) => {
                let (name, conditions) = (self.name(), conditions(&item.attrs));
                let signature = Signature { ident: name, constness: None, ..item.sig.clone() };
                let (own, arguments, wait) = (&item.sig.ident, arguments(&item.sig), wait(&item.sig));
                self.found.push(Box::new(quote! { #(#conditions)* #signature { #own(#(#arguments),*) #wait } }));
            }
            _ => {}
        }
    }

    fn import(&mut self, item: &ItemUse) {
        let conditions = conditions(&item.attrs);
        if is_pub(&item.vis) {
            let module: Vec<_> = self.path.iter().map(|step| format_ident!("{step}")).collect();
            for leaf in leaves(&item.tree) {
                self.found.push(Box::new(quote! { #(#conditions)* use crate::#(#module)::*::#leaf; }));
            }
            return;
        }
        let mut tree = item.tree.to_token_stream().to_string();
        for (word, up) in [("self ::", 0), ("super :: super ::", 2), ("super ::", 1)] {
            if let Some(rest) = tree.strip_prefix(word) {
                let base = self.path[..self.path.len() - up].join("::");
                tree = format!("crate::{base}::{rest}");
                break;
            }
        }
        let tree: UseTree = syn::parse_str(&tree).unwrap();
        self.found.push(Box::new(quote! { #(#conditions)* use #tree; }));
    }

    fn structure(&mut self, item: &ItemStruct) {
        let (own, conditions) = (&item.ident, conditions(&item.attrs));
        let all: Vec<_> = item.fields.iter().filter_map(|field| Some((field.ident.as_ref()?, field))).collect();
        for (field, (ident, _)) in all.iter().map(|own| (own.1, own)).filter(|(field, _)| is_pub(&field.vis)) {
            let (name, ty) = (self.name(), &field.ty);
            self.found.push(Box::new(quote! { #(#conditions)* fn #name(value: &#own) -> &#ty { &value.#ident } }));
        }
        let is_open = item.attrs.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"));
        if !is_open && item.fields.iter().all(|field| is_pub(&field.vis)) {
            let name = self.name();
            let idents: Vec<&syn::Ident> = all.iter().map(|(ident, _)| *ident).collect();
            let types: Vec<&syn::Type> = all.iter().map(|(_, field)| &field.ty).collect();
            let fields = if all.is_empty() {
                quote! {}
            } else {
                quote! { { #(#idents),* } }
            };
            if all.is_empty() == item.fields.is_empty() {
                self.found
                    .push(Box::new(quote! { #(#conditions)* fn #name(#(#idents: #types),*) -> #own { #own #fields } }));
            }
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let (own, conditions) = (&item.ident, conditions(&item.attrs));
        for variant in &item.variants {
            let (name, ident) = (self.name(), &variant.ident);
            match &variant.fields {
                syn::Fields::Unit => {
                    self.found.push(Box::new(quote! { #(#conditions)* fn #name() -> #own { #own::#ident } }));
                }
                syn::Fields::Unnamed(fields) => {
                    let types = fields.unnamed.iter().map(|field| &field.ty);
                    let names: Vec<_> = (0..fields.unnamed.len()).map(|at| format_ident!("value_{at}")).collect();
                    self.found.push(Box::new(
                        quote! { #(#conditions)* fn #name(#(#names: #types),*) -> #own { #own::#ident(#(#names),*) } },
                    ));
                }
                syn::Fields::Named(_) => {}
            }
        }
    }

    /// Calls each method from a method of a trait, whose declaration is the same but for its name.
    fn methods(&mut self, item: &ItemImpl) {
        let (generics, ty) = (&item.generics, &item.self_ty);
        let (start, arguments_of_trait, end) = generics.split_for_impl();
        for method in &item.items {
            let ImplItem::Fn(method) = method else { continue };
            if !is_pub(&method.vis) {
                continue;
            }
            let conditions: Vec<_> =
                conditions(&item.attrs).into_iter().chain(self::conditions(&method.attrs)).collect();
            let (name, of_trait) = (self.name(), format_ident!("Trait{}", self.number));
            let mut signature = Signature { ident: name, constness: None, ..method.sig.clone() };
            for input in &mut signature.inputs {
                match input {
                    FnArg::Receiver(receiver) if receiver.reference.is_none() => receiver.mutability = None,
                    FnArg::Receiver(_) => {}
                    FnArg::Typed(typed) => {
                        if let Pat::Ident(ident) = &mut *typed.pat {
                            ident.mutability = None;
                        }
                    }
                }
            }
            let (own, arguments, wait) = (&method.sig.ident, arguments(&method.sig), wait(&method.sig));
            self.found.push(Box::new(quote! {
                #(#conditions)* trait #of_trait #generics: Sized { #signature; }
                #(#conditions)* impl #start #of_trait #arguments_of_trait for #ty #end {
                    #signature { <#ty>::#own(#(#arguments),*) #wait }
                }
            }));
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let Some((None, path, _)) = &item.trait_ else { return };
        let is_hidden = |ty: &syn::TypePath| ty.path.get_ident().is_some_and(|own| self.hidden.contains(own));
        if !item.generics.params.is_empty() || matches!(&*item.self_ty, syn::Type::Path(ty) if is_hidden(ty)) {
            return;
        }
        let (ty, conditions) = (&item.self_ty, conditions(&item.attrs));
        let path: syn::Path =
            syn::parse_str(&path.to_token_stream().to_string().replace("& str", "&'static str")).unwrap();
        let name = self.name();
        self.found.push(Box::new(quote! {
            #(#conditions)* fn #name() { fn has<T: ?Sized + #path>() {} has::<#ty>(); }
        }));
        for associated in &item.items {
            let ImplItem::Type(associated) = associated else { continue };
            let (name, ident, is) = (self.name(), &associated.ident, &associated.ty);
            self.found.push(Box::new(quote! {
                #(#conditions)* fn #name(value: <#ty as #path>::#ident) -> #is { value }
            }));
        }
    }
}

/// What a call passes: `self`, and the arguments by their names.
fn arguments(signature: &Signature) -> Vec<syn::Ident> {
    let ident = |input: &FnArg| match input {
        FnArg::Receiver(_) => format_ident!("self"),
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(ident) => ident.ident.clone(),
            other => panic!("an argument without a name: {}", other.to_token_stream()),
        },
    };
    signature.inputs.iter().map(ident).collect()
}

fn wait(signature: &Signature) -> Option<impl ToTokens> {
    let is_unit = matches!(signature.output, ReturnType::Default);
    match (signature.asyncness.is_some(), is_unit) {
        (true, _) => Some(quote! { .await }),
        (false, true) => Some(quote! { ; }),
        (false, false) => None,
    }
}

/// The names that a `use` brings, of which a glob has none.
fn leaves(tree: &UseTree) -> Vec<syn::Ident> {
    match tree {
        UseTree::Path(path) => leaves(&path.tree),
        UseTree::Name(name) => vec![name.ident.clone()],
        UseTree::Rename(rename) => vec![rename.rename.clone()],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Glob(_) => Vec::new(),
    }
}
