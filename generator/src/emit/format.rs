//! From items to the text of a file: modules and imports first.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::{Docs, RustType};

use super::print::{DOC_LINE_END, print};
use super::{imports, rust_type};

/// A file being put together.
#[derive(Debug)]
pub(super) struct File {
    head: Docs,
    attributes: TokenStream,
    children: Vec<Child>,
    imports: BTreeSet<String>,
    siblings: BTreeSet<String>,
    items: Vec<TokenStream>,
}

/// A module of a file, of which items are passed on.
#[derive(Debug)]
struct Child {
    module: String,
    items: Vec<String>,
    gate: TokenStream,
}

/// A file that is no Rust.
#[derive(Debug)]
pub struct Malformed {
    error: syn::Error,
    path: String,
}

impl Malformed {
    /// Says which file is no Rust.
    pub(super) const fn new(error: syn::Error, path: String) -> Self {
        Self { error, path }
    }
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} in `{}`", self.error, self.path)
    }
}

impl File {
    /// Starts a file; `head` is its module's documentation.
    pub(super) fn new(head: impl Into<Docs>) -> Self {
        Self {
            head: head.into(),
            attributes: TokenStream::new(),
            children: Vec::new(),
            imports: BTreeSet::new(),
            siblings: BTreeSet::new(),
            items: Vec::new(),
        }
    }

    /// Adds attributes of the whole file.
    pub(super) fn attributes(&mut self, attributes: TokenStream) {
        self.attributes.extend(attributes);
    }

    /// Adds a module, of which some items are passed on, or all if none is named; it is compiled with any of the features, or
    /// always if there is none.
    pub(super) fn child(&mut self, module: &str, items: &[&str], features: &[String]) {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        self.children.push(Child { module: module.to_owned(), items, gate: gate(features) });
    }

    /// Takes over what another file imports and holds.
    pub(super) fn join(&mut self, other: Self) {
        self.imports.extend(other.imports);
        self.siblings.extend(other.siblings);
        self.items.extend(other.items);
    }

    /// Imports nothing that the file defines itself.
    pub(super) fn defines(&mut self, names: &[&str]) {
        for name in names {
            self.siblings.remove(&["super::", name].concat());
        }
    }

    /// Imports a path.
    pub(super) fn import(&mut self, path: &str) {
        self.imports.insert(path.to_owned());
    }

    /// Imports several names from one module.
    pub(super) fn import_from(&mut self, module: &str, names: &[&str]) {
        self.imports.extend(names.iter().map(|name| [module, "::", name].concat()));
    }

    /// Imports what a type of the `types` module needs there.
    pub(super) fn types(&mut self, ty: &RustType, own: &str) {
        match ty {
            RustType::Scalar(_) | RustType::String => {}
            RustType::Null => self.import("crate::runtime"),
            RustType::Secret => self.import("crate::runtime::Secret"),
            RustType::Formatted(format) => self.imports.extend(rust_type::imported(*format).map(str::to_owned)),
            RustType::Raw => self.import("crate::runtime::RawJson"),
            RustType::List(inner) | RustType::Nullable(inner) | RustType::Boxed(inner) => self.types(inner, own),
            RustType::Patch(inner) => {
                self.import("crate::runtime");
                self.types(inner, own);
            }
            RustType::Tuple(elements, rest) => {
                if rest.is_some() {
                    self.import("crate::runtime");
                }
                elements.iter().chain(rest.as_deref()).for_each(|element| self.types(element, own));
            }
            RustType::Map(inner) => {
                self.import("std::collections::BTreeMap");
                self.types(inner, own);
            }
            RustType::Named(name) if name == own => {}
            RustType::Named(name) => {
                self.siblings.insert(["super::", name].concat());
            }
        }
    }

    /// Adds an item.
    pub(super) fn item(&mut self, item: TokenStream) {
        self.items.push(item);
    }

    /// Prints the file.
    pub(super) fn render(self, path: &str) -> Result<String, Malformed> {
        let head = doc_text(&self.head).into_iter();
        let attributes = self.attributes;
        let folder = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let modules = self.children.iter().map(|child| child.module(folder));
        let passed_on = self.children.iter().map(Child::passed_on);
        let imports = imports::imports(self.imports.iter().chain(&self.siblings).map(String::as_str));
        let items = self.items;
        let tokens = quote! {
            #(#![doc = #head])*
            #attributes
            #(#modules)*
            #(#passed_on)*
            #imports
            #(#items)*
        };
        let file = syn::parse2(tokens).map_err(|error| Malformed::new(error, path.to_owned()))?;
        Ok(print(file))
    }
}

impl Child {
    fn module(&self, folder: &str) -> TokenStream {
        let (module, gate) = (ident(&self.module), &self.gate);
        // The compiler looks for a file by itself only where its name is ASCII.
        let place = (!self.module.is_ascii()).then(|| {
            let place = format!("{folder}/{}.rs", self.module);
            quote! { #[path = #place] }
        });
        let allowed = inception(folder, &self.module);
        quote! { #allowed #place #gate mod #module; }
    }

    fn passed_on(&self) -> TokenStream {
        let (module, gate) = (ident(&self.module), &self.gate);
        let items = self.items.iter().map(|item| ident(item));
        let items = if self.items.is_empty() {
            quote! { * }
        } else {
            quote! { {#(#items),*} }
        };
        quote! { #gate pub use self::#module::#items; }
    }
}

/// Allows a module the name of the one that it is in, where the document gives it.
pub(super) fn inception(outer: &str, inner: &str) -> Option<TokenStream> {
    (outer == inner).then(|| {
        quote! { #[allow(clippy::module_inception, reason = "the name comes from the document")] }
    })
}

/// The attribute that compiles an item with any of some features; with none, it always is.
pub(super) fn gate(features: &[String]) -> TokenStream {
    match features {
        [] => TokenStream::new(),
        [only] => quote! { #[cfg(feature = #only)] },
        several => quote! { #[cfg(any(#(feature = #several),*))] },
    }
}

/// Makes an identifier of a name that a scope has handed out.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Makes a doc attribute, if there is anything to say.
pub(super) fn docs(docs: &Docs) -> Option<TokenStream> {
    doc_text(docs).map(|text| quote! { #[doc = #text] })
}

/// The lines of docs in one attribute, which is faster than an attribute for each. Printing writes a comment for each line.
fn doc_text(docs: &Docs) -> Option<String> {
    let mut text = String::new();
    for (number, line) in docs.finished().lines().enumerate() {
        if number > 0 {
            text.push(DOC_LINE_END);
        }
        // A space stands between the slashes and the text.
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Marks what programs should no longer use.
pub(super) fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote! { #[deprecated] })
}

/// Lets the variants of an enumeration be of any size: boxing those that are large today would change a program's code
/// whenever the document adds a property.
pub(super) fn of_any_size() -> TokenStream {
    quote! { #[allow(clippy::large_enum_variant, reason = "the document determines the size of the variants")] }
}

/// Methods of the traits that operators and conversions stand on, by which clippy expects those traits.
const TRAIT_METHODS: [&str; 28] = [
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// Allows the names of an API that happen to be those of a trait's methods.
pub(super) fn api_names<'n>(mut names: impl Iterator<Item = &'n String>) -> Option<TokenStream> {
    names.any(|name| TRAIT_METHODS.contains(&name.as_str())).then(|| {
        quote! { #[allow(clippy::should_implement_trait, reason = "the names come from the document")] }
    })
}
