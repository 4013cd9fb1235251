//! Imports: paths in, `use` items out, those from one module as one.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::format::ident;

/// Where an imported path leads; imports are printed in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Std,
    Other,
    Own,
}

impl Origin {
    fn of(path: &str) -> Self {
        match path.split("::").next() {
            Some("std") => Self::Std,
            Some("crate" | "super") => Self::Own,
            _ => Self::Other,
        }
    }
}

/// Writes the imports of a file.
pub(super) fn imports<'p>(paths: impl Iterator<Item = &'p str>) -> TokenStream {
    let mut modules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        modules.entry(module).or_default().insert(name);
    }
    let mut modules: Vec<(&str, BTreeSet<&str>)> = modules.into_iter().collect();
    modules.sort_by_cached_key(|(module, names)| (Origin::of(module), sorted_as(module, names)));
    let imports = modules.iter().map(|(module, names)| {
        let module = module.split("::").filter(|segment| !segment.is_empty()).map(ident);
        let names = names.iter().map(|name| ident(name));
        quote! { use #(#module::)*{#(#names),*}; }
    });
    imports.collect()
}

/// What rustfmt sorts an import by: its path, of which a name is a part where it stands alone.
fn sorted_as(module: &str, names: &BTreeSet<&str>) -> String {
    let only = names.first().filter(|_| names.len() == 1);
    [module, "::", only.unwrap_or(&"{")].concat()
}
