//! Groups of operations: the `tags` module with a view a tag, and the `ops` module with a file a tag.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Crate, Docs, Group, OperationPlan};

use super::format::{File, api_names, docs, gate, ident, inception};
use super::jobs::Jobs;
use super::{complexity, operation};

pub(super) fn files<'p>(plan: &'p Crate, jobs: &mut Jobs<'p>) {
    let defining = || plan.groups.iter().filter(|group| !group.operations.is_empty());
    for group in &plan.groups {
        let folder = if group.view.is_some() { "tags/" } else { "" };
        jobs.add(format!("src/{folder}{}.rs", group.file), || view(group));
    }
    if has_tags(plan) {
        jobs.add("src/tags.rs", || {
            let mut index = File::new("The operations by tag: what the methods of the client return.");
            for group in plan.groups.iter().filter(|group| group.view.is_some()) {
                index.item(tag(group));
            }
            index
        });
    }
    for group in defining() {
        jobs.add(format!("src/ops/{}.rs", group.file), || markers(group));
    }
    if defining().next().is_some() {
        jobs.add("src/ops.rs", move || {
            let mut index = File::new("The operations as types, with their results, errors and setters.");
            for group in defining() {
                index.child(&group.file, &[], &group.compiled_with);
            }
            index
        });
    }
}

/// Says whether any operation has a tag.
pub(super) fn has_tags(plan: &Crate) -> bool {
    plan.groups.iter().any(|group| group.view.is_some())
}

/// Declares the module of a tag.
fn tag(group: &Group) -> TokenStream {
    let (module, gate) = (ident(&group.module), gate(group.feature.as_slice()));
    // The compiler looks for a file by itself only where its name is the module's and ASCII.
    let place = (group.file != group.module || !group.file.is_ascii()).then(|| {
        let place = format!("tags/{}.rs", group.file);
        quote! { #[path = #place] }
    });
    let allowed = inception("tags", &group.module);
    quote! { #allowed #gate #place pub mod #module; }
}

fn markers(group: &Group) -> File {
    let mut file = File::new("");
    for operation in &group.operations {
        operation::marker(operation, &mut file);
    }
    file
}

/// The view of a group, or its methods on the client where there is none.
fn view(group: &Group) -> File {
    let mut file = File::new(group.docs.clone());
    file.import("crate::runtime::Client");
    let through_view = quote! { self.client };
    let on_client = quote! { self };
    let client = if group.view.is_some() { &through_view } else { &on_client };
    let own = group.operations.iter().chain(&group.shared);
    let methods: Vec<_> = own.map(|plan| operation::methods(plan, client, &mut file)).collect();
    let names = api_names(
        group
            .operations
            .iter()
            .chain(&group.shared)
            .flat_map(|plan| std::iter::once(&plan.method).chain(plan.forms.iter().map(|form| &form.method))),
    );
    let own = group.operations.iter().chain(&group.shared);
    let complex = complexity::of_arguments(own.flat_map(OperationPlan::taken));
    let Some(name) = &group.view else {
        file.item(quote! {
            #names
            #complex
            impl Client {
                #(#methods)*
            }
        });
        return file;
    };
    let name = ident(name);
    let text = Docs::from("The operations of ").code(&group.tag).text(", returned by ");
    let text = docs(&text.link(&format!("Client::{}", group.module)).text("."));
    file.item(quote! {
        #text
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            pub(crate) client: &'c Client,
        }
        #names
        #complex
        impl #name<'_> {
            #(#methods)*
        }
    });
    file
}
