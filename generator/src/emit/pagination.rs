//! Lists that come in pages: what the runtime asks of a page, for the marker of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::{ConventionPlan, Holding, NextPlan, PaginationPlan, Step};

use super::argument::outside;
use super::format::{File, ident};

/// Says how the pages of an operation are walked.
pub(super) fn pagination(plan: &PaginationPlan, marker: &str, file: &mut File) {
    let marker = ident(marker);
    let convention = match &plan.convention {
        ConventionPlan::Cursor(name) => quote! { Cursor(#name) },
        ConventionPlan::Offset(name, first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote! { Offset(#name, #first) }
        }
        ConventionPlan::Page(name, first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote! { Page(#name, #first) }
        }
        ConventionPlan::Link => quote! { Link },
        ConventionPlan::Url => quote! { Url },
    };
    let next = next(&plan.next);
    let more = plan.more.as_deref().map(|way| {
        let (before, field) = read(way, None);
        let said = match last(way) {
            Holding::Value => quote! { Some(#field) },
            Holding::Nullable | Holding::Optional => field,
            Holding::Patch => quote! { #field.as_option().copied() },
        };
        quote! { fn more(page: &Self::Output) -> Option<bool> { #before #said } }
    });
    let is_counted = matches!(plan.convention, ConventionPlan::Offset(..) | ConventionPlan::Page(..));
    let count = plan.items.as_ref().filter(|_| is_counted).map(|(way, _)| {
        let (before, field) = read(way, Some(&quote! { 0 }));
        let counted = match last(way) {
            Holding::Value => quote! { #field.len() },
            Holding::Nullable | Holding::Optional => quote! { #field.as_ref().map_or(0, Vec::len) },
            Holding::Patch => quote! { #field.as_option().map_or(0, Vec::len) },
        };
        quote! { fn count(page: &Self::Output) -> usize { #before #counted } }
    });
    file.item(quote! {
        impl runtime::Paged for #marker {
            const PAGING: runtime::Paging = runtime::Paging::#convention;
            #next
            #more
            #count
        }
    });
    if let Some((way, item)) = &plan.items {
        let (item, take) = (outside(item, file), take(way));
        file.item(quote! {
            impl runtime::Listed for #marker {
                type Item = #item;
                #[inline]
                fn items(page: Self::Output) -> Vec<#item> {
                    #take
                }
            }
        });
    }
}

/// The function that says what the next page is asked for by.
fn next(plan: &NextPlan) -> Option<TokenStream> {
    let (to_item, way) = match plan {
        NextPlan::Nowhere => return None,
        NextPlan::Page(way) => (TokenStream::new(), way),
        NextPlan::LastItem(items, way) => {
            let (before, field) = read(items, None);
            let item = match last(items) {
                Holding::Value => quote! { #field.last()? },
                Holding::Nullable | Holding::Optional => quote! { #field.as_ref()?.last()? },
                Holding::Patch => quote! { #field.as_option()?.last()? },
            };
            (quote! { #before let page = #item; }, way)
        }
    };
    let (before, field) = read(way, None);
    let said = match last(way) {
        Holding::Value => quote! { Some(#field.to_string()) },
        Holding::Nullable | Holding::Optional => quote! { #field.as_ref().map(ToString::to_string) },
        Holding::Patch => quote! { #field.as_option().map(ToString::to_string) },
    };
    Some(quote! { fn next(page: &Self::Output) -> Option<String> { #to_item #before #said } })
}

/// How the last field of a way holds its value; a page that is a list itself is always there.
fn last(way: &[Step]) -> Holding {
    way.last().map_or(Holding::Value, |step| step.holding)
}

/// Statements that lead to the last field of a way, by reference, and that field. Where one before it is missing they
/// return this, or nothing.
fn read(way: &[Step], missing: Option<&TokenStream>) -> (TokenStream, TokenStream) {
    let Some((last, before)) = way.split_last() else { return (TokenStream::new(), quote! { page }) };
    let statements = before.iter().map(|step| {
        let field = ident(&step.field);
        let value = match step.holding {
            Holding::Value => return quote! { let page = &page.#field; },
            Holding::Nullable | Holding::Optional => quote! { page.#field.as_ref() },
            Holding::Patch => quote! { page.#field.as_option() },
        };
        match missing {
            Some(missing) => quote! { let Some(page) = #value else { return #missing }; },
            None => quote! { let page = #value?; },
        }
    });
    let field = ident(&last.field);
    (quote! { #(#statements)* }, quote! { page.#field })
}

/// Statements that take the last field of a way out.
fn take(way: &[Step]) -> TokenStream {
    let Some((last, before)) = way.split_last() else { return quote! { page } };
    let statements = before.iter().map(|step| {
        let field = ident(&step.field);
        match step.holding {
            Holding::Value => quote! { let page = page.#field; },
            Holding::Nullable | Holding::Optional => {
                quote! { let Some(page) = page.#field else { return Vec::new() }; }
            }
            Holding::Patch => quote! { let Some(page) = page.#field.into_option() else { return Vec::new() }; },
        }
    });
    let field = ident(&last.field);
    let last = match last.holding {
        Holding::Value => quote! { page.#field },
        Holding::Nullable | Holding::Optional => quote! { page.#field.unwrap_or_default() },
        Holding::Patch => quote! { page.#field.into_option().unwrap_or_default() },
    };
    quote! { #(#statements)* #last }
}
