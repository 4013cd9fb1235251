//! The variables in the URL of the server that have a list of values: an enumeration for each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Crate, Docs, VariablePlan};

use super::format::{File, docs, ident};

/// Says whether a variable of the server has an enumeration of its values.
pub(super) fn is_needed(plan: &Crate) -> bool {
    choices(plan).next().is_some()
}

fn choices(plan: &Crate) -> impl Iterator<Item = &VariablePlan> {
    let variables = plan.client.default_server.iter().flat_map(|server| &server.variables);
    variables.filter(|variable| !variable.values.is_empty())
}

pub(super) fn file(plan: &Crate) -> File {
    let mut file = File::new("The values of server variables.");
    for variable in choices(plan) {
        file.item(choice(variable));
    }
    file
}

fn choice(variable: &VariablePlan) -> TokenStream {
    let (name, argument) = (ident(&variable.choice), &variable.argument);
    let text = docs(&Docs::from("The values of ").code(argument).text(" in the URL of the server."));
    let variants = variable.values.iter().map(|(name, value)| {
        let (name, text) = (ident(name), docs(&Docs::of_code(value)));
        quote! { #text #name }
    });
    let values = variable.values.iter().map(|(name, value)| {
        let name = ident(name);
        quote! { Self::#name => #value }
    });
    quote! {
        #text
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
        impl #name {
            /// Returns the value in the URL.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#values,)*
                }
            }
        }
    }
}
